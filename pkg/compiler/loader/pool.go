package loader

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// A Pool runs jobs on processes of Node. It is safe for concurrent use.
type Pool struct {
	setup Setup
	size  int
	// timeout is how long a loader may neither return nor ask for anything.
	timeout time.Duration

	mu        sync.Mutex
	processes []*process
	closed    bool
	failed    error // Node cannot be started: every job fails alike
}

// Timeout is the time after which a loader that gives no sign of life counts as
// hanging.
const Timeout = 120 * time.Second

// NewPool returns a pool of up to size processes. None is started yet.
func NewPool(s Setup, size int) *Pool {
	return &Pool{setup: s, size: max(1, size), timeout: Timeout}
}

// Close ends all processes. Jobs that are running fail.
func (p *Pool) Close() {
	p.mu.Lock()
	list := p.processes
	p.processes, p.closed = nil, true
	p.mu.Unlock()
	for _, x := range list {
		_ = x.in.Close()
		x.kill()
		<-x.closed
	}
}

// NoNodeError is that Node cannot be started.
type NoNodeError struct{ Err error }

func (e *NoNodeError) Error() string { return fmt.Sprintf("start Node: %v", e.Err) }
func (e *NoNodeError) Unwrap() error { return e.Err }

// take returns the process with the least to do, starting one while there is
// room and all are busy. The job counts as its own from here on.
func (p *Pool) take(x *run) (*process, int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failed != nil {
		return nil, 0, p.failed
	}
	if p.closed {
		return nil, 0, fmt.Errorf("the pool of loaders is closed")
	}
	var best *process
	least := 0
	alive := p.processes[:0]
	for _, c := range p.processes {
		c.mu.Lock()
		dead, n := c.killed || c.dead != nil, len(c.runs)
		c.mu.Unlock()
		if dead {
			continue
		}
		alive = append(alive, c)
		if best == nil || n < least {
			best, least = c, n
		}
	}
	p.processes = alive
	if best == nil || least > 0 && len(alive) < p.size {
		c, err := startProcess(&p.setup)
		if err != nil {
			if _, missing := exec.LookPath("node"); missing != nil || p.setup.Node != "" {
				err = &NoNodeError{err}
				p.failed = err
			}
			return nil, 0, err
		}
		p.processes = append(p.processes, c)
		best = c
	}
	return best, best.add(x), nil
}

// Run runs the loaders of a job. The error is a *FailedError when a loader is to
// blame, a *NoNodeError, or ctx's.
func (p *Pool) Run(ctx context.Context, job *Job, host Host) (*Result, error) {
	r, err, alone := p.once(ctx, job, host, p.take)
	if failed, ok := err.(*FailedError); ok && failed.Crash && !alone {
		// Another job of the process may be to blame, so this one gets a process that it
		// shares with nobody.
		c, e := startProcess(&p.setup)
		if e != nil {
			return r, err
		}
		defer c.kill()
		r, err, _ = p.once(ctx, job, host, func(x *run) (*process, int, error) { return c, c.add(x), nil })
	}
	return r, err
}

// once runs a job on one process. alone says that no other job ran on it when it
// ended.
func (p *Pool) once(ctx context.Context, job *Job, host Host, take func(*run) (*process, int, error)) (r *Result, err error, alone bool) {
	x := &run{ctx: ctx, host: host, done: make(chan *message, 1), moved: make(chan struct{}, 1)}
	c, id, err := take(x)
	if err != nil {
		return nil, err, true
	}
	defer func() {
		c.mu.Lock()
		delete(c.runs, id)
		c.mu.Unlock()
	}()
	if err := c.send(job.request(id)); err != nil {
		<-c.closed
		err, alone := c.crash(x)
		return nil, err, alone
	}
	return p.wait(ctx, c, x)
}

// request is the message that starts a job.
func (job *Job) request(id int) map[string]any {
	loaders := make([]map[string]any, len(job.Loaders))
	for i, l := range job.Loaders {
		path, options, _ := strings.Cut(l.Path, "?")
		loaders[i] = map[string]any{"loader": path}
		if options != "" {
			loaders[i]["options"] = options
		}
		if l.Options != nil {
			loaders[i]["options"], loaders[i]["ident"] = l.Options, l.Ident
		}
		if l.Type != "" {
			loaders[i]["type"] = l.Type
		}
	}
	request := map[string]any{
		"type": "run", "id": id, "resource": job.Resource, "match": job.Match, "moduleType": job.Type, "loaders": loaders,
	}
	if job.Content != nil {
		request["content"] = job.Content
	}
	return request
}

func (p *Pool) wait(ctx context.Context, c *process, x *run) (*Result, error, bool) {
	select { // Node itself takes a while to start
	case <-c.up:
	case <-c.closed:
	case <-ctx.Done():
	}
	timer := time.NewTimer(p.timeout)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err(), true
		case m := <-x.done:
			r, err := m.outcome()
			return r, err, true
		case <-c.closed:
			select {
			case m := <-x.done: // it was the last thing that it said
				r, err := m.outcome()
				return r, err, true
			default:
			}
			err, alone := c.crash(x)
			return nil, err, alone
		case <-x.moved:
			timer.Reset(p.timeout)
		case <-timer.C:
			c.mu.Lock()
			asking, at := x.asking, x.loader
			c.mu.Unlock()
			if asking > 0 { // it waits for us
				timer.Reset(p.timeout)
				continue
			}
			c.kill()
			return nil, &FailedError{Timeout: true, Problem: Problem{
				Loader: at, Message: fmt.Sprintf("The loader did not come back within %v", p.timeout),
			}}, true
		}
	}
}

func (m *message) outcome() (*Result, error) {
	r, err := m.result()
	if err != nil {
		return nil, err
	}
	if m.Type == "failed" {
		return r, &FailedError{Problem: *m.Error}
	}
	return r, nil
}

// crash is the error of a job whose process has ended, and whether it was the
// only one.
func (c *process) crash(x *run) (err error, alone bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return &FailedError{Crash: true, Problem: Problem{Loader: x.loader, Message: c.dead.Error(), Stack: strings.TrimSpace(c.stderr.String())}}, c.last < 2
}
