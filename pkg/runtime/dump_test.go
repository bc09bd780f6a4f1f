package runtime
import ("testing";"os")
func TestDump(t *testing.T){ os.WriteFile("/tmp/cs/min.js", []byte(minify(t, wrap("checkout", Text(containerFeatures), "{}", entryData))), 0o644) }
