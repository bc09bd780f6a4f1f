// Types of "mfbundle/runtime". Written by `mfbundle types`.
declare module "mfbundle/runtime" {
  export interface Remote {
    name: string;
    /** Another name to ask by. */
    alias?: string;
    /** URL of remoteEntry.js or, ending in .json, of a manifest. */
    entry: string;
    /** "global" (a script, the default), "module" or "system". */
    type?: string;
    /** The global that the script sets; the name by default. */
    entryGlobalName?: string;
    shareScope?: string | string[];
  }

  export interface ShareConfig {
    singleton?: boolean;
    eager?: boolean;
    strictVersion?: boolean;
    requiredVersion?: string | false;
  }

  export interface Share {
    version?: string;
    scope?: string | string[];
    shareConfig?: ShareConfig;
    /** Gives the package at once. */
    lib?: () => unknown;
    /** Gives a function that gives the package, now or later. */
    get?: () => (() => unknown) | Promise<() => unknown>;
  }

  export interface RuntimePlugin {
    name: string;
    version?: string;
    apply?(instance: Instance): Omit<RuntimePlugin, "name"> | void;
    /** The hooks; docs/federation.md lists them with their arguments. */
    [hook: string]: unknown;
  }

  export interface LoadRemoteOptions {
    /** false: the result is a function that gives the module. */
    loadFactory?: boolean;
    from?: "build" | "runtime";
  }

  export interface PreloadOptions {
    nameOrAlias: string;
    exposes?: string[];
    /** "all" also fetches what the exposes load later. */
    resourceCategory?: "sync" | "all";
  }

  export interface LoadShareOptions {
    customShareInfo?: { scope?: string | string[]; shareConfig?: ShareConfig };
    resolver?: (shares: Share[]) => Share | undefined;
  }

  export interface Options {
    name?: string;
    remotes?: Remote[];
    shared?: Record<string, Share | Share[]>;
    plugins?: RuntimePlugin[];
  }

  export interface Instance {
    readonly name: string;
    readonly options: { name: string; remotes: Remote[]; plugins: RuntimePlugin[]; shared: Record<string, Share[]> };
    readonly shareScopeMap: Record<string, Record<string, Record<string, unknown>>>;
    loadRemote: typeof loadRemote;
    loadShare: typeof loadShare;
    loadShareSync: typeof loadShareSync;
    registerRemotes: typeof registerRemotes;
    registerPlugins: typeof registerPlugins;
    registerShared: typeof registerShared;
    preloadRemote: typeof preloadRemote;
    unloadRemote: typeof unloadRemote;
  }

  export function init(options?: Options): Instance;
  export function getInstance(): Instance;
  /** Always throws: there is one instance in each file that boots. */
  export function createInstance(options?: Options): never;
  export function loadRemote<T = any>(id: string, options?: LoadRemoteOptions): Promise<T>;
  export function loadShare<T = any>(key: string, options: LoadShareOptions & { customShareInfo: object }): Promise<false | (() => T)>;
  export function loadShare<T = any>(key: string, options?: LoadShareOptions): Promise<() => T>;
  export function loadShareSync<T = any>(key: string, options?: LoadShareOptions): () => T;
  export function registerRemotes(remotes: Remote[], options?: { force?: boolean }): void;
  export function registerPlugins(plugins: RuntimePlugin[]): void;
  export function registerShared(shared: Record<string, Share | Share[]>): void;
  export function preloadRemote(list: PreloadOptions[]): Promise<void>;
  export function unloadRemote(nameOrAlias: string): void;
}
