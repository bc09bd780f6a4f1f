package plugins

// enhancedFile is enhanced-share-usage.json: by key the fields that the plugin of
// the design has, then the records of UsageReport.
type enhancedFile struct {
	Metadata enhancedMetadata       `json:"analysis_metadata"`
	Modules  map[string]enhancedKey `json:"consume_shared_modules"`
	UsageReport
}

type enhancedMetadata struct {
	PluginVersion string `json:"plugin_version"`
	Mode          string `json:"analysis_mode"`
	Total         int    `json:"total_consume_shared_modules"`
	WithUnused    int    `json:"modules_with_unused_imports"`
}

type enhancedKey struct {
	keyUsage
	UnusedImports    []string                `json:"unused_imports"`
	Provided         []string                `json:"provided_exports"`
	Details          []exportDetail          `json:"export_details"`
	HasUnusedImports bool                    `json:"has_unused_imports"`
	Fallback         fallbackInfo            `json:"fallback_info"`
	Chunks           chunkInfo               `json:"chunk_characteristics"`
	Runtimes         map[string]runtimeUsage `json:"runtime_usage,omitempty"` // by entry
}

// exportDetail is one export as importers see it. State is Used,
// ImportedButUnused, NotImported or Unknown.
type exportDetail struct {
	Name     string   `json:"export_name"`
	State    string   `json:"usage_state"`
	Imported bool     `json:"is_imported"`
	Used     bool     `json:"is_used"`
	Source   []string `json:"import_source"` // files that import it by name
}

type fallbackInfo struct {
	Module   string `json:"module_id"`
	Type     string `json:"module_type"`
	Provided int    `json:"provided_exports_count"`
	Used     int    `json:"used_exports_count"`
	Bytes    int    `json:"bytes"`
	Unused   int    `json:"unused_bytes"`
}

type chunkInfo struct {
	Files []string `json:"chunk_files"`
	Async bool     `json:"has_async_chunks"` // loaded only when this copy is chosen
}

type runtimeUsage struct {
	Used  []string `json:"used_exports"`
	Whole bool     `json:"uses_namespace"`
}

func newEnhancedKey(s *ShareUsage, short keyUsage) enhancedKey {
	k := enhancedKey{
		keyUsage: short, UnusedImports: []string{}, Provided: s.Provided, Details: []exportDetail{},
		Fallback: fallbackInfo{
			Module: s.Fallback.File, Type: s.Fallback.Format, Provided: len(s.Provided), Bytes: s.Fallback.Bytes, Unused: s.Fallback.UnusedBytes,
		},
		Chunks: chunkInfo{Files: s.Chunks, Async: !s.Eager && len(s.Chunks) > 0},
	}
	sources := make(map[string][]string)
	unused := make(map[string]bool)
	for _, im := range s.Importers {
		for _, n := range im.Names {
			sources[n] = append(sources[n], im.File)
		}
		for _, n := range im.Unused {
			sources[n] = append(sources[n], im.File)
			unused[n] = true
		}
	}
	used := make(map[string]bool)
	for _, n := range s.Used {
		used[n] = true
	}
	for _, e := range s.Exports {
		d := exportDetail{Name: e.Name, Used: used[e.Name], Imported: len(sources[e.Name]) > 0, Source: unique(sources[e.Name])}
		switch {
		case d.Used:
			d.State = "Used"
			k.Fallback.Used++
		case e.Usage == "unknown":
			d.State = "Unknown"
		case d.Imported:
			d.State = "ImportedButUnused"
		default:
			d.State = "NotImported"
		}
		k.Details = append(k.Details, d)
	}
	for n := range unused {
		if !used[n] {
			k.UnusedImports = append(k.UnusedImports, n)
		}
	}
	k.UnusedImports = unique(k.UnusedImports)
	k.HasUnusedImports = len(k.UnusedImports) > 0
	return k
}
