package loader

import (
	"context"
	"encoding/json"
	"fmt"
)

// Setup is what all runs of a pool have in common.
type Setup struct {
	Node       string // the program; "" for node
	Runner     string // absolute path of the main file of loader-runner
	Context    string // absolute directory of the build
	Name       string // of the build
	Mode       string
	Target     string
	SourceMap  bool
	CSS        bool // style sheets are read natively
	OutputPath string
	PublicPath string
	UniqueName string
	Hash       Hash
}

// Hash is what output says of hashes; the zero value is webpack's default.
type Hash struct {
	Function, Digest, Salt string
	Length                 int // 0: the default
}

// Item is one loader of a job.
type Item struct {
	Path    string          // absolute, with its query
	Options json.RawMessage // nil for what the query says
	Ident   string          // names the options
	Type    string          // of the loader: "module", "commonjs" or ""
}

// Job is one module to run loaders on.
type Job struct {
	Resource string // absolute path with query and fragment, "#" and NUL escaped by a NUL
	Match    string // the path that stands for the file; "" for none
	Type     string // the module type
	Loaders  []Item // the last one runs first
	Content  []byte // of a module without a file; nil to read it
}

// Result is what came of a job. After a failure the lists hold what was known
// until then.
type Result struct {
	Content []byte
	Map     []byte // JSON of the source map; nil for none
	// Files, Contexts and Missing are what the result depends on: files, folders, and
	// files that were looked for in vain. Absolute.
	Files, Contexts, Missing []string
	Cacheable                bool
	Emitted                  []File
	Warnings, Errors         []Problem
}

// File is a file that a loader emitted.
type File struct {
	Name string // below the output folder
	Data []byte
}

// Emit adds a file to those that were emitted.
func (r *Result) Emit(name string, data []byte) { r.Emitted = append(r.Emitted, File{name, data}) }

// Problem is what a loader reported or threw.
type Problem struct {
	Message    string `json:"message"`
	Name       string `json:"name"`
	Stack      string `json:"stack"`
	File       string `json:"file"`   // where, as the loader says; "" for the module itself
	Line       int    `json:"line"`   // from 1; 0 for unknown
	Column     int    `json:"column"` // as the tool counts
	Loader     string `json:"loader"` // absolute path; "" for unknown
	BadOptions bool   `json:"badOptions"`
}

// FailedError is a loader that threw, crashed or never came back.
type FailedError struct {
	Problem
	Crash   bool // the process ended
	Timeout bool
}

func (e *FailedError) Error() string { return e.Message }

// A Host answers what loaders ask. It is called on several goroutines at once.
type Host interface {
	// Resolve finds the file of a request from a directory, with its query. options
	// is the JSON object given to getResolve, nil for resolve.
	Resolve(ctx context.Context, dir, request string, options json.RawMessage) (string, error)
	// Load builds a module up to its source.
	Load(ctx context.Context, dir, request string) (*Result, error)
	// Import builds a module with all that it needs into one script for Node, which
	// sets module.exports. options is the JSON object {layer, publicPath, baseUri}.
	Import(ctx context.Context, dir, request string, options json.RawMessage) (*Result, error)
}

// message has the fields of all messages.
type message struct {
	Type   string   `json:"type"`
	ID     int      `json:"id"`
	Job    int      `json:"job,omitempty"`
	Loader string   `json:"loader,omitempty"`
	Error  *Problem `json:"error,omitempty"`

	Ask     string          `json:"ask,omitempty"`
	Context string          `json:"context,omitempty"`
	Request string          `json:"request,omitempty"`
	Options json.RawMessage `json:"options,omitempty"`

	Content   string    `json:"content"`
	Base64    bool      `json:"base64"`
	Map       string    `json:"map"`
	Files     []string  `json:"files"`
	Contexts  []string  `json:"contexts"`
	Missing   []string  `json:"missing"`
	Cacheable bool      `json:"cacheable"`
	Emitted   []emitted `json:"emitted"`
	Warnings  []Problem `json:"warnings"`
	Errors    []Problem `json:"errors"`
}

type emitted struct {
	Name   string `json:"name"`
	Base64 []byte `json:"base64"`
}

func (m *message) result() (*Result, error) {
	r := &Result{
		Content: []byte(m.Content), Files: m.Files, Contexts: m.Contexts, Missing: m.Missing, Cacheable: m.Cacheable,
		Warnings: m.Warnings, Errors: m.Errors,
	}
	if m.Base64 {
		var err error
		if r.Content, err = decode64(m.Content); err != nil {
			return nil, fmt.Errorf("read the answer of a loader: %w", err)
		}
	}
	if m.Map != "" {
		r.Map = []byte(m.Map)
	}
	for _, e := range m.Emitted {
		r.Emitted = append(r.Emitted, File{e.Name, e.Base64})
	}
	return r, nil
}
