package config

import "path/filepath"

// copies reads the key copy.
func (b *binder) copies() []Copy {
	var list []Copy
	for _, n := range listOfNodes(b.tree.get("copy")) {
		x := Copy{From: b.path(n.str()), Dot: true, Path: n.span()}
		if n.kind == kindMap {
			x.From = filepath.FromSlash(n.get("from").str())
			if c := n.get("context").str(); c != "" {
				x.Context = b.path(c)
			}
			x.To = filepath.ToSlash(n.get("to").str())
			x.ToType = n.get("toType").str()
			x.Force = n.get("force").boolOr(false)
			x.NoErrorOnMissing = n.get("noErrorOnMissing").boolOr(false)
			x.Dot = n.get("globOptions", "dot").boolOr(true)
			x.Priority = n.get("priority").intOr(0)
			if f := n.get("filter"); f != nil {
				x.Filter = b.test(f, true)
			}
			x.Ignore = append(n.get("globOptions", "ignore").strings(), n.get("ignore").strings()...)
			if !filepath.IsAbs(x.From) {
				base := x.Context
				if base == "" {
					base = b.c.Context
				}
				x.From = filepath.Join(base, x.From)
			}
			if n.get("from").isText() {
				x.Path = n.get("from").span()
			}
		}
		list = append(list, x)
	}
	return list
}

// budgets reads the key budgets.
func (b *binder) budgets() []Budget {
	var list []Budget
	for _, n := range listOfNodes(b.tree.get("budgets")) {
		x := Budget{Kind: n.get("kind").str(), Name: n.get("name").str(), Compression: n.get("compression").strOr("gzip"), Path: n.span()}
		max := n.get("max")
		x.Max, _ = parseSize(max.scalarText())
		x.Warn = n.get("level").strOr("error") != "error"
		if max != nil {
			x.Path = max.span()
		}
		list = append(list, x)
	}
	return list
}

// ignoreWarnings reads the key ignoreWarnings.
func (b *binder) ignoreWarnings() []WarningFilter {
	var list []WarningFilter
	for _, n := range listOfNodes(b.tree.get("ignoreWarnings")) {
		condition := func(n *node) *Condition {
			if !n.isText() {
				return nil
			}
			c, err := newCondition(n.text)
			if err != nil {
				return nil // reported
			}
			return &c
		}
		var f WarningFilter
		switch {
		case n.kind == kindMap:
			f = WarningFilter{Code: n.get("code").str(), Message: condition(n.get("message")), Module: condition(n.get("module")), File: condition(n.get("file"))}
			if len(n.pairs) == 0 {
				b.report("config-bad-value", n.span(), "An empty map would hide every warning", "write code, message, module or file; /./ hides all")
			}
		default:
			if c := condition(n); c != nil && c.Regexp != nil {
				f.Message = c
			} else {
				f.Code = n.str()
			}
		}
		list = append(list, f)
	}
	return list
}
