package config

// merge lays own over base: maps merge key by key, everything else is replaced,
// lists too. Keys of base come first, so that adding a key to the own file
// never reorders what it extends. Positions stay those of the file in which a
// value is written. The inputs are not changed.
func merge(base, own *node) *node {
	if base == nil {
		return own
	}
	if base.kind != kindMap || own.kind != kindMap {
		return own
	}
	out := *own
	out.pairs = make([]pair, 0, len(base.pairs)+len(own.pairs))
	for _, pr := range base.pairs {
		if o := own.find(pr.key); o != nil {
			pr = pair{o.key, o.at, merge(pr.value, o.value)}
		}
		out.pairs = append(out.pairs, pr)
	}
	for _, pr := range own.pairs {
		if base.find(pr.key) == nil {
			out.pairs = append(out.pairs, pr)
		}
	}
	return &out
}

// without returns the map n less one key.
func (n *node) without(key string) *node {
	out := *n
	out.pairs = nil
	for _, pr := range n.pairs {
		if pr.key != key {
			out.pairs = append(out.pairs, pr)
		}
	}
	return &out
}
