package resolver

import (
	"fmt"
	"regexp"
	"strings"
)

// optionsFromJSON reads a resolve section in webpack's names. What it does not
// name has enhanced-resolve's default; an unknown name is an error.
func optionsFromJSON(v *jsonValue) (Options, error) {
	opts := Options{Symlinks: true}
	var err error
	for i, name := range v.keys {
		member := &v.list[i]
		if member.kind == jsonNull {
			continue
		}
		switch name {
		case "extensions":
			opts.Extensions = member.strings()
		case "alias":
			opts.Alias, err = aliasesFromJSON(member)
		case "fallback":
			opts.Fallback, err = aliasesFromJSON(member)
		case "aliasFields":
			opts.AliasFields, _ = fieldsFromJSON(member)
		case "mainFields":
			opts.MainFields, opts.MainFieldsAsIs = fieldsFromJSON(member)
		case "mainFiles":
			opts.MainFiles = member.strings()
		case "modules":
			opts.Modules, err = pathsFromJSON(member)
		case "conditionNames":
			opts.ConditionNames = member.strings()
		case "exportsFields":
			opts.ExportsFields, _ = fieldsFromJSON(member)
		case "importsFields":
			opts.ImportsFields, _ = fieldsFromJSON(member)
		case "extensionAlias":
			for i, extension := range member.keys {
				opts.ExtensionAlias = append(opts.ExtensionAlias, ExtensionAlias{extension, member.list[i].strings()})
			}
		case "extensionAliasForExports":
			opts.ExtensionAliasForExports = member.truthy()
		case "descriptionFiles":
			opts.DescriptionFiles = member.strings()
		case "symlinks":
			opts.Symlinks = member.truthy()
		case "preferRelative":
			opts.PreferRelative = member.truthy()
		case "preferAbsolute":
			opts.PreferAbsolute = member.truthy()
		case "roots":
			opts.Roots, err = pathsFromJSON(member)
		case "restrictions":
			opts.Restrictions, err = restrictionsFromJSON(member)
		case "fullySpecified":
			opts.FullySpecified = member.truthy()
		case "enforceExtension":
			enforce := member.truthy()
			opts.EnforceExtension = &enforce
		case "resolveToContext":
			opts.ResolveToContext = member.truthy()
		case "tsconfig":
			err = opts.tsconfigFromJSON(member)
		case "unsafeCache", "cachePredicate", "cacheWithContext", "useSyncFileSystemCalls", "byDependency", "cache":
			// Options that change how fast an answer comes, or whose choice is the
			// caller's: they do not change it.
		default:
			err = fmt.Errorf("unknown option %q", name)
		}
		if err != nil {
			return opts, err
		}
	}
	return opts, nil
}

func toPath(s string) (string, error) {
	if isFileURL(s) {
		return fileURLToPath(s)
	}
	return s, nil
}

func pathsFromJSON(v *jsonValue) ([]string, error) {
	paths := v.strings()
	for i := range paths {
		var err error
		if paths[i], err = toPath(paths[i]); err != nil {
			return nil, err
		}
	}
	return paths, nil
}

// fieldsFromJSON reads a list of fields: "main", ["a", "b"] for a nested one, or
// {"name": …, "forceRelative": bool}.
func fieldsFromJSON(v *jsonValue) (fields [][]string, asIs []bool) {
	fields = [][]string{}
	if v.kind == jsonString {
		return [][]string{{v.text}}, []bool{false}
	}
	for i := range v.list {
		name, keep := &v.list[i], false
		if name.kind == jsonObject {
			keep = !name.get("forceRelative").truthy()
			name = name.get("name")
		}
		fields = append(fields, name.strings())
		asIs = append(asIs, keep)
	}
	return fields, asIs
}

// aliasesFromJSON reads {"name": target} or [{"name", "alias", "onlyModule"}];
// a target is a string, a list of strings, or false.
func aliasesFromJSON(v *jsonValue) ([]Alias, error) {
	var aliases []Alias
	add := func(alias Alias, target *jsonValue) error {
		alias.Ignore = target.kind == jsonFalse
		var err error
		alias.Targets, err = pathsFromJSON(target)
		aliases = append(aliases, alias)
		return err
	}
	for i := range v.list {
		member := &v.list[i]
		alias, target := Alias{}, member
		if v.kind == jsonObject {
			alias = NewAlias(v.keys[i])
		} else {
			alias = Alias{Name: member.get("name").text, OnlyModule: member.get("onlyModule").truthy()}
			target = member.get("alias")
		}
		if err := add(alias, target); err != nil {
			return nil, err
		}
	}
	return aliases, nil
}

// restrictionsFromJSON reads a list of path prefixes and of regular expressions,
// written as {"regexp": source, "flags": "i"} or as "/source/i".
func restrictionsFromJSON(v *jsonValue) ([]Restriction, error) {
	var out []Restriction
	for i := range v.list {
		member := &v.list[i]
		source, flags := member.get("regexp").text, member.get("flags").text
		literal := false
		if member.kind == jsonString {
			source, flags, literal = cutRegexp(member.text)
		}
		if member.kind == jsonString && !literal {
			path, err := toPath(member.text)
			if err != nil {
				return nil, err
			}
			out = append(out, Restriction{Path: path})
			continue
		}
		if flags = strings.Map(goFlag, flags); flags != "" {
			source = "(?" + flags + ")" + source
		}
		// JavaScript lets a slash be escaped.
		source = strings.ReplaceAll(source, `\/`, "/")
		re, err := regexp.Compile(source)
		if err != nil {
			return nil, fmt.Errorf("restriction: %w", err)
		}
		out = append(out, Restriction{Match: re.MatchString})
	}
	return out, nil
}

// cutRegexp splits "/source/flags". A slash within source must be escaped or in a
// class, so that "/usr/lib" stays a path.
func cutRegexp(s string) (source, flags string, ok bool) {
	if !strings.HasPrefix(s, "/") {
		return "", "", false
	}
	class := false
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '[' || c == ']':
			class = c == '['
		case c == '/' && !class:
			flags = s[i+1:]
			return s[1:i], flags, i > 1 && strings.Trim(flags, "dgimsuvy") == ""
		}
	}
	return "", "", false
}

// goFlag keeps the flags of a JavaScript regexp that mean something here.
func goFlag(r rune) rune {
	if strings.ContainsRune("ims", r) {
		return r
	}
	return -1
}

// tsconfigFromJSON reads a path, true or "auto", false, or {"configFile",
// "baseUrl", "references"}.
func (o *Options) tsconfigFromJSON(v *jsonValue) (err error) {
	switch v.kind {
	case jsonTrue:
		o.TSConfig = "auto"
	case jsonString:
		o.TSConfig, err = toPath(v.text)
	case jsonObject:
		o.TSConfig = "auto"
		if file := v.get("configFile"); file.kind == jsonString {
			o.TSConfig, err = toPath(file.text)
		}
		if base := v.get("baseUrl"); base.kind == jsonString {
			o.TSConfigBaseURL = &base.text
		}
		o.TSConfigReferences = v.get("references").strings()
	}
	if err == nil && o.TSConfig != "auto" && strings.HasPrefix(o.TSConfig, "./") {
		o.TSConfig = join(workingDirectory(), o.TSConfig)
	}
	return err
}
