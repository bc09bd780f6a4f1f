package config

import "sort"

// A ContextReplacement changes the contexts whose request or folder Match matches.
type ContextReplacement struct {
	Match     Condition
	Folder    string // instead of the request, or from the folder that it leads to; "" for none
	Recursive *bool
	// Source and Flags are a regular expression for the files; Source is "" for that
	// of the context.
	Source, Flags string
	// Map leads from requests to files, which are then all; nil for those that match.
	Map [][2]string // sorted by request
}

// A ModuleReplacement puts To in the place of requests that Match matches, and of
// files whose path it does: there To is relative to the folder of the file.
type ModuleReplacement struct {
	Match Condition
	To    string
}

// moduleReplacement reads the arguments of webpack's NormalModuleReplacementPlugin.
func (b *binder) moduleReplacement(args *node) {
	if args == nil || args.kind != kindList {
		return
	}
	if len(args.items) == 2 {
		c, err := newCondition(args.items[0].str())
		if to := args.items[1].str(); err == nil && c.Regexp != nil && to != "" {
			b.c.ModuleReplacements = append(b.c.ModuleReplacements, ModuleReplacement{c, to})
			return
		}
	}
	b.report("config-bad-value", args.span(), "NormalModuleReplacementPlugin takes a regular expression and a request", "write args: [/a regular expression/, ./what-comes-instead.js]")
}

// contextReplacement reads the arguments of webpack's ContextReplacementPlugin:
//
//	/folders/, [newFolder], [recursive], [/files/]
//	/folders/, newFolder, {request: file}
func (b *binder) contextReplacement(args *node) {
	if args == nil || args.kind != kindList {
		return
	}
	var x ContextReplacement
	wrong := func(n *node, message string) {
		b.report("config-bad-value", n.span(), message, "write args: [a regular expression for folders, a folder, true or false, a regular expression for files], without those that stay")
	}
	if len(args.items) < 2 {
		wrong(args, "ContextReplacementPlugin needs two arguments or more")
		return
	}
	for i, n := range args.items {
		_, _, pattern := cutRegexp(n.str())
		on, toggle := n.boolean()
		switch {
		case i == 0 && pattern:
			c, err := newCondition(n.str())
			if err != nil {
				wrong(n, "The regular expression cannot be read: "+err.Error())
				return
			}
			x.Match = c
		case i == 1 && n.isText() && !pattern && !toggle:
			x.Folder = n.str()
		case i == 2 && n.kind == kindMap && x.Folder != "":
			x.Map = [][2]string{}
			for _, pr := range n.pairs {
				x.Map = append(x.Map, [2]string{pr.key, pr.value.str()})
			}
			sort.Slice(x.Map, func(i, j int) bool { return x.Map[i][0] < x.Map[j][0] })
		case i > 0 && toggle && x.Recursive == nil && x.Source == "" && x.Map == nil:
			x.Recursive = &on
		case i > 0 && pattern && x.Source == "" && x.Map == nil:
			if _, err := newCondition(n.str()); err != nil {
				wrong(n, "The regular expression cannot be read: "+err.Error())
				return
			}
			x.Source, x.Flags, _ = cutRegexp(n.str())
		default:
			wrong(n, "ContextReplacementPlugin has no use for this argument here")
			return
		}
	}
	b.c.ContextReplacements = append(b.c.ContextReplacements, x)
}
