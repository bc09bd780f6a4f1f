package watch

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/mfbundle/mfbundle/pkg/config"
)

// settings puts what the server section says around a handler: who may ask, what
// every answer carries, and which requests go on to other servers. Connections
// of pages for events pass by proxies.
func settings(o config.Server, next http.Handler) (http.Handler, error) {
	type route struct {
		proxy   config.Proxy
		handler http.Handler
	}
	var routes []route
	for _, p := range o.Proxy {
		h, err := newProxy(p)
		if err != nil {
			return nil, err
		}
		routes = append(routes, route{p, h})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !allowed(o.AllowedHosts, o.Host, r.Host) {
			http.Error(w, "The host "+r.Host+" is not allowed; add it to server.allowedHosts", http.StatusForbidden)
			return
		}
		if !strings.HasPrefix(r.URL.Path, "/__mfbundle") {
			for _, x := range routes {
				if matches(x.proxy.Context, r.URL.Path) && (x.proxy.WS || r.Header.Get("Upgrade") == "") {
					x.handler.ServeHTTP(w, r)
					return
				}
			}
		}
		h := w.Header()
		if o.CORS {
			h.Set("Access-Control-Allow-Origin", "*")
		}
		// Browsers keep nothing: what is served may be another build the next moment.
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		for _, kv := range o.Headers {
			h.Set(kv.Key, kv.Value)
		}
		if o.CORS && r.Method == http.MethodOptions {
			h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
			h.Set("Access-Control-Allow-Headers", "*")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	}), nil
}

// matches reports whether a path is one of a proxy.
func matches(context []string, path string) bool {
	for _, c := range context {
		if strings.ContainsAny(c, "*?[{") {
			if ok, err := doublestar.Match(c, path); err == nil && ok {
				return true
			}
		} else if strings.HasPrefix(path, c) {
			return true
		}
	}
	return false
}

// newProxy passes requests on to the target, by the path that the rewrites make.
func newProxy(p config.Proxy) (http.Handler, error) {
	target, err := url.Parse(p.Target)
	if err != nil {
		return nil, fmt.Errorf("proxy to %q: %w", p.Target, err)
	}
	// The address of a web socket is asked by HTTP first.
	target.Scheme = strings.Replace(target.Scheme, "ws", "http", 1)
	h := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			path := r.In.URL.Path
			for _, w := range p.Rewrite {
				path = rewrite(path, w)
			}
			r.Out.URL.Path, r.Out.URL.RawPath = path, ""
			r.SetURL(target)
			if !p.ChangeOrigin {
				r.Out.Host = r.In.Host
			}
			r.SetXForwarded()
			for _, kv := range p.Headers {
				r.Out.Header.Set(kv.Key, kv.Value)
			}
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			http.Error(w, fmt.Sprintf("The proxy of %s to %s failed: %s", r.URL.Path, p.Target, err), http.StatusBadGateway)
		},
	}
	if !p.Secure {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // as "secure: false" asks for
		h.Transport = t
	}
	return h, nil
}

// rewrite replaces the first match, with $1 and so on for its groups.
func rewrite(path string, w config.Rewrite) string {
	groups := w.Match.Submatches(path)
	if groups == nil {
		return path
	}
	to := w.To
	for i := len(groups) - 1; i > 0; i-- {
		to = strings.ReplaceAll(to, fmt.Sprintf("$%d", i), groups[i])
	}
	at := strings.Index(path, groups[0])
	return path[:at] + to + path[at+len(groups[0]):]
}

// allowed guards against names that an attacker lets lead here (DNS rebinding).
func allowed(hosts []string, own, host string) bool {
	if hosts == nil {
		return true
	}
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	if name == "localhost" || strings.HasSuffix(name, ".localhost") || net.ParseIP(name) != nil || name == own {
		return true // an address cannot be made to lead elsewhere
	}
	for _, h := range hosts {
		if h == name || strings.HasPrefix(h, ".") && (strings.HasSuffix(name, h) || name == h[1:]) {
			return true
		}
	}
	return false
}

// certificate is what TLS is served with: that of the files, or one for this run.
func certificate(o config.Server) (tls.Certificate, error) {
	if o.Cert != "" {
		c, err := tls.LoadX509KeyPair(o.Cert, o.Key)
		if err != nil {
			return c, fmt.Errorf("read the certificate of server.https: %w", err)
		}
		return c, nil
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: "mfbundle watch"}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(0, 0, 30),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true,
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	if ip := net.ParseIP(o.Host); ip != nil {
		template.IPAddresses = append(template.IPAddresses, ip)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

// openBrowser starts the browser of the system. That there is none is no failure
// of a watch.
func openBrowser(address string) {
	command := []string{"xdg-open", address}
	switch runtime.GOOS {
	case "darwin":
		command[0] = "open"
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", address}
	}
	c := exec.Command(command[0], command[1:]...)
	if c.Start() == nil {
		go func() { _ = c.Wait() }() // however it ends
	}
}
