package watch

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"html"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/mfbundle/mfbundle/pkg/config"
)

// tries is how many ports above the wanted one are tried.
const tries = 100

// server serves the last good output of all apps from memory, so that a page
// never sees half of a build.
type server struct {
	http     *http.Server
	listener net.Listener
	hub      *hub
	o        config.Server
	take     func([]byte)           // what a page says of remotes that it registers; nil for nobody
	own      map[string]*ownAddress // of apps with a port of their own, by name

	mu    sync.RWMutex
	sites []*site
}

// site is one app as served.
type site struct {
	name   string
	mount  string // URL path it is below: "/" or "/name/"
	public string // path part of output.publicPath, "" when it has none
	dir    string // output folder: for files that something else puts there
	o      config.Server
	files  map[string][]byte
	ready  bool // there was a good build
	alone  bool // builds of other apps do not concern its pages, nor its builds theirs
}

// alone reports whether the configuration wants no reloading between apps.
func alone(c *config.Config) bool {
	return slices.ContainsFunc(c.Plugins, func(p config.Plugin) bool {
		f, ok := p.Options.(*config.Federation)
		return ok && f.Dev.NoReload
	})
}

// newServer listens on a port, or the next free one, and starts serving.
func newServer(o config.Server, registered func([]byte)) (*server, error) {
	s := &server{hub: newHub(), o: o, take: registered, own: make(map[string]*ownAddress)}
	var err error
	s.http, s.listener, err = s.listen(o, tries, s.serve)
	return s, err
}

// listen serves files at the port of o, or at one of the next ones.
func (s *server) listen(o config.Server, ports int, files http.HandlerFunc) (*http.Server, net.Listener, error) {
	var l net.Listener
	var first error // later ones are about ports that nobody asked for
	for p := o.Port; l == nil && p < o.Port+ports && p < 1<<16; p++ {
		var err error
		if l, err = net.Listen("tcp", net.JoinHostPort(o.Host, strconv.Itoa(p))); err != nil && first == nil {
			first = err
		}
	}
	if l == nil {
		return nil, nil, fmt.Errorf("serve: %w", first)
	}
	if o.HTTPS {
		c, err := certificate(o)
		if err != nil {
			l.Close()
			return nil, nil, err
		}
		l = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{c}})
	}
	mux := http.NewServeMux()
	mux.Handle("GET /__mfbundle", s.hub)
	mux.HandleFunc("GET /__mfbundle/client.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", typeOf("client.js"))
		_, _ = w.Write(client) // the browser went away, at worst
	})
	if s.take != nil {
		mux.HandleFunc("POST /__mfbundle/remote", func(w http.ResponseWriter, r *http.Request) { takeRemote(w, r, s.take) })
	}
	mux.HandleFunc("/", files)
	handler, err := settings(o, mux)
	if err != nil {
		l.Close()
		return nil, nil, err
	}
	h := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = h.Serve(l) }() // ends when close is called
	return h, l, nil
}

// takeRemote hands on what a page says. Pages of others have no say in what a
// watch loads.
func takeRemote(w http.ResponseWriter, r *http.Request, registered func([]byte)) {
	origin, err := url.Parse(r.Header.Get("Origin"))
	if err != nil || origin.Host != r.Host {
		http.Error(w, "of another origin", http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<16))
	if err != nil {
		http.Error(w, "too long", http.StatusRequestEntityTooLarge)
		return
	}
	registered(body)
	_, _ = io.WriteString(w, "{}")
}

func (s *server) url() string { return urlOf(s.o, s.listener) }

func urlOf(o config.Server, l net.Listener) string {
	scheme := "http://"
	if o.HTTPS {
		scheme = "https://"
	}
	return scheme + l.Addr().String() + "/"
}

// open opens a browser when server.open says so.
func (s *server) open() {
	switch {
	case s.o.Open == "":
	case strings.Contains(s.o.Open, "://"):
		openBrowser(s.o.Open)
	default:
		openBrowser(s.url() + strings.TrimPrefix(s.o.Open, "/"))
	}
}

// close ends open connections and waits for requests under way.
func (s *server) close() {
	s.hub.close()
	for _, a := range s.own {
		shut(a.http)
	}
	shut(s.http)
}

func shut(h *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if h.Shutdown(ctx) != nil {
		_ = h.Close() // a slow reader does not keep the process alive
	}
}

// setApps gives each app its place: at / when it is the only one.
func (s *server) setApps(apps []*app) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.sites
	s.sites = nil
	for _, a := range apps {
		x := &site{name: a.name, mount: "/", dir: a.config.Output.Path, o: a.config.Server, alone: alone(a.config)}
		if len(apps) > 1 {
			x.mount = "/" + url.PathEscape(a.name) + "/"
		}
		if u, err := url.Parse(a.config.Output.PublicPath); err == nil && strings.HasPrefix(u.Path, "/") {
			x.public = u.Path
		}
		for _, o := range old { // what was served stays until the next good build
			if o.name == x.name {
				x.files, x.ready = o.files, o.ready
			}
		}
		s.sites = append(s.sites, x)
	}
}

// update puts a new build in the place of the old one.
func (s *server) update(a *app) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, x := range s.sites {
		if x.name == a.name {
			x.files, x.ready = a.output, true
		}
	}
}

