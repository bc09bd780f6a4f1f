package plugins

// manifestFile is mf-manifest.json and mf-stats.json. Field names are those that
// Module Federation 2 reads (federation.md 3.10); fields of our own are marked.
type manifestFile struct {
	ID      string           `json:"id"`
	Name    string           `json:"name"`
	Meta    manifestMeta     `json:"metaData"`
	Shared  []manifestShare  `json:"shared"`
	Remotes []manifestRemote `json:"remotes"`
	Exposes []manifestExpose `json:"exposes"`
	// Integrity (own) has the hash of every script and style sheet, by file, when
	// output.integrity is on.
	Integrity map[string]string `json:"integrity,omitempty"`
}

type manifestMeta struct {
	Name          string        `json:"name"`
	Type          string        `json:"type"`
	BuildInfo     manifestBuild `json:"buildInfo"`
	RemoteEntry   manifestEntry `json:"remoteEntry"`
	Types         manifestTypes `json:"types"`
	GlobalName    string        `json:"globalName"`
	PluginVersion string        `json:"pluginVersion"`
	PublicPath    string        `json:"publicPath"`
	// SSRRemoteEntry is the entry for Node, SSRPublicPath where it is; both absent
	// without one.
	SSRRemoteEntry *manifestEntry `json:"ssrRemoteEntry,omitempty"`
	SSRPublicPath  string         `json:"ssrPublicPath,omitempty"`
	// PublicPathFrom (own) is asked before PublicPath.
	PublicPathFrom *manifestPublicPath `json:"publicPathFrom,omitempty"`
}

type manifestBuild struct {
	Version string `json:"buildVersion"`
	Name    string `json:"buildName"`
	Mode    string `json:"mode"` // own
}

// manifestEntry is the file of the container; Name is "" for hosts.
type manifestEntry struct {
	Name string `json:"name"`
	Path string `json:"path"` // folder, relative to the public path
	Type string `json:"type"`
}

type manifestPublicPath struct {
	Global string `json:"global"`
	Path   string `json:"path"`
}

// manifestTypes names the files with types; empty where none are made.
type manifestTypes struct {
	Path string `json:"path"`
	Name string `json:"name"`
	Zip  string `json:"zip"`
	API  string `json:"api"`
}

// manifestAssets are files that something needs: at once, and by loading later.
type manifestAssets struct {
	JS  manifestFiles `json:"js"`
	CSS manifestFiles `json:"css"`
}

type manifestFiles struct {
	Sync  []string `json:"sync"`
	Async []string `json:"async"`
}

// manifestShare is one version that is provided, or a share that is only
// consumed; that one has no version and no files.
type manifestShare struct {
	ID              string         `json:"id"`
	Name            string         `json:"name"`
	Version         string         `json:"version"`
	Singleton       bool           `json:"singleton"`
	Eager           bool           `json:"eager"`
	RequiredVersion string         `json:"requiredVersion"`     // "*" accepts any
	RequiredFrom    string         `json:"requiredVersionFrom"` // own: the file that says so
	StrictVersion   bool           `json:"strictVersion"`
	ShareScope      string         `json:"shareScope"`
	Hash            string         `json:"hash"`
	Assets          manifestAssets `json:"assets"`
	Fallback        string         `json:"fallback,omitempty"` // file of the whole copy of a shaken share
	FallbackName    string         `json:"fallbackName,omitempty"`
	FallbackType    string         `json:"fallbackType,omitempty"`
	loads           loadSet

	*manifestShareStats
}

type manifestShareStats struct {
	// Import is the module that is provided; false when nothing is.
	Import           any      `json:"import"`
	FallbackStrategy string   `json:"fallbackStrategy"` // own
	UsedIn           []string `json:"usedIn"`
	Deps             []string `json:"deps"`
	UsedExports      []string `json:"usedExports"`
	// UsesNamespace (own): UsedExports is not all that may be used.
	UsesNamespace bool `json:"usesNamespace"`
}

// manifestRemote is one module of another container that this build uses.
type manifestRemote struct {
	Container string `json:"federationContainerName"`
	Module    string `json:"moduleName"`
	Alias     string `json:"alias"`
	Entry     string `json:"entry"`
	Type      string `json:"type"` // own: how it is loaded

	*manifestRemoteStats
}

type manifestRemoteStats struct {
	Consumer string   `json:"consumingFederationContainerName"`
	UsedIn   []string `json:"usedIn"`
	// Entries (own) are all places that are tried, in order.
	Entries []string `json:"entries"`
}

// manifestExpose is one public module.
type manifestExpose struct {
	ID     string         `json:"id"`
	Name   string         `json:"name"`
	Path   string         `json:"path"`
	Assets manifestAssets `json:"assets"`
	loads  loadSet

	*manifestExposeStats
}

type manifestExposeStats struct {
	File     string   `json:"file"`
	Requires []string `json:"requires"`
}
