package watch

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// client is the script of served pages.
//
//go:embed client.js
var client []byte

// hub sends events to all open pages, as Server-Sent Events:
//
//	event: hello   data: {"id": "…"}                      on connecting
//	event: built   data: {"id", "name", "files", "alone"?}  a build changed the output; with alone, for its own pages only
//	event: failed  data: {"name", "errors": ["…", …]}     a build has errors
//
// The id names the state of the output: a page that connects again and is told
// another id than before has missed a build.
type hub struct {
	mu    sync.Mutex
	pages map[chan string]bool
	id    string
	count int
	// broken are the events of builds that have errors, by name.
	broken map[string]string
	done   chan struct{}
}

func newHub() *hub {
	h := &hub{pages: make(map[chan string]bool), broken: make(map[string]string), done: make(chan struct{})}
	h.next()
	return h
}

// next changes the id. The time is in it because a restarted server counts from
// one again.
func (h *hub) next() {
	h.count++
	h.id = fmt.Sprintf("%x-%d", time.Now().UnixMilli(), h.count)
}

func message(event string, data any) string {
	text, err := json.Marshal(data)
	if err != nil {
		panic(err) // strings and maps of them always encode
	}
	return "event: " + event + "\ndata: " + string(text) + "\n\n"
}

func (h *hub) built(name string, files []string, alone bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.next()
	h.mended(name)
	if files == nil {
		files = []string{}
	}
	data := map[string]any{"id": h.id, "name": name, "files": files}
	if alone {
		data["alone"] = true
	}
	h.send(message("built", data))
}

// same notes a good build that changed nothing: pages need not know.
func (h *hub) same(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.mended(name)
}

// failed sends the errors among diags as text, or the warnings when it is them that
// the build failed for.
func (h *hub) failed(name string, diags []diag.Diagnostic) {
	list := []string{}
	reason := diag.Warning
	if slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Severity == diag.Error }) {
		reason = diag.Error
	}
	for i := range diags {
		if diags[i].Severity == reason {
			var b strings.Builder
			_ = diag.Text(&b, diags[i:i+1], diag.TextOptions{})
			list = append(list, b.String())
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.broken[name] = message("failed", map[string]any{"name": name, "errors": list})
	h.send(h.broken[name])
}

// mended forgets the errors of a build, and those of the configuration, which
// was loaded or there would be no build.
func (h *hub) mended(name string) {
	delete(h.broken, name)
	delete(h.broken, "")
}

func (h *hub) send(text string) {
	for page := range h.pages {
		select {
		case page <- text:
		default:
			// A page that does not read for so long asks for the state when it connects
			// again.
			delete(h.pages, page)
			close(page)
		}
	}
}

// ServeHTTP keeps a connection open and writes events to it.
func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	flush, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "streaming is not possible", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	page := make(chan string, 16)
	h.mu.Lock()
	h.pages[page] = true
	first := message("hello", map[string]any{"id": h.id})
	for _, name := range slices.Sorted(maps.Keys(h.broken)) {
		first += h.broken[name]
	}
	h.mu.Unlock()
	defer func() {
		h.mu.Lock()
		delete(h.pages, page)
		h.mu.Unlock()
	}()
	fmt.Fprint(w, "retry: 500\n", first)
	flush.Flush()
	beat := time.NewTicker(15 * time.Second) // proxies close what is silent
	defer beat.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-h.done:
			return
		case <-beat.C:
			fmt.Fprint(w, ":\n\n")
		case text, open := <-page:
			if !open {
				return
			}
			fmt.Fprint(w, text)
		}
		flush.Flush()
	}
}

func (h *hub) close() { close(h.done) }
