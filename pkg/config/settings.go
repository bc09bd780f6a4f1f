package config

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"github.com/mfbundle/mfbundle/pkg/compiler/diag"
)

// Settings are the scalar flags of the command line. Each can also be given as
// MFBUNDLE_<FLAG> with dashes as underscores; a flag wins over the environment.
type Settings struct {
	Config, Cwd, Mode, Out, Stats, Profile string
	Reporter                               string // text | json | github | sarif | junit
	Color                                  string // auto | always | never
	Jobs                                   int    // 0 for one per processor
	NoCache, FailOnWarnings                bool
	Quiet, Verbose, NoServe                bool
}

// setting is one row of the scalar flags.
type setting struct {
	name     string
	fallback any      // its type is that of the setting
	accepted []string // nil for anything
}

var settings = []setting{
	{"config", "", nil}, {"cwd", "", nil}, {"out", "", nil}, {"stats", "", nil}, {"profile", "", nil},
	{"mode", "", []string{"production", "development", "none"}},
	{"reporter", "text", []string{"text", "json", "github", "sarif", "junit"}},
	{"color", "auto", []string{"auto", "always", "never"}},
	{"jobs", 0, nil}, {"no-cache", false, nil}, {"fail-on-warnings", false, nil},
	{"quiet", false, nil}, {"verbose", false, nil}, {"no-serve", false, nil},
}

// ReadSettings merges flags and the environment. flags may be nil and may have
// only some of the settings; env may be nil for that of the process. NO_COLOR
// (not empty) means color "never" unless a flag or MFBUNDLE_COLOR says else.
//
// viper decides which source wins and converts the scalars; nothing that has
// keys of the user goes through it, because it lower-cases them.
func ReadSettings(flags *pflag.FlagSet, env func(string) (string, bool)) (Settings, []diag.Diagnostic) {
	if env == nil {
		env = os.LookupEnv
	}
	v := viper.New()
	if noColor, _ := env("NO_COLOR"); noColor != "" {
		v.SetDefault("color", "never")
	}
	fromEnv := map[string]any{}
	for _, s := range settings {
		if !v.IsSet(s.name) {
			v.SetDefault(s.name, s.fallback)
		}
		if flags != nil {
			if f := flags.Lookup(s.name); f != nil {
				_ = v.BindPFlag(s.name, f) // fails for a nil flag only
			}
		}
		if value, ok := env(envName(s.name)); ok && value != "" {
			fromEnv[s.name] = value
		}
	}
	// The environment goes in as viper's lowest source above the defaults, which
	// keeps it below the flags and lets a test bring its own.
	_ = v.MergeConfigMap(fromEnv) // fails for no map
	var diags []diag.Diagnostic
	for _, s := range settings {
		if d := s.check(v, fromEnv); d != nil {
			diags = append(diags, *d)
		}
	}
	return Settings{
		Config: v.GetString("config"), Cwd: v.GetString("cwd"), Mode: v.GetString("mode"), Out: v.GetString("out"),
		Stats: v.GetString("stats"), Profile: v.GetString("profile"),
		Reporter: v.GetString("reporter"), Color: v.GetString("color"), Jobs: v.GetInt("jobs"),
		NoCache: v.GetBool("no-cache"), FailOnWarnings: v.GetBool("fail-on-warnings"),
		Quiet: v.GetBool("quiet"), Verbose: v.GetBool("verbose"), NoServe: v.GetBool("no-serve"),
	}, diags
}

func envName(flag string) string {
	return "MFBUNDLE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// check reports a value that the setting does not take.
func (s setting) check(v *viper.Viper, fromEnv map[string]any) *diag.Diagnostic {
	text := v.GetString(s.name)
	var want string
	switch s.fallback.(type) {
	case int:
		if n, ok := parseCount(text); ok && n >= 0 {
			return nil
		}
		want = "write a whole number, 0 for one per processor"
	case bool:
		switch strings.ToLower(text) {
		case "true", "false", "1", "0":
			return nil
		}
		want = "write true or false"
	default:
		if s.accepted == nil || text == s.fallback {
			return nil
		}
		for _, a := range s.accepted {
			if text == a {
				return nil
			}
		}
		want = "write one of " + strings.Join(s.accepted, ", ")
	}
	name := "--" + s.name
	if _, ok := fromEnv[s.name]; ok && fmt.Sprint(fromEnv[s.name]) == text {
		name = envName(s.name)
	}
	return &diag.Diagnostic{
		Code: "config-bad-flag", Message: fmt.Sprintf("%s does not accept %q", name, text),
		At: span{&sourceFile{display: name, text: []byte(text)}, 0, len(text)}.location(), Help: want,
	}
}

func parseCount(s string) (int, bool) {
	var n int
	var rest string
	got, _ := fmt.Sscanf(s+" .", "%d %s", &n, &rest)
	return n, got == 2 && rest == "."
}
