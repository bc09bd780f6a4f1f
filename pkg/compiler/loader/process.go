package loader

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"sync"
)

//go:embed js/worker.js
var workerText string

func decode64(s string) ([]byte, error) { return base64.StdEncoding.DecodeString(s) }

// process is one running Node.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	writeM sync.Mutex
	stderr tail

	mu     sync.Mutex
	next   int
	runs   map[int]*run
	dead   error // why it ended; nil while it lives
	last   int   // jobs that it had then
	killed bool
	up     chan struct{} // closed when it answers
	closed chan struct{}
}

// run is one job on a process.
type run struct {
	ctx    context.Context
	host   Host
	done   chan *message
	moved  chan struct{} // signalled at each sign of life
	loader string        // where it is; guarded by process.mu
	asking int           // questions without an answer; guarded by process.mu
}

// tail keeps the end of what was written to it.
type tail struct {
	mu   sync.Mutex
	data []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.data = append(t.data, p...)
	if n := len(t.data); n > 4096 {
		t.data = append([]byte(nil), t.data[n-4096:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.data)
}

func startProcess(s *Setup) (*process, error) {
	node := s.Node
	if node == "" {
		node = "node"
	}
	p := &process{runs: make(map[int]*run), up: make(chan struct{}), closed: make(chan struct{})}
	p.cmd = exec.Command(node, "-e", workerText)
	p.cmd.Dir = s.Context
	p.cmd.Stderr = &p.stderr
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go p.read(bufio.NewReaderSize(out, 1<<16))
	err = p.send(map[string]any{
		"type": "init", "runner": s.Runner, "context": s.Context, "name": s.Name, "mode": s.Mode, "target": s.Target, "sourceMap": s.SourceMap, "css": s.CSS,
		"hash":   s.Hash.members(),
		"output": map[string]string{"path": s.OutputPath, "publicPath": s.PublicPath, "uniqueName": s.UniqueName},
	})
	if err != nil {
		p.kill()
		return nil, err
	}
	return p, nil
}

func (p *process) send(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	frame := binary.LittleEndian.AppendUint32(make([]byte, 0, 4+len(body)), uint32(len(body)))
	p.writeM.Lock()
	defer p.writeM.Unlock()
	_, err = p.in.Write(append(frame, body...))
	return err
}

// read hands messages to runs until the process ends.
func (p *process) read(r *bufio.Reader) {
	var err error
	for {
		var head [4]byte
		if _, err = io.ReadFull(r, head[:]); err != nil {
			break
		}
		body := make([]byte, binary.LittleEndian.Uint32(head[:]))
		if _, err = io.ReadFull(r, body); err != nil {
			break
		}
		m := &message{}
		if err = json.Unmarshal(body, m); err != nil {
			break
		}
		p.receive(m)
	}
	_ = p.cmd.Process.Kill()
	wait := p.cmd.Wait()
	p.mu.Lock()
	p.last = len(p.runs)
	p.dead = errors.New("the process that runs loaders ended")
	if wait != nil {
		p.dead = fmt.Errorf("the process that runs loaders ended: %w", wait)
	}
	p.mu.Unlock()
	close(p.closed)
}

func (p *process) receive(m *message) {
	if m.Type == "ready" {
		close(p.up)
		return
	}
	p.mu.Lock()
	id := m.ID
	if m.Type == "ask" {
		id = m.Job
	}
	x := p.runs[id]
	if x != nil {
		switch m.Type {
		case "at":
			x.loader = m.Loader
		case "ask":
			x.asking++
		}
	}
	p.mu.Unlock()
	if x == nil {
		return // its job was given up, or it is a stray rejection
	}
	select {
	case x.moved <- struct{}{}:
	default:
	}
	switch m.Type {
	case "done", "failed":
		x.done <- m
	case "ask":
		go p.answer(x, m)
	}
}

// answer asks the host and tells the process.
func (p *process) answer(x *run, m *message) {
	reply := map[string]any{"type": "answer", "id": m.ID}
	var err error
	switch m.Ask {
	case "resolve":
		var path string
		if path, err = x.host.Resolve(x.ctx, m.Context, m.Request, m.Options); err == nil {
			reply["value"] = path
		}
	case "load":
		var r *Result
		if r, err = x.host.Load(x.ctx, m.Context, m.Request); err == nil {
			reply["value"] = map[string]any{
				"content": string(r.Content), "map": string(r.Map), "files": list(r.Files), "contexts": list(r.Contexts), "missing": list(r.Missing),
			}
		}
	case "import":
		var r *Result
		if r, err = x.host.Import(x.ctx, m.Context, m.Request, m.Options); err == nil {
			files := make([]emitted, len(r.Emitted))
			for i, f := range r.Emitted {
				files[i] = emitted{f.Name, f.Data}
			}
			reply["value"] = map[string]any{
				"content": string(r.Content), "files": list(r.Files), "contexts": list(r.Contexts), "missing": list(r.Missing),
				"cacheable": r.Cacheable, "emitted": files,
			}
		}
	}
	if err != nil {
		reply["error"] = err.Error()
	}
	p.mu.Lock()
	x.asking--
	p.mu.Unlock()
	select {
	case x.moved <- struct{}{}:
	default:
	}
	_ = p.send(reply) // a process that has ended is noticed by read
}

// list is s as a JSON array, also when it is nil.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// add makes a job one of the process and returns its number.
func (p *process) add(x *run) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next++
	p.runs[p.next] = x
	return p.next
}

func (p *process) kill() {
	p.mu.Lock()
	p.killed = true
	p.mu.Unlock()
	_ = p.cmd.Process.Kill()
}

// members are the names under which loaders see it; those that are not set are left out.
func (h Hash) members() map[string]any {
	m := make(map[string]any)
	for name, text := range map[string]string{"hashFunction": h.Function, "hashDigest": h.Digest, "hashSalt": h.Salt} {
		if text != "" {
			m[name] = text
		}
	}
	if h.Length != 0 {
		m["hashDigestLength"] = h.Length
	}
	return m
}
