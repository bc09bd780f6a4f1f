package plugins

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
	"github.com/mfbundle/mfbundle/pkg/config/lazy"
)

// typesLock is the lock file beside the unpacked types: by name of the remote
// where its types came from and what they were. What has not changed is not
// unpacked again, and what cannot be loaded stays as it is.
type typesLock struct {
	Version int                    `json:"version"`
	Remotes map[string]lockedTypes `json:"remotes"`
}

type lockedTypes struct {
	URL    string `json:"url"`
	SHA256 string `json:"sha256"`
}

const typesLockName = "mf-types.lock.json"

// consume unpacks the types of all remotes below @mf-types/NAME.
func (p *DtsPlugin) consume(ctx context.Context) []diag.Diagnostic {
	if p.Federation.Dts.Implementation != "" {
		return p.replaced(ctx, "consumeTypes")
	}
	o := p.Federation.Dts.Consume
	root := filepath.Join(p.config.Context, filepath.FromSlash(o.Folder))
	lockName := filepath.Join(root, typesLockName)
	lock := typesLock{Version: 1, Remotes: map[string]lockedTypes{}}
	if text, err := os.ReadFile(lockName); err == nil {
		// A lock that cannot be read is one that says nothing.
		if json.Unmarshal(text, &lock) != nil || lock.Version != 1 || lock.Remotes == nil {
			lock = typesLock{Version: 1, Remotes: map[string]lockedTypes{}}
		}
	}
	var diags []diag.Diagnostic
	kept := map[string]lockedTypes{}
	for _, r := range p.typedRemotes() {
		old := lock.Remotes[r.Key]
		got, err := p.consumeRemote(ctx, &r, root, old)
		if err != nil {
			help, dir := "start the remote, or correct its address; dts: {consumeTypes: false} asks for no types", filepath.Join(root, filepath.FromSlash(r.Key))
			d := p.problem("dts-consume", fmt.Sprintf("The types of the remote %q could not be loaded: %s", r.Key, err), o.AbortOnError, p.where("consumeTypes"), help)
			if _, err := os.Stat(dir); err == nil {
				d.Notes = []string{"the types in " + strings.TrimPrefix(p.display(dir), "./") + " stay as they were"}
				kept[r.Key] = old
			}
			diags = append(diags, d)
			continue
		}
		if got != (lockedTypes{}) {
			kept[r.Key] = got
		}
	}
	if text := p.loadRemoteTypes(root); o.APITypes && text != "" {
		if err := writeAtomic(filepath.Join(root, "index.d.ts"), []byte(text)); err != nil {
			diags = append(diags, p.problem("dts-consume", "The types of loadRemote could not be kept: "+err.Error(), o.AbortOnError, p.where("consumeTypes"), "make the folder writable"))
		}
	}
	if len(kept) > 0 {
		text, err := json.MarshalIndent(typesLock{1, kept}, "", "  ")
		if err == nil {
			err = writeAtomic(lockName, append(text, '\n'))
		}
		if err != nil {
			diags = append(diags, p.problem("dts-consume", "The types of remotes could not be kept: "+err.Error(), o.AbortOnError, p.where("consumeTypes"), "make the folder writable"))
		}
	}
	return diags
}

// typedRemotes are the remotes, and those that only remoteTypeUrls or pages know.
func (p *DtsPlugin) typedRemotes() []config.Remote {
	list := slices.Concat(p.Federation.Remotes, p.registered)
	for _, a := range p.Federation.Dts.Consume.Addresses {
		if !slices.ContainsFunc(list, func(r config.Remote) bool { return r.Key == a.Alias || containerName(&r) == a.Name }) {
			list = append(list, config.Remote{Key: a.Alias})
		}
	}
	return list
}

// containerName is what a remote calls itself: the name before the "@" of its
// address, else its key.
func containerName(r *config.Remote) string {
	for _, external := range r.Externals {
		_, request := splitExternal(external, r.Type)
		if global, _, ok := strings.Cut(request, "@"); ok && global != "" && !strings.ContainsAny(global, ":/") {
			return global
		}
	}
	return r.Key
}

// consumeRemote brings the types of one remote up to date. The answer is zero for
// a remote that has no address to derive one from.
func (p *DtsPlugin) consumeRemote(ctx context.Context, r *config.Remote, root string, old lockedTypes) (lockedTypes, error) {
	if !filepath.IsLocal(filepath.FromSlash(r.Key)) {
		return lockedTypes{}, nil
	}
	dir := filepath.Join(root, filepath.FromSlash(r.Key))
	for _, a := range p.Federation.Dts.Consume.Addresses {
		if a.Alias == r.Key || a.Name == containerName(r) {
			return p.unpack(ctx, r.Key, a.Zip, a.API, dir, old)
		}
	}
	var last error
	for _, external := range r.Externals {
		entry := p.entryOf(r, external)
		if entry == "" {
			continue
		}
		got, err := p.consumeFrom(ctx, r.Key, entry, dir, old)
		if err == nil || ctx.Err() != nil {
			return got, err
		}
		last = err
	}
	return lockedTypes{}, last
}

