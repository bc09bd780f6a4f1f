package plugins

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler"
)

// WatchedTypes keeps the types of the applications of a watch up to date: after
// each build of a container its types are made again, and all hosts of the watch
// look for new ones. One at a time, because a compiler takes all of the machine;
// what a later build makes stale is stopped.
//
// Failures are not told: a watch is about pages, and the types of before stay.
type WatchedTypes struct {
	ctx  context.Context
	stop context.CancelFunc
	runs sync.WaitGroup
	turn sync.Mutex // held by the run at work

	mu   sync.Mutex
	apps map[string]*typedApp // by output folder and name of the container
}

// typedApp is one application of the watch.
type typedApp struct {
	latest *DtsPlugin // of the last build
	stop   context.CancelFunc
}

// NewWatchedTypes makes what all builds of one watch share.
func NewWatchedTypes() *WatchedTypes {
	ctx, stop := context.WithCancel(context.Background())
	return &WatchedTypes{ctx: ctx, stop: stop, apps: make(map[string]*typedApp)}
}

// Close stops what is under way and waits for its end.
func (t *WatchedTypes) Close() {
	t.stop()
	t.runs.Wait()
}

// Apply is the function Apply for the builds of the watch.
func (t *WatchedTypes) Apply(c *compiler.Compiler) error { return apply(c, t) }

// built is told of a build whose types may have changed; first says that it is the
// first of its application, or of its configuration.
func (t *WatchedTypes) built(p *DtsPlugin, first bool) {
	if !first && p.Federation.Dev.NoTypes {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ctx.Err() != nil {
		return
	}
	key := filepath.Join(p.config.Output.Path, p.Federation.Name)
	a := t.apps[key]
	if a == nil {
		a = &typedApp{stop: func() {}}
		t.apps[key] = a
	}
	a.latest = p
	a.stop()
	var ctx context.Context
	ctx, a.stop = context.WithCancel(t.ctx)
	t.runs.Add(1)
	go func() {
		defer t.runs.Done()
		t.turn.Lock()
		defer t.turn.Unlock()
		if ctx.Err() != nil {
			return
		}
		if p.generates() {
			p.generate(ctx)
			t.consume(ctx, p)
		} else if first {
			p.consume(ctx)
		}
	}()
}

// consume has p and the other hosts of the watch look for new types; the archive of
// a remote that is not of the watch says by its hash that it is the same.
func (t *WatchedTypes) consume(ctx context.Context, p *DtsPlugin) {
	t.mu.Lock()
	var hosts []*DtsPlugin
	for _, a := range t.apps {
		if a.latest.consumes() && (a.latest == p || !a.latest.Federation.Dev.NoTypes) {
			hosts = append(hosts, a.latest)
		}
	}
	t.mu.Unlock()
	slices.SortFunc(hosts, func(a, b *DtsPlugin) int { return strings.Compare(a.Federation.Name, b.Federation.Name) })
	for _, host := range hosts {
		if ctx.Err() == nil {
			host.consume(ctx)
		}
	}
}
