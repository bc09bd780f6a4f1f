package config

// devtoolShape is every name that webpack has, true maps or not; see
// parseDevtool for what each becomes.
var devtoolShape = either(only(false), tested("a name of webpack's devtool", testDevtool))

// targetShape is one target or a list of them.
var targetShape = oneOrMore(tested("a target", testTarget))