// entryOf is the address or path of a container or manifest, "" for what has
// none: promises, globals, addresses that are relative to a page.
func (p *DtsPlugin) entryOf(r *config.Remote, external string) string {
	kind, request := splitExternal(external, r.Type)
	if kind == "promise" || kind == "var" || kind == "internal" {
		return ""
	}
	if global, rest, ok := strings.Cut(request, "@"); ok && global != "" && !strings.ContainsAny(global, ":/") {
		request = rest
	}
	u, err := url.Parse(request)
	switch {
	case err != nil:
		return ""
	case u.Scheme == "http" || u.Scheme == "https":
		return request
	case strings.HasPrefix(request, "."):
		// Beside the output: a container for Node, of the same workspace.
		return filepath.Join(p.config.Output.Path, filepath.FromSlash(u.Path))
	}
	return ""
}

func (p *DtsPlugin) consumeFrom(ctx context.Context, key, entry, dir string, old lockedTypes) (lockedTypes, error) {
	archive, api, err := p.archiveOf(ctx, entry)
	if err != nil {
		return lockedTypes{}, err
	}
	return p.unpack(ctx, key, archive, api, dir, old)
}

// unpack brings the types of an archive into dir.
func (p *DtsPlugin) unpack(ctx context.Context, key, archive, api, dir string, old lockedTypes) (lockedTypes, error) {
	data, err := p.load(ctx, archive)
	if err != nil {
		return lockedTypes{}, err
	}
	hash := sha256.New()
	hash.Write(data)
	var apis []byte
	if p.Federation.Dts.Consume.APITypes && api != "" {
		// A remote without them is one that does not make them.
		if apis, err = p.load(ctx, api); err != nil && !errors.Is(err, errNotFound) {
			return lockedTypes{}, err
		}
		hash.Write(apis)
	}
	got := lockedTypes{URL: p.addressInLock(archive), SHA256: hex.EncodeToString(hash.Sum(nil))}
	if _, err := os.Stat(dir); err == nil && got.SHA256 == old.SHA256 {
		return got, nil
	}
	return got, replaceFolder(dir, func(fresh string) error {
		if err := unzipInto(fresh, data); err != nil {
			return err
		}
		if apis != nil {
			text := strings.ReplaceAll(string(apis), "REMOTE_ALIAS_IDENTIFIER", key)
			if err := os.WriteFile(filepath.Join(fresh, apiTypesName), []byte(text), 0o644); err != nil {
				return err
			}
		}
		if p.Federation.Dts.Consume.KeepFiles {
			return copyMissing(dir, fresh)
		}
		return nil
	})
}

// copyMissing copies the files below from that are not below to. Without the
// folder there is nothing to copy.
func copyMissing(from, to string) error {
	if _, err := os.Stat(from); err != nil {
		return nil
	}
	return filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		name := filepath.Join(to, rel)
		if _, err := os.Lstat(name); err == nil {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		return os.WriteFile(name, text, 0o644)
	})
}

// apiTypesName is the file of a remote's folder that types loadRemote.
const apiTypesName = "apis.d.ts"

// loadRemoteTypes writes index.d.ts of the folder, which teaches loadRemote the
// types of all remotes that have some. It is "" when none has.
func (p *DtsPlugin) loadRemoteTypes(root string) string {
	var imports, keys, types strings.Builder
	n := 0
	for _, r := range p.typedRemotes() {
		key := r.Key
		if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(key), apiTypesName)); err != nil {
			continue
		}
		fmt.Fprintf(&imports, "import type { PackageType as PackageType%d, RemoteKeys as RemoteKeys%d } from './%s/apis';\n", n, n, key)
		if n > 0 {
			keys.WriteString(" | ")
		}
		fmt.Fprintf(&keys, "RemoteKeys%d", n)
		fmt.Fprintf(&types, "T extends RemoteKeys%d ? PackageType%d<T> : ", n, n)
		n++
	}
	if n == 0 {
		return ""
	}
	text := imports.String()
	for _, module := range append([]string{"@module-federation/runtime", "@module-federation/enhanced/runtime"}, p.Federation.Dts.Consume.RuntimePkgs...) {
		text += fmt.Sprintf("declare module '%s' {\n\ttype RemoteKeys = %s;\n\ttype PackageType<T, Y = any> = %sY;\n"+
			"\texport function loadRemote<T extends RemoteKeys, Y>(packageName: T): Promise<PackageType<T, Y>>;\n"+
			"\texport function loadRemote<T extends string, Y>(packageName: T): Promise<PackageType<T, Y>>;\n}\n", module, keys.String(), types.String())
	}
	return text
}

