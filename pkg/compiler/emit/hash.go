package emit

import (
	"encoding/hex"
	"strconv"

	"github.com/mfbundle/mfbundle/pkg/config"
)

// Hashing is how hashes in file names are made and spelled. The zero value is
// SHA-256, in hex, 20 characters.
type Hashing struct {
	Function string // one of config.HashFunctions; "" for sha256
	Salt     string
	Digest   string // as config.SpellHash takes it
	Length   int    // characters of a hash that names no length; 0 for 20
}

// Hash is the hash of the salt and of parts, one behind the other, in hex.
func (h Hashing) Hash(parts ...[]byte) string {
	f := config.NewHash(h.Function)
	f.Write([]byte(h.Salt))
	for _, p := range parts {
		f.Write(p)
	}
	return hex.EncodeToString(f.Sum(nil))
}

// Hash is the hex hash of parts, one behind the other, whatever a configuration
// says of file names.
func Hash(parts ...[]byte) string { return Hashing{}.Hash(parts...) }

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
		} else if config.IsDigest(w) {
			digest = w
		}
	}
	if raw, err := hex.DecodeString(s); err == nil {
		s = config.SpellHash(raw, digest)
	}
	return s[:min(n, len(s))]
}
