package plugins

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/mfbundle/mfbundle/pkg/compiler"
	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// WatchedTypes keeps the types of the applications of a watch up to date: after
// each build of a container its types are made again, and all hosts of the watch
// look for new ones. One at a time, because a compiler takes all of the machine;
// what a later build makes stale is stopped.
//
// Failures are told once nothing is under way, for what one build lacks another may
// be about to bring. The types of before stay.
type WatchedTypes struct {
	ctx  context.Context
	stop context.CancelFunc
	runs sync.WaitGroup
	turn sync.Mutex // held by the run at work

	report func([]TypesOfApp)

	mu      sync.Mutex
	apps    map[string]*typedApp // by output folder and name of the container
	waiting int                  // runs that have not ended
}

// TypesOfApp is how the types of one application of a watch are: what failed when
// they were last made and loaded, nothing when all is well.
type TypesOfApp struct {
	Config      *config.Config
	Diagnostics []diag.Diagnostic
}

// typedApp is one application of the watch.
type typedApp struct {
	latest *DtsPlugin // of the last build
	stop   context.CancelFunc
	// made and loaded are what the last runs failed with.
	made, loaded []diag.Diagnostic
}

// NewWatchedTypes makes what all builds of one watch share. report is told of all
// applications that have types, in a fixed order, whenever no types are under way;
// never twice at once.
func NewWatchedTypes(report func([]TypesOfApp)) *WatchedTypes {
	ctx, stop := context.WithCancel(context.Background())
	return &WatchedTypes{ctx: ctx, stop: stop, report: report, apps: make(map[string]*typedApp)}
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
	if a.latest != nil {
		p.registered = a.latest.registered
	}
	a.latest = p
	a.stop()
	var ctx context.Context
	ctx, a.stop = context.WithCancel(t.ctx)
	t.run(ctx, func(ctx context.Context) {
		if p.generates() {
			t.note(ctx, &a.made, p.generate(ctx))
			t.consume(ctx, a)
		} else if first {
			t.note(ctx, &a.loaded, p.consume(ctx))
		}
	})
}

// run has work done when it is its turn, unless it was stopped. mu is held.
func (t *WatchedTypes) run(ctx context.Context, work func(context.Context)) {
	t.runs.Add(1)
	t.waiting++
	go func() {
		defer t.runs.Done()
		t.turn.Lock()
		defer t.turn.Unlock()
		if ctx.Err() == nil {
			work(ctx)
		}
		t.tell()
	}()
}

// note keeps what a run failed with, unless it was stopped.
func (t *WatchedTypes) note(ctx context.Context, at *[]diag.Diagnostic, list []diag.Diagnostic) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if ctx.Err() == nil {
		*at = list
	}
}

// tell ends a run, and reports when it was the last.
func (t *WatchedTypes) tell() {
	t.mu.Lock()
	t.waiting--
	if t.waiting > 0 || t.ctx.Err() != nil {
		t.mu.Unlock()
		return
	}
	var list []TypesOfApp
	for _, key := range slices.Sorted(maps.Keys(t.apps)) {
		a := t.apps[key]
		diags := slices.DeleteFunc(slices.Concat(a.made, a.loaded), func(d diag.Diagnostic) bool {
			return a.latest.Federation.Dts.Quiet && d.Severity != diag.Error
		})
		list = append(list, TypesOfApp{a.latest.config, diags})
	}
	t.mu.Unlock()
	t.report(list)
}

// consume has the application and the other hosts of the watch look for new types;
// the archive of a remote that is not of the watch says by its hash that it is the
// same.
func (t *WatchedTypes) consume(ctx context.Context, built *typedApp) {
	t.mu.Lock()
	var hosts []*typedApp
	for _, a := range t.apps {
		if a.latest.consumes() && (a == built || !a.latest.Federation.Dev.NoTypes) {
			hosts = append(hosts, a)
		}
	}
	plugins := make(map[*typedApp]*DtsPlugin, len(hosts))
	for _, a := range hosts {
		plugins[a] = a.latest
	}
	t.mu.Unlock()
	slices.SortFunc(hosts, func(a, b *typedApp) int {
		return strings.Compare(plugins[a].Federation.Name, plugins[b].Federation.Name)
	})
	for _, host := range hosts {
		if ctx.Err() == nil {
			t.note(ctx, &host.loaded, plugins[host].consume(ctx))
		}
	}
}
