package resolver

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// ServeJSON answers requests, one JSON object a line, until r ends:
//
//	{"context": "/app/src", "request": "./a", "options": {…}, "issuer": "/app/src/x.js"}
//
// Each line is answered by one line: {"path": "/app/src/a.js?q"}, {"path": false}
// for an ignored request, or {"error": {"code", "severity", "message", "notes"?,
// "help"?}}. A "#" in a path is written "\u0000#", so that it is told from a
// fragment.
//
// Without options a line uses base. With options it starts from the defaults of
// enhanced-resolve, not from base. A line {"invalidate": true} or {"invalidate":
// ["/app/src/a.js"]} makes later lines look at the disk again and is answered by
// {"ok": true}.
//
// The error is one of reading or writing; a bad line is answered, not returned.
func ServeJSON(r io.Reader, w io.Writer, base Options) error {
	s := &server{cache: NewCache(), resolvers: make(map[string]*Resolver)}
	s.base = New(base, s.cache)
	in := bufio.NewReader(r)
	out := bufio.NewWriter(w)
	for {
		line, err := in.ReadString('\n')
		if trimmed := strings.TrimSpace(line); trimmed != "" {
			if err := writeAnswer(out, s.answer(trimmed)); err != nil {
				return fmt.Errorf("write answer: %w", err)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read request: %w", err)
		}
	}
}

func writeAnswer(out *bufio.Writer, answer any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		return err
	}
	return out.Flush()
}

type server struct {
	cache     *Cache
	base      *Resolver
	resolvers map[string]*Resolver // by the text of their options
}

// A Problem is an error in the form of the JSON protocols.
type Problem struct {
	Code     string   `json:"code"`
	Severity string   `json:"severity"`
	Message  string   `json:"message"`
	Notes    []string `json:"notes,omitempty"`
	Help     string   `json:"help,omitempty"`
}

func (s *server) answer(line string) any {
	members, bad := indexJSON(line)
	if bad != nil {
		return failure(&RequestError{Specifier: line, Message: bad.Error()})
	}
	var request, context, issuer jsonValue
	options := ""
	for _, member := range members {
		text := line[member.start:member.end]
		switch member.key {
		case "request":
			request, _ = parseJSON(text) // checked by indexJSON
		case "context":
			context, _ = parseJSON(text)
		case "issuer":
			issuer, _ = parseJSON(text)
		case "options":
			options = text
		case "invalidate":
			if paths, _ := parseJSON(text); paths.truthy() {
				s.cache.Invalidate(paths.strings()...)
				return map[string]bool{"ok": true}
			}
		}
	}
	if request.kind != jsonString {
		return failure(&RequestError{Specifier: line, Message: `"request" must be a string`})
	}
	dir := context.text
	if dir == "" && issuer.text != "" {
		dir = parentDir(issuer.text)
	}
	if dir == "" {
		return failure(&RequestError{Specifier: request.text, Message: `"context" must be an absolute directory`})
	}
	if !isFileURL(dir) && !filepath.IsAbs(dir) {
		if absolute, err := filepath.Abs(dir); err == nil {
			dir = absolute
		}
	}
	resolver, err := s.resolver(options)
	if err != nil {
		return failure(&RequestError{Specifier: request.text, Message: err.Error()})
	}
	result, err := resolver.Resolve(dir, request.text)
	switch {
	case err != nil:
		return failure(err)
	case result.Ignored:
		return map[string]bool{"path": false}
	}
	return map[string]string{"path": result.Identifier()}
}

// resolver returns the Resolver for the text of an options member, which stands
// for the same options whenever it comes again.
func (s *server) resolver(text string) (*Resolver, error) {
	if text == "" || text == "null" {
		return s.base, nil
	}
	if r, ok := s.resolvers[text]; ok {
		return r, nil
	}
	options, _ := parseJSON(text)
	if options.kind != jsonObject {
		return nil, errors.New(`"options" must be an object`)
	}
	opts, err := optionsFromJSON(&options)
	if err != nil {
		return nil, err
	}
	r := New(opts, s.cache)
	s.resolvers[strings.Clone(text)] = r
	return r, nil
}

func failure(err error) any {
	return map[string]Problem{"error": Describe(err)}
}

// Describe turns an error of this package into a code, a sentence, what was
// looked at, and what to do about it.
func Describe(err error) Problem {
	p := Problem{Code: "resolve-not-found", Severity: "error", Message: sentence(err.Error())}
	var (
		missing    *NotFoundError
		exports    *ExportsError
		broken     *PackageError
		tsconfig   *TSConfigError
		cycle      *AliasCycleError
		restricted *RestrictedError
		request    *RequestError
	)
	switch {
	case errors.As(err, &missing):
		p.Message = fmt.Sprintf("Could not resolve %q in %q", missing.Specifier, missing.Dir)
		if missing.Reason != "" {
			p.Notes = append(p.Notes, missing.Reason)
		}
		p.Notes = append(p.Notes, missing.tried()...)
		if missing.Suggestion != "" {
			p.Help = fmt.Sprintf("write %q", missing.Suggestion)
		}
	case errors.As(err, &exports):
		p.Code = "resolve-exports"
		p.Message = sentence(exports.Problem)
		p.Notes = append(p.Notes, "the field is in "+exports.File)
		if len(exports.Available) > 0 {
			p.Notes = append(p.Notes, "it lists "+list(exports.Available, 12))
		}
	case errors.As(err, &broken):
		p.Code = "resolve-package-json"
		p.Help = "correct the JSON in " + broken.Path
	case errors.As(err, &tsconfig):
		p.Code = "resolve-tsconfig"
	case errors.As(err, &cycle):
		p.Code = "resolve-alias-cycle"
		p.Help = "remove one of the aliases, browser fields or main fields on the way"
	case errors.As(err, &restricted):
		p.Code = "resolve-restricted"
		p.Help = `import a file inside the restrictions, or widen "resolve.restrictions"`
	case errors.As(err, &request):
		p.Code = "resolve-bad-request"
	}
	return p
}

// maxNotedPaths keeps a message readable; NotFoundError.Tried has them all.
const maxNotedPaths = 8

func (e *NotFoundError) tried() []string {
	if len(e.Tried) == 0 {
		return nil
	}
	return []string{"looked for " + list(e.Tried, maxNotedPaths)}
}

func list(names []string, limit int) string {
	more := len(names) - limit
	if more > 0 {
		names = names[:limit]
	}
	text := strings.Join(names, ", ")
	if more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// sentence writes the first letter of a message as a capital. A path or a quote
// in first place stays as it is.
func sentence(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// workingDirectory is where relative paths of options lie.
func workingDirectory() string {
	dir, err := os.Getwd()
	if err != nil {
		return "/"
	}
	return dir
}
