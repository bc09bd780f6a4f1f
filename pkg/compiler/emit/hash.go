package emit

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"math/big"
	"slices"
	"strconv"

	"github.com/cespare/xxhash/v2"
)

// Hashing is how hashes in file names are made and spelled. The zero value is
// SHA-256, in hex, 20 characters.
type Hashing struct {
	Function string // md5 | sha1 | sha224 | sha256 | sha384 | sha512 | xxhash64; "" for sha256
	Salt     string
	Digest   string // a key of alphabets, hex, base64 or base64url; "" for hex
	Length   int    // characters of a hash that names no length; 0 for 20
}

// functions are the hash functions by webpack's names.
var functions = map[string]func() hash.Hash{
	"": sha256.New, "md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
	"xxhash64": func() hash.Hash { return xxhash.New() },
}

// alphabets are webpack's, by the name of the digest.
var alphabets = map[string]string{
	"base26": "abcdefghijklmnopqrstuvwxyz",
	"base32": "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
	"base36": "0123456789abcdefghijklmnopqrstuvwxyz",
	"base49": "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ",
	"base52": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
	"base58": "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
	"base62": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
}

// Hash is the hash of the salt and of parts, one behind the other, in hex.
func (h Hashing) Hash(parts ...[]byte) string {
	f := functions[h.Function]()
	f.Write([]byte(h.Salt))
	for _, p := range parts {
		f.Write(p)
	}
	return hex.EncodeToString(f.Sum(nil))
}

// Hash is the hex hash of parts, one behind the other, whatever a configuration
// says of file names.
func Hash(parts ...[]byte) string { return Hashing{}.Hash(parts...) }

// spell writes a hash in hex as a digest. Letters that a path or URL would take
// for its own are those of base64url.
func spell(s, digest string) string {
	raw, err := hex.DecodeString(s)
	if err != nil || digest == "" || digest == "hex" {
		return s
	}
	alphabet := alphabets[digest]
	if alphabet == "" {
		return base64.RawURLEncoding.EncodeToString(raw)
	}
	var out []byte
	value, base, rest := new(big.Int).SetBytes(raw), big.NewInt(int64(len(alphabet))), new(big.Int)
	for value.Sign() > 0 {
		value.DivMod(value, base, rest)
		out = append(out, alphabet[rest.Int64()])
	}
	for _, b := range raw { // zeros in front say nothing as a number
		if b != 0 {
			break
		}
		out = append(out, alphabet[0])
	}
	slices.Reverse(out)
	return string(out)
}

// cut spells a hash as the placeholder "[contenthash:digest:length]" asks, of
// which words are what stands behind the colons.
func (h Hashing) cut(s string, words []string) string {
	digest, n := h.Digest, h.Length
	if n == 0 {
		n = 20
	}
	for _, w := range words {
		if k, err := strconv.Atoi(w); err == nil {
			n = k
		} else if alphabets[w] != "" || w == "hex" || w == "base64" || w == "base64url" {
			digest = w
		}
	}
	s = spell(s, digest)
	return s[:min(n, len(s))]
}
