package parse

import (
	"bytes"
	"math/big"
	"strconv"
	"strings"
)

// effects says what evaluating something can be noticed by. While the walk goes
// on, fxNone means "none if the conditions noted in walker.conds hold": whether
// a name is declared, and as what, is only known at the end.
type effects uint8

const (
	fxNone effects = iota
	fxSome
)

// valKind is what kind of constant a val is.
type valKind uint8

const (
	vNone valKind = iota // not a constant
	vUndefined
	vNull
	vBool
	vNumber
	vBigInt
	vString
)

// val is what is known of the value of an expression. A constant contains no
// name and no effect: its text can go.
type val struct {
	kind valKind
	prim bool // certainly a primitive value, so converting it runs no code
	fx   effects
	b    bool   // vBool
	text []byte // vString: the value; vNumber, vBigInt: as written, perhaps behind a -

	// Of what is no constant, because it has to run or makes an object:
	goes  way    // as a test
	fresh bool   // an object that nothing else can be
	edges *edges // a string that begins and ends like this
}

// way is where a test leads to.
type way uint8

const (
	eitherWay way = iota
	wayTrue
	wayFalse
)

func wayOf(truth bool) way {
	if truth {
		return wayTrue
	}
	return wayFalse
}

// leads tells whether a value counts as true, be it a constant or not.
func (v val) leads() (truth, known bool) {
	if v.goes != eitherWay {
		return v.goes == wayTrue, true
	}
	return v.truth()
}

// way is the same as a way.
func (v val) way() way {
	if truth, known := v.leads(); known {
		return wayOf(truth)
	}
	return eitherWay
}

// edges are the first and the last characters of a string, as far as they are known.
type edges struct{ head, tail []byte }

// edgesOf returns those of v, and whether it is a string at all.
func edgesOf(v val) (e edges, ok bool) {
	switch {
	case v.kind == vString:
		return edges{v.text, v.text}, true
	case v.edges != nil:
		return *v.edges, true
	}
	return edges{}, false
}

// differs reports whether two values cannot be equal, by === or, if loose, by ==.
func differs(a, b val, loose bool) bool {
	if a.fresh || b.fresh {
		return a.fresh && b.fresh || !loose && (a.kind != vNone || b.kind != vNone)
	}
	x, ok1 := edgesOf(a)
	y, ok2 := edgesOf(b)
	if !ok1 || !ok2 {
		return false
	}
	n, m := min(len(x.head), len(y.head)), min(len(x.tail), len(y.tail))
	return !bytes.Equal(x.head[:n], y.head[:n]) || !bytes.Equal(x.tail[len(x.tail)-m:], y.tail[len(y.tail)-m:])
}

// stringVal returns the value of a literal with its quotes. One with escapes is
// a primitive but no constant, which is as good and saves decoding.
func stringVal(lit []byte) val {
	body := lit[1 : len(lit)-1]
	if bytes.IndexByte(body, '\\') >= 0 {
		return val{prim: true}
	}
	return val{kind: vString, prim: true, text: body}
}

// numberVal returns the value of a numeric literal.
func numberVal(lit []byte) val {
	if lit[len(lit)-1] == 'n' {
		return val{kind: vBigInt, text: lit} // not prim: mixing a bigint with a number throws
	}
	return val{kind: vNumber, prim: true, text: lit}
}

// number returns the value of a number.
func (v val) number() (float64, bool) {
	s, negative := strings.CutPrefix(strings.ReplaceAll(string(v.text), "_", ""), "-")
	if negative {
		f, ok := val{text: []byte(s)}.number()
		return -f, ok
	}
	if len(s) > 1 && s[0] == '0' && s[1] != '.' && s[1] != 'e' && s[1] != 'E' {
		n, err := strconv.ParseUint(s, 0, 53)
		return float64(n), err == nil
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// bigInt returns the value of a bigint.
func (v val) bigInt() (*big.Int, bool) {
	return new(big.Int).SetString(strings.ReplaceAll(string(v.text[:len(v.text)-1]), "_", ""), 0)
}

// truth tells whether a constant counts as true.
func (v val) truth() (truth, known bool) {
	switch v.kind {
	case vUndefined, vNull:
		return false, true
	case vBool:
		return v.b, true
	case vString:
		return len(v.text) > 0, true
	case vNumber:
		f, ok := v.number()
		return f != 0 && f == f, ok
	case vBigInt:
		n, ok := v.bigInt()
		return ok && n.Sign() != 0, ok
	}
	return false, false
}

// typeName returns what typeof gives for a constant.
func (v val) typeName() string {
	switch v.kind {
	case vUndefined:
		return "undefined"
	case vNull:
		return "object"
	case vBool:
		return "boolean"
	case vNumber:
		return "number"
	case vBigInt:
		return "bigint"
	case vString:
		return "string"
	}
	return ""
}

// strictEqual compares two constants by ===.
func strictEqual(a, b val) (same, known bool) {
	if a.kind == vNone || b.kind == vNone {
		return false, false
	}
	if a.kind != b.kind {
		return false, true
	}
	switch a.kind {
	case vBool:
		return a.b == b.b, true
	case vString:
		return bytes.Equal(a.text, b.text), true
	case vNumber:
		x, ok1 := a.number()
		y, ok2 := b.number()
		return x == y, ok1 && ok2
	case vBigInt:
		x, ok1 := a.bigInt()
		y, ok2 := b.bigInt()
		return ok1 && ok2 && x.Cmp(y) == 0, ok1 && ok2
	}
	return true, true
}

// looseEqual compares by ==, where no text is converted.
func looseEqual(a, b val) (same, known bool) {
	nullish := func(v val) bool { return v.kind == vNull || v.kind == vUndefined }
	if a.kind == vNone || b.kind == vNone {
		return false, false
	}
	if nullish(a) || nullish(b) {
		return nullish(a) && nullish(b), true
	}
	if a.kind != b.kind {
		sign, known := order(a, b)
		return sign == 0, known
	}
	return strictEqual(a, b)
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