func (s *server) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	// Only looking up is under the lock; files are never changed once served.
	s.mu.RLock()
	x, name := find(s.sites, r.URL.Path)
	var file []byte
	found := false
	ready := false
	if x != nil {
		file, name, found = x.look(name, r)
		ready = x.ready
	}
	sites := s.sites
	s.mu.RUnlock()
	switch {
	case found:
		s.send(w, r, x, name, file)
	case x == nil && r.URL.Path == "/" && len(sites) > 1:
		s.send(w, r, &site{}, "index.html", index(sites))
	// The page has the script, so it appears by itself once the build is well.
	case x != nil && !ready && wantsPage(r):
		w.Header().Set("Content-Type", types[".html"])
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write(x.withClient([]byte("<!doctype html><title>mfbundle</title><p>There is no build without errors yet. See the terminal; this page loads again by itself.")))
	default:
		http.Error(w, "404 not found: "+r.URL.Path, http.StatusNotFound)
	}
}

// find returns the app that a path belongs to and the rest of the path.
func find(sites []*site, p string) (*site, string) {
	for _, x := range sites {
		if rest, ok := strings.CutPrefix(p, x.mount); ok {
			return x, rest
		}
		if unescaped, err := url.PathUnescape(x.mount); err == nil && unescaped != x.mount {
			if rest, ok := strings.CutPrefix(p, unescaped); ok {
				return x, rest
			}
		}
	}
	return nil, ""
}

// look finds a file of the app. A page that does not exist is the app's own
// index.html: client-side routers have addresses that no file stands for.
func (x *site) look(name string, r *http.Request) ([]byte, string, bool) {
	names := []string{name}
	if x.public != "" {
		// With publicPath "/shop/" the page asks for /shop/main.js.
		if rest, ok := strings.CutPrefix("/"+name, x.public); ok {
			names = append(names, strings.TrimPrefix(rest, "/"))
		}
	}
	for _, n := range names {
		n = strings.TrimPrefix(path.Clean("/"+n), "/")
		for _, try := range []string{n, path.Join(n, "index.html")} {
			if data, ok := x.files[try]; ok {
				return data, try, true
			}
			if data, err := x.onDisk(try); err == nil {
				return data, try, true
			}
		}
	}
	for _, st := range x.o.Static {
		rest, ok := strings.CutPrefix("/"+name, st.PublicPath)
		if !ok {
			continue
		}
		rest = strings.TrimPrefix(path.Clean("/"+rest), "/")
		for _, try := range []string{rest, path.Join(rest, "index.html")} {
			if data, err := fileIn(st.Dir, try); err == nil {
				return data, try, true
			}
		}
	}
	if page, ok := x.files[x.o.Fallback]; ok && (wantsPage(r) || x.o.FallbackDots && strings.Contains(r.Header.Get("Accept"), "text/html")) {
		return page, x.o.Fallback, true
	}
	return nil, "", false
}

// onDisk reads a file of the output folder that the build did not make.
func (x *site) onDisk(name string) ([]byte, error) {
	if !x.ready {
		return nil, fs.ErrNotExist
	}
	return fileIn(x.dir, name)
}

// fileIn reads a file below a folder.
func fileIn(dir, name string) ([]byte, error) {
	if !fs.ValidPath(name) || name == "." {
		return nil, fs.ErrNotExist
	}
	root, err := os.OpenRoot(dir) // no link leads out of it
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.ReadFile(name)
}

// wantsPage reports whether a browser asks for something to show, rather than a
// script for a file.
func wantsPage(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "text/html") && path.Ext(r.URL.Path) == "" || strings.HasSuffix(r.URL.Path, "/")
}

func (s *server) send(w http.ResponseWriter, r *http.Request, x *site, name string, data []byte) {
	kind := typeOf(name)
	if strings.HasPrefix(kind, "text/html") && s.o.LiveReload {
		data = x.withClient(data)
	}
	w.Header().Set("Content-Type", kind)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// withClient puts the script into a page of the app, first in its head so that it
// runs whatever the page does.
func (x *site) withClient(page []byte) []byte {
	clientTag := `<script src="/__mfbundle/client.js" data-app="` + html.EscapeString(x.name) + `"`
	if x.alone {
		clientTag += " data-alone"
	}
	clientTag += "></script>"
	low := bytes.ToLower(page)
	at := 0
	for _, tag := range []string{"<head", "<html", "<!doctype"} {
		if i := bytes.Index(low, []byte(tag)); i >= 0 {
			if j := bytes.IndexByte(low[i:], '>'); j >= 0 {
				at = i + j + 1
				break
			}
		}
	}
	out := make([]byte, 0, len(page)+len(clientTag))
	out = append(out, page[:at]...)
	out = append(out, clientTag...)
	return append(out, page[at:]...)
}

// index lists the apps when there are several.
func index(sites []*site) []byte {
	var b strings.Builder
	b.WriteString("<!doctype html><html><head><meta charset=\"utf-8\"><title>mfbundle</title></head><body><ul>")
	for _, x := range sites {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a></li>", html.EscapeString(x.mount), html.EscapeString(x.name))
	}
	b.WriteString("</ul></body></html>\n")
	return []byte(b.String())
}

// types are the content types that a page depends on. Those of the system are
// for the rest: some machines call .js text/plain, which browsers refuse to run.
var types = map[string]string{
	".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".cjs": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".htm": "text/html; charset=utf-8",
	".json": "application/json", ".map": "application/json", ".wasm": "application/wasm", ".txt": "text/plain; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf",
	".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg", ".webmanifest": "application/manifest+json",
}

func typeOf(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t := types[ext]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}
