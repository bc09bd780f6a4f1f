package config

import (
	"fmt"
	"net/url"
	"strings"
)

// testURL is the test of an address with its scheme.
func testURL(s string) *problem {
	u, err := url.Parse(s)
	if err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "ws" || u.Scheme == "wss") {
		return nil
	}
	return &problem{code: "config-bad-value", message: fmt.Sprintf("%q is not the address of a server", s), help: "write one such as http://localhost:3000"}
}

// server reads the server section.
func (b *binder) server() Server {
	n := b.tree.get("server")
	s := Server{
		Port: n.get("port").intOr(8080), HasPort: n.has("port"), Host: n.get("host").strOr("127.0.0.1"), CORS: n.get("cors").boolOr(true),
		LiveReload: n.get("liveReload").boolOr(true), Fallback: "index.html",
	}
	if open := n.get("open"); open.isTrue() {
		s.Open = "/"
	} else {
		s.Open = open.str()
	}
	if h := n.get("https"); h.isTrue() {
		s.HTTPS = true
	} else if h != nil && h.kind == kindMap {
		s.HTTPS, s.Cert, s.Key = true, b.path(h.get("cert").str()), b.path(h.get("key").str())
	}
	s.Headers = pairsOf(n.get("headers"))
	s.Proxy = b.proxies(n.get("proxy"))
	switch h := n.get("historyApiFallback"); {
	case h.isFalse():
		s.Fallback = ""
	case h != nil && h.kind == kindMap:
		s.Fallback = strings.TrimPrefix(h.get("index").strOr("/index.html"), "/")
		s.FallbackDots = h.get("disableDotRule").boolOr(false)
	}
	for _, item := range listOfNodes(n.get("static")) {
		x := Static{Dir: b.path("public"), PublicPath: "/"}
		switch {
		case item.isFalse():
			continue
		case item.isText():
			x.Dir = b.path(item.text)
		case item.kind == kindMap:
			x.Dir = b.path(item.get("directory").strOr("public"))
			x.PublicPath = "/" + strings.Trim(item.get("publicPath").strOr("/"), "/")
		}
		s.Static = append(s.Static, x)
	}
	if hosts := n.get("allowedHosts"); hosts != nil && hosts.str() != "all" {
		s.AllowedHosts = hosts.strings()
	}
	return s
}

func pairsOf(n *node) []KeyValue {
	var list []KeyValue
	if n != nil {
		for _, pr := range n.pairs {
			list = append(list, KeyValue{pr.key, pr.value.scalarText()})
		}
	}
	return list
}

// proxies reads a list of proxies, or a map from the starts of paths.
func (b *binder) proxies(n *node) []Proxy {
	var list []Proxy
	one := func(n *node, context []string) {
		p := Proxy{Context: context, Target: n.str(), WS: true, Secure: true}
		if n.kind == kindMap {
			p.Target = n.get("target").str()
			if c := n.get("context"); c != nil {
				p.Context = c.strings()
			}
			p.ChangeOrigin, p.Secure, p.WS = n.get("changeOrigin").boolOr(false), n.get("secure").boolOr(true), n.get("ws").boolOr(true)
			p.Headers = pairsOf(n.get("headers"))
			if rewrite := n.get("pathRewrite"); rewrite != nil {
				for _, pr := range rewrite.pairs {
					m, err := compileRegexp(pr.key, "")
					if err != nil {
						b.report("config-bad-regexp", pr.at, fmt.Sprintf("The regular expression cannot be read: %s", err), "write one such as ^/api")
						continue
					}
					p.Rewrite = append(p.Rewrite, Rewrite{m, pr.value.scalarText()})
				}
			}
		}
		if len(p.Context) == 0 {
			p.Context = []string{"/"}
		}
		list = append(list, p)
	}
	switch {
	case n == nil:
	case n.kind == kindList:
		for _, item := range n.items {
			one(item, nil)
		}
	default:
		for _, pr := range n.pairs {
			one(pr.value, []string{pr.key})
		}
	}
	return list
}
