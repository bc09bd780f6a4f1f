package source

// The mappings of a source map: base64 VLQ numbers, five bits a digit, least
// significant first, the sign in the lowest bit of the first digit.
// Source: ECMA-426, 9.2 "Mappings".

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// digitValue has the value of each base64 digit, 0xFF for every other byte.
var digitValue = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xFF
	}
	for i := range len(base64Digits) {
		t[base64Digits[i]] = byte(i)
	}
	return t
}()

// appendVLQ appends one number.
func appendVLQ(dst []byte, n int32) []byte {
	u := uint32(n) << 1
	if n < 0 {
		u = uint32(-n)<<1 | 1
	}
	for u >= 32 {
		dst = append(dst, base64Digits[u&31|32])
		u >>= 5
	}
	return append(dst, base64Digits[u])
}

// readVLQ reads the number at s[i] and returns the index behind it; that index
// is -1 when there is no whole number of up to 32 bits.
func readVLQ(s string, i int) (n int32, next int) {
	u, shift := uint64(0), 0
	for i < len(s) {
		d := digitValue[s[i]]
		if d == 0xFF || shift > 30 {
			return 0, -1
		}
		i++
		u |= uint64(d&31) << shift
		if d < 32 {
			if u&1 != 0 {
				return -int32(u >> 1), i
			}
			return int32(u >> 1), i
		}
		shift += 5
	}
	return 0, -1
}