// addressInLock spells paths so that the lock file is the same on every machine.
func (p *DtsPlugin) addressInLock(archive string) string {
	if filepath.IsAbs(archive) {
		return strings.TrimPrefix(p.display(archive), "./")
	}
	return archive
}

// archiveOf is where the types of a container are: beside it, or where its
// manifest says. api is where those of loadRemote are, "" for nowhere.
func (p *DtsPlugin) archiveOf(ctx context.Context, entry string) (archive, api string, err error) {
	beside := func(base, name string) string {
		if filepath.IsAbs(base) {
			return filepath.Join(filepath.Dir(base), filepath.FromSlash(name))
		}
		u, err := url.Parse(base)
		if err != nil {
			return base
		}
		u.RawQuery, u.Fragment = "", ""
		if to, err := u.Parse(name); err == nil {
			u = to
		}
		return u.String()
	}
	file, _, _ := strings.Cut(entry, "?")
	if !strings.HasSuffix(file, ".json") {
		name := p.Federation.Dts.Consume.RemoteFolder
		return beside(entry, name+".zip"), beside(entry, name+".d.ts"), nil
	}
	text, err := p.load(ctx, entry)
	if err != nil {
		return "", "", err
	}
	var m struct {
		Meta struct {
			PublicPath string        `json:"publicPath"`
			Types      manifestTypes `json:"types"`
		} `json:"metaData"`
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return "", "", fmt.Errorf("%s is no manifest: %w", entry, err)
	}
	if m.Meta.Types.Zip == "" {
		return "", "", fmt.Errorf("its manifest %s names no types", entry)
	}
	base := entry
	if u, err := url.Parse(m.Meta.PublicPath); err == nil && u.Host != "" {
		base = beside(entry, m.Meta.PublicPath)
	}
	if m.Meta.Types.API != "" {
		api = beside(base, path.Join(m.Meta.Types.Path, m.Meta.Types.API))
	}
	return beside(base, path.Join(m.Meta.Types.Path, m.Meta.Types.Zip)), api, nil
}

var errNotFound = errors.New("not found")

// load reads a file or an address, again and again within bounds. What is not
// there is not asked for twice.
func (p *DtsPlugin) load(ctx context.Context, from string) ([]byte, error) {
	o := p.Federation.Dts.Consume
	if filepath.IsAbs(from) {
		data, err := os.ReadFile(from)
		if err != nil {
			if errors.Is(err, os.ErrNotExist) {
				return nil, fmt.Errorf("%s: %w", p.addressInLock(from), errNotFound)
			}
			return nil, fmt.Errorf("%s: %s", p.addressInLock(from), reason(err))
		}
		return data, nil
	}
	var err error
	for try := 0; try <= o.MaxRetries; try++ {
		if try > 0 {
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(time.Duration(try) * 100 * time.Millisecond):
			}
		}
		var data []byte
		if data, err = fetch(ctx, from, o.Family, time.Duration(o.Timeout)*time.Millisecond); err == nil {
			return data, nil
		}
		if ctx.Err() != nil || errors.Is(err, errNotFound) {
			break
		}
	}
	return nil, fmt.Errorf("%s: %w", from, err)
}

var inQuotes = lazy.Regexp(`^(Get|Head) "[^"]*": `)

// clients load over one version of IP each, 0 over both.
var clients = map[int]*http.Client{0: http.DefaultClient, 4: clientOver("tcp4"), 6: clientOver("tcp6")}

func clientOver(network string) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = func(ctx context.Context, _, address string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	return &http.Client{Transport: transport}
}

func fetch(ctx context.Context, from string, family int, timeout time.Duration) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, timeout)
	defer stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, from, nil)
	if err != nil {
		return nil, err
	}
	response, err := clients[family].Do(request)
	if err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("no answer within %s", timeout)
		}
		return nil, errors.New(inQuotes().ReplaceAllString(err.Error(), ""))
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusNotFound:
		return nil, errNotFound
	case response.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("the server answers %s", response.Status)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxTypes+1))
	if err == nil && len(data) > maxTypes {
		err = errTooLarge
	}
	return data, err
}

// replaceFolder fills a new folder and puts it in the place of the old one, which
// stays when filling fails.
func replaceFolder(dir string, fill func(fresh string) error) error {
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(parent, ".types-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh)
	if err := os.Chmod(fresh, 0o755); err != nil {
		return err
	}
	if err := fill(fresh); err != nil {
		return err
	}
	gone := fresh + ".old"
	if err := os.Rename(dir, gone); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	defer os.RemoveAll(gone)
	if err := os.Rename(fresh, dir); err != nil {
		_ = os.Rename(gone, dir) // better the old types than none
		return err
	}
	return nil
}
