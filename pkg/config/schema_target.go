package config

// devtoolShape is every name that webpack has, true maps or not; see
// parseDevtool for what each becomes.
var devtoolShape = either(only(false), tested("a name of webpack's devtool", testDevtool)).not(refusal{"a list", "scripts and style sheets have source maps of one kind", "write the name for scripts"})

// targetShape is one target or a list of them.
var targetShape = oneOrMore(tested("a target", testTarget)).not(refusal{"false", "what is written is always for a platform", "write the platform that is most like it, such as web or node"})
