package parse

import "testing"

// Bind says of a text that the library cannot read that it is so.
func TestBindUnread(t *testing.T) {
	for _, text := range []string{"f = (", "class { accessor x }", "a b"} {
		if b, ok := Bind(append(make([]byte, 0, len(text)+1), text...), false); ok {
			t.Errorf("%s: %v", text, b.Names)
		}
	}
	text := "await x; for await (const y of z) g(() => y)"
	b, ok := Bind(append(make([]byte, 0, len(text)+1), text...), true)
	if !ok || len(b.Symbols) != 4 {
		t.Errorf("%v %v", ok, b)
	}
}
