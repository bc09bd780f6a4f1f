package config

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"math/big"
	"slices"

	"github.com/cespare/xxhash/v2"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/blake2s"
	"golang.org/x/crypto/md4"
	"golang.org/x/crypto/ripemd160"
)

// hashFunctions are the functions of hashes by their names in webpack and in Node.
var hashFunctions = map[string]func() hash.Hash{
	"md4": md4.New, "md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
	"sha512-224": sha512.New512_224, "sha512-256": sha512.New512_256, "ripemd160": ripemd160.New,
	"sha3-224": func() hash.Hash { return sha3.New224() }, "sha3-256": func() hash.Hash { return sha3.New256() },
	"sha3-384": func() hash.Hash { return sha3.New384() }, "sha3-512": func() hash.Hash { return sha3.New512() },
	"blake2b512": func() hash.Hash { h, _ := blake2b.New512(nil); return h }, // no key, no error
	"blake2s256": func() hash.Hash { h, _ := blake2s.New256(nil); return h },
	"xxhash64":   func() hash.Hash { return xxhash.New() },
}

// HashFunctions are the names of hash functions, the usual one first.
var HashFunctions = []string{
	"sha256", "md5", "sha1", "sha224", "sha384", "sha512", "xxhash64", "md4", "sha512-224", "sha512-256", "ripemd160",
	"sha3-224", "sha3-256", "sha3-384", "sha3-512", "blake2b512", "blake2s256",
}

// NewHash returns the function of that name; "" is sha256.
func NewHash(name string) hash.Hash {
	if name == "" {
		name = HashFunctions[0]
	}
	return hashFunctions[name]()
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

// IsDigest reports whether word names a spelling of hashes.
func IsDigest(word string) bool {
	return alphabets[word] != "" || word == "hex" || word == "base64" || word == "base64url"
}

// SpellHash writes a hash as a digest; "" is hex. Letters that a path or URL would
// take for its own are those of base64url.
func SpellHash(raw []byte, digest string) string {
	if digest == "" || digest == "hex" {
		return hex.EncodeToString(raw)
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
