package watch

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// ownAddress is a port at which one of several apps is served as if it were the
// only one, so that addresses of remotes are those of apps that are watched alone.
type ownAddress struct {
	http *http.Server
	port int
}

// addresses opens the ports that apps have of their own, and closes those that no
// app has any more. What it returns is for people: where apps are, and ports that
// cannot be opened.
func (s *server) addresses(apps []*app) (events []Event) {
	want := map[string]*app{}
	taken := map[int]bool{s.o.Port: true, 0: true} // any free one is none of its own
	for _, a := range apps[1:] {                   // the first one's is that of all
		if o := &a.config.Server; o.HasPort && !taken[o.Port] {
			taken[o.Port], want[a.name] = true, a
		}
	}
	for name, x := range s.own {
		if a := want[name]; a == nil || a.config.Server.Port != x.port {
			shut(x.http)
			delete(s.own, name)
		}
	}
	for _, a := range apps {
		if want[a.name] == nil || s.own[a.name] != nil {
			continue
		}
		h, l, err := s.listen(a.config.Server, 1, s.only(a.name))
		if err != nil {
			events = append(events, Event{Kind: BadConfig, Diagnostics: []diag.Diagnostic{{
				Severity: diag.Warning, Code: "server-port-taken", At: a.config.Where("server", "port"),
				Message: fmt.Sprintf("%q cannot be served on port %d: %v", a.name, a.config.Server.Port, strings.TrimPrefix(err.Error(), "serve: ")),
				Help:    fmt.Sprintf("write a port that is free; it is served below %s only", s.url()+a.name+"/"),
			}}})
			continue
		}
		s.own[a.name] = &ownAddress{h, a.config.Server.Port}
		events = append(events, Event{Kind: Serving, Name: a.name, URL: urlOf(a.config.Server, l)})
	}
	return events
}

// only serves the files of one app from the top.
func (s *server) only(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.RLock()
		mount := "/"
		for _, x := range s.sites {
			if x.name == name {
				mount = x.mount
			}
		}
		s.mu.RUnlock()
		inner := r.Clone(r.Context())
		inner.URL.Path, inner.URL.RawPath = mount+strings.TrimPrefix(r.URL.Path, "/"), ""
		s.serve(w, inner)
	}
}
