package parse

import (
	"math"
	"math/big"
	"strconv"

	"github.com/tdewolff/parse/v2/js"
)

// What JavaScript computes of constants. Nothing here gives NaN or an infinity: what
// would is no constant.

// maxBits is the size of the largest bigint that is computed.
const maxBits = 1 << 10

// numberOf is a number as a constant.
func numberOf(f float64) val {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return val{prim: true}
	}
	return val{kind: vNumber, prim: true, text: strconv.AppendFloat(nil, f, 'g', -1, 64)}
}

func bigIntOf(n *big.Int) val {
	if n.BitLen() > maxBits {
		return val{}
	}
	return val{kind: vBigInt, text: append(n.Append(nil, 10), 'n')}
}

// negated is -v; not known for what is neither a number nor a bigint.
func negated(v val) (val, bool) {
	switch v.kind {
	case vNumber:
		if f, ok := v.number(); ok {
			return numberOf(-f), true
		}
	case vBigInt:
		if n, ok := v.bigInt(); ok && n.BitLen() <= maxBits {
			return bigIntOf(n.Neg(n)), true
		}
	}
	return val{}, false
}

// computed is x + y, x - y or x * y of two numbers, or of two bigints, and a text
// that is put together.
func computed(op js.TokenType, x, y val) (val, bool) {
	switch {
	case op == js.AddToken && (x.kind == vString || y.kind == vString):
		a, ok1 := stringOf(x)
		b, ok2 := stringOf(y)
		if ok1 && ok2 {
			return val{kind: vString, prim: true, text: append(a[:len(a):len(a)], b...)}, true
		}
	case x.kind == vNumber && y.kind == vNumber:
		a, ok1 := x.number()
		b, ok2 := y.number()
		if !ok1 || !ok2 {
			return val{}, false
		}
		switch op {
		case js.AddToken:
			return numberOf(a + b), true
		case js.SubToken:
			return numberOf(a - b), true
		case js.MulToken:
			return numberOf(a * b), true
		}
	case x.kind == vBigInt && y.kind == vBigInt:
		a, ok1 := x.bigInt()
		b, ok2 := y.bigInt()
		if !ok1 || !ok2 || a.BitLen() > maxBits || b.BitLen() > maxBits {
			return val{}, false
		}
		switch op {
		case js.AddToken:
			a.Add(a, b)
		case js.SubToken:
			a.Sub(a, b)
		case js.MulToken:
			a.Mul(a, b)
		default:
			return val{}, false
		}
		v := bigIntOf(a)
		return v, v.kind == vBigInt
	}
	return val{}, false
}

// stringOf is the text that a constant becomes in a template. Numbers with an
// exponent or a fraction are left to JavaScript.
func stringOf(v val) ([]byte, bool) {
	switch v.kind {
	case vString:
		return v.text, true
	case vUndefined:
		return []byte("undefined"), true
	case vNull:
		return []byte("null"), true
	case vBool:
		return []byte(boolText(v.b)), true
	case vNumber:
		if f, ok := v.number(); ok && f == math.Trunc(f) && math.Abs(f) < 1<<53 {
			return strconv.AppendInt(nil, int64(f), 10), true
		}
	case vBigInt:
		if n, ok := v.bigInt(); ok && n.BitLen() <= maxBits {
			return n.Append(nil, 10), true
		}
	}
	return nil, false
}

// order compares two constants that are numbers, bigints or true and false, whose
// values JavaScript compares as they are.
func order(x, y val) (sign int, known bool) {
	a, ok1 := exact(x)
	b, ok2 := exact(y)
	if !ok1 || !ok2 {
		return 0, false
	}
	return a.Cmp(b), true
}

func exact(v val) (*big.Rat, bool) {
	switch v.kind {
	case vBool:
		if v.b {
			return big.NewRat(1, 1), true
		}
		return new(big.Rat), true
	case vNumber:
		f, ok := v.number()
		if !ok || math.IsInf(f, 0) {
			return nil, false
		}
		return new(big.Rat).SetFloat64(f), true
	case vBigInt:
		n, ok := v.bigInt()
		if !ok {
			return nil, false
		}
		return new(big.Rat).SetInt(n), true
	}
	return nil, false
}

// ordered is the result of x op y, for < and its like.
func ordered(op js.TokenType, x, y val) (result, known bool) {
	sign, known := order(x, y)
	switch op {
	case js.LtToken:
		return sign < 0, known
	case js.LtEqToken:
		return sign <= 0, known
	case js.GtToken:
		return sign > 0, known
	case js.GtEqToken:
		return sign >= 0, known
	}
	return false, false
}
