package plugins

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
	"github.com/mfbundle/mfbundle/pkg/config"
)

// managerScript runs dts.implementation, a module of the project that takes the
// place of what makes and loads types here.
//
//go:embed dts_manager.cjs
var managerScript string

// replaced has the manager of the project do a task, generateTypes or consumeTypes.
// It writes the files itself.
func (p *DtsPlugin) replaced(ctx context.Context, task string) []diag.Diagnostic {
	code, what, abort := "dts-generate", "The types of the exposed modules could not be made", false
	if task == "generateTypes" {
		abort = p.Federation.Dts.Generate.AbortOnError
	} else {
		code, what, abort = "dts-consume", "The types of remotes could not be loaded", p.Federation.Dts.Consume.AbortOnError
	}
	fail := func(err error, notes ...string) []diag.Diagnostic {
		return []diag.Diagnostic{p.problem(code, what+": "+err.Error(), abort, p.where("implementation"), "correct the module that implementation names, or remove it", notes...)}
	}
	question, err := json.Marshal(map[string]any{
		"context": p.config.Context, "implementation": p.Federation.Dts.Implementation, "task": task, "options": p.managerOptions(),
	})
	if err != nil {
		return fail(err)
	}
	cmd := exec.CommandContext(ctx, "node", "-e", managerScript)
	cmd.Dir, cmd.Stdin = p.Federation.Dts.Cwd, bytes.NewReader(question)
	if said, err := cmd.CombinedOutput(); err != nil {
		return fail(fmt.Errorf("%s failed", p.Federation.Dts.Implementation), firstLines(said, 8)...)
	}
	return nil
}

// managerOptions are what managers of @module-federation/dts-plugin are made with.
func (p *DtsPlugin) managerOptions() map[string]any {
	f, d := p.Federation, p.Federation.Dts
	exposes, remotes := make(map[string]any), make(map[string]string)
	list, _, _ := expandExposes(p.config.Context, f.Exposes)
	for i := range list {
		exposes[list[i].Key] = list[i].Imports[0]
		if len(list[i].Imports) > 1 {
			exposes[list[i].Key] = map[string]any{"import": list[i].Imports}
		}
	}
	for i := range f.Remotes {
		if r := &f.Remotes[i]; len(r.Externals) > 0 {
			remotes[r.Key] = r.Externals[0]
		}
	}
	module := map[string]any{"name": f.Name, "filename": f.Filename, "exposes": exposes, "remotes": remotes}
	options := map[string]any{"extraOptions": json.RawMessage(d.ExtraOptions), "displayErrorInTerminal": !d.Quiet}
	if g := d.Generate; g != nil {
		dir := g.OutputDir
		if dir == "" {
			dir = filepath.Join(p.config.Output.Path, filepath.FromSlash(containerFolder(f, p.config)))
		}
		if rel, err := filepath.Rel(p.config.Context, dir); err == nil {
			dir = rel // managers take it for relative to the context
		}
		remote := map[string]any{
			"context": p.config.Context, "moduleFederationConfig": module, "outputDir": filepath.ToSlash(dir), "compilerInstance": g.Compiler,
			"typesFolder": g.Folder, "compiledTypesFolder": g.Compiled, "deleteTypesFolder": !g.KeepFolder, "deleteTsConfig": !g.KeepProject,
			"generateAPITypes": g.APITypes, "extractThirdParty": g.ThirdParty, "extractRemoteTypes": g.RemoteTypes,
			"additionalFilesToCompile": append([]string{}, g.AdditionalFiles...), "abortOnError": true, // failures are told here
		}
		if d.TSConfig != "" {
			remote["tsConfigPath"] = d.TSConfig
		}
		options["remote"] = remote
	}
	if c := d.Consume; c != nil {
		options["host"] = map[string]any{
			"context": p.config.Context, "moduleFederationConfig": module, "typesFolder": c.Folder, "remoteTypesFolder": c.RemoteFolder,
			"maxRetries": c.MaxRetries, "timeout": c.Timeout, "deleteTypesFolder": !c.KeepFiles, "consumeAPITypes": c.APITypes, "family": c.Family,
			"runtimePkgs": append([]string{}, c.RuntimePkgs...), "remoteTypeUrls": typeAddresses(c.Addresses), "abortOnError": true,
		}
	}
	return options
}

func typeAddresses(list []config.DtsAddress) map[string]any {
	urls := make(map[string]any)
	for _, a := range list {
		urls[a.Name] = map[string]string{"zip": a.Zip, "api": a.API, "alias": a.Alias}
	}
	return urls
}
