package watch_test

import (
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/mfbundle/mfbundle/pkg/compiler/watch"
)

// TestServerKeys: each key of the server section does what it says, seen from a
// client.
func TestServerKeys(t *testing.T) {
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %s host=%s extra=%s body=%s", r.Method, r.URL, r.Host, r.Header.Get("X-Extra"), body)
	}))
	defer api.Close()
	target := strings.TrimPrefix(api.URL, "http://")
	r := start(t, map[string]string{
		"federation.yaml": fmt.Sprintf(`name: app
html: true
server:
  port: 0
  headers: {X-Served-By: mfbundle}
  cors: false
  liveReload: false
  static: [assets, {directory: more, publicPath: /m}]
  allowedHosts: [.example.test]
  historyApiFallback: {index: /index.html, disableDotRule: true}
  proxy:
    - {context: [/api, "/v*/data"], target: "%s/base", pathRewrite: {"^/api/(\\w+)": /$1}, changeOrigin: true, headers: {X-Extra: "1"}}
    - {context: /gone, target: "http://127.0.0.1:1"}
`, api.URL),
		"src/index.js": "console.log(1)", "assets/a.txt": "asset", "more/b.txt": "more", "secret.txt": "secret",
	})
	r.url = r.next(watch.Serving).URL
	for _, c := range []struct {
		name, path, host, accept string
		status                   int
		want                     string
	}{
		{"proxy with a rewrite", "/api/users?a=1", "", "", 200, "GET /base/users?a=1 host=" + target + " extra=1"},
		{"proxy by a glob", "/v1/data", "", "", 200, "GET /base/v1/data"},
		{"proxy to nobody", "/gone/x", "", "", 502, "127.0.0.1:1 failed"},
		{"static folder", "/a.txt", "", "", 200, "asset"},
		{"static folder below a path", "/m/b.txt", "", "", 200, "more"},
		{"static folder not at the top", "/b.txt", "", "", 404, ""},
		{"out of a static folder", "/m/..%2fsecret.txt", "", "", 404, ""},
		{"fallback with a dot", "/users/a.b", "", "text/html", 200, "<script"},
		{"host that is not allowed", "/a.txt", "evil.test", "", 403, "allowedHosts"},
		{"host below an allowed one", "/a.txt", "shop.example.test", "", 200, "asset"},
		{"localhost", "/a.txt", "localhost:99", "", 200, "asset"},
	} {
		t.Run(c.name, func(t *testing.T) {
			req, err := http.NewRequest("GET", strings.TrimSuffix(r.url, "/")+c.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Host = c.host
			req.Header.Set("Accept", c.accept)
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, _ := io.ReadAll(res.Body)
			if res.StatusCode != c.status || !strings.Contains(string(body), c.want) {
				t.Errorf("%d %s", res.StatusCode, body)
			}
			if strings.Contains(string(body), "__mfbundle") {
				t.Error("the page reloads itself")
			}
			if res.StatusCode == 200 && !strings.Contains(c.name, "proxy") {
				if got := res.Header.Get("X-Served-By"); got != "mfbundle" {
					t.Errorf("header %q", got)
				}
				if got := res.Header.Get("Access-Control-Allow-Origin"); got != "" {
					t.Errorf("other origins are let in: %q", got)
				}
			}
		})
	}
	t.Run("a POST goes through the proxy", func(t *testing.T) {
		res, err := http.Post(strings.TrimSuffix(r.url, "/")+"/api/users", "text/plain", strings.NewReader("hello"))
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if body, _ := io.ReadAll(res.Body); !strings.Contains(string(body), "POST /base/users") || !strings.Contains(string(body), "body=hello") {
			t.Errorf("%s", body)
		}
	})
}

func TestServeHTTPS(t *testing.T) {
	r := start(t, map[string]string{"federation.yaml": "name: app\nhtml: true\nserver: {port: 0, https: true}\n", "src/index.js": "console.log(1)"})
	r.url = r.next(watch.Serving).URL
	if !strings.HasPrefix(r.url, "https://127.0.0.1:") {
		t.Fatalf("serving on %s", r.url)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	defer client.CloseIdleConnections()
	res, err := client.Get(r.url + "main.js")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); !strings.Contains(string(body), "console.log(1)") {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	if got := res.TLS.PeerCertificates[0].DNSNames; len(got) != 1 || got[0] != "localhost" {
		t.Errorf("a certificate for %q", got)
	}
}
