// hooked_shares.js: shares with hooks around each choice.
//
// Installs: choose, use, register and R.I in place of those of consumes and share_scope; offerShare(scope, key, share)
// Needs:    core, hooks, share_scope, consumes
// Data:     ps and cs, as there
var chooseCopy = choose;
var useCopy = use;
var registerCopy = register;
var offerScope = R.I;
var choosing; // what is being chosen, while chooseCopy runs

// Fields that Module Federation 2 keeps in each share.
var recordOf = strategy => ({ deps: [], useIn: [], loading: null, strategy });
var shareInfoOf = id => {
	var [scope, key, range, flags] = data.cs[id];
	var { get, version } = (instance.options.shared[key] || [])[0] || {};
	var chunkId = Object.keys(data.cc).find(chunk => data.cc[chunk].some(module => module == id));
	return {
		pkgName: key,
		loadContext: chunkId === undefined ? { trigger: "runtime" } : { trigger: "build", moduleId: id, chunkId: chunkId == +chunkId ? +chunkId : chunkId },
		shareInfo: {
			...recordOf(instance.options.shareStrategy),
			...(get && { get, version }),
			scope: [].concat(scope),
			shareKey: key,
			from: data.n,
			shareConfig: { requiredVersion: range || false, eager: !!(flags & 1), singleton: !!(flags & 2), strictVersion: !!(flags & 4) }
		}
	};
};
use = entry => {
	if (choosing) {
		var scope = choosing.shareInfo.scope[0];
		var args = emit.resolveShare({
			shareScopeMap: R.S,
			scope,
			pkgName: choosing.pkgName,
			version: entry.version,
			shareInfo: choosing.shareInfo,
			loadContext: choosing.loadContext,
			GlobalFederation: (typeof self == "object" ? self : globalThis).__FEDERATION__,
			resolver: () => ({ shared: entry, useTreesShaking: false })
		});
		entry = args.resolver();
		entry = (entry && entry.shared) || entry;
		// A plugin may also give the package itself.
		if (!entry.get && !entry.lib) entry = { lib: (copy => () => copy)(entry) };
		choosing.selectedShared = entry;
		entry.useIn = entry.useIn || [];
		if (!entry.useIn.includes(data.n)) entry.useIn.push(data.n);
	}
	return useCopy(entry);
};
// now: the caller cannot wait, so beforeLoadShare, which may take its time, is not asked.
choose = (id, now) => {
	var about = { ...shareInfoOf(id), shared: instance.options.shared, origin: instance };
	var rest = { shareScopeMap: R.S, lifecycle: now ? "loadShareSync" : "loadShare" };
	var pick = () => {
		choosing = about;
		try {
			return chooseCopy(id);
		} finally {
			choosing = undefined;
		}
	};
	var done = factory => {
		emit.afterLoadShare({ ...about, ...rest });
		return factory;
	};
	var failed = error => {
		emit.errorLoadShare({ ...about, ...rest, error });
		throw error;
	};
	if (now) {
		try {
			var factory = pick();
		} catch (error) {
			failed(error);
		}
		return factory.then ? factory : done(factory);
	}
	return emit.beforeLoadShare(about).then(args => (Object.assign(about, args), pick())).then(done, failed);
};

register = (scope, key, version, ...rest) => {
	var previousShared = (R.S[scope][key] || {})[version];
	registerCopy(scope, key, version, ...rest);
	var shared = R.S[scope][key][version];
	// Only with the strategy loaded-first is the entry of one build left alone by all others.
	if (shared != previousShared) Object.assign(shared, { ...recordOf("version-first"), ...shared });
	if (shared.from == data.n) emit.beforeRegisterShare({ origin: instance, pkgName: key, shared });
	emit.afterRegisterShare({ pkgName: key, scope, shared, previousShared, registeredShared: shared, trigger: rest[0] ? "build" : "runtime", shareScopeMap: R.S, origin: instance });
};

// Shares that come at run time wait for the scope to be initialised: a container gets its scope from the host.
var offers = {};
var offerShare = (scope, key, share) => {
	if (!offered[scope]) return (offers[scope] = offers[scope] || []).push([key, share]);
	var { version = "0", lib, get, shareConfig: { eager, singleton, strictVersion, requiredVersion } = {} } = share;
	var before = (R.S[scope][key] || {})[version];
	register(scope, key, version, 0, 0, (eager ? 1 : 0) | (singleton ? 2 : 0) | (strictVersion ? 4 : 0), requiredVersion === undefined ? "^" + version : requiredVersion);
	var entry = R.S[scope][key][version];
	if (entry != before) Object.assign(entry, { get: get || (() => lib) }, lib && { lib, loaded: 1 });
};
R.I = (scope, initScope, options) => {
	if (Array.isArray(scope)) return Promise.all(scope.map(name => R.I(name, initScope)));
	// A scope that is there before anything is offered was made by a host.
	if (R.S[scope] && !offered[scope]) {
		emit.initContainerShareScopeMap({ shareScope: R.S[scope], scopeName: scope, options: instance.options, origin: instance });
	}
	var result = offerScope(scope, initScope, options);
	(offers[scope] || []).splice(0).forEach(([key, share]) => offerShare(scope, key, share));
	return result;
};
Object.keys(data.ps).forEach(scope =>
	data.ps[scope].forEach(([key, version, ids, chunks, flags, requiredVersion]) =>
		(instance.options.shared[key] = instance.options.shared[key] || []).push({
			...recordOf(instance.options.shareStrategy),
			version,
			scope: [scope],
			from: data.n,
			get: () => load(ids, chunks),
			shareConfig: { requiredVersion: requiredVersion || false, eager: !!(flags & 1), singleton: !!(flags & 2), strictVersion: !!(flags & 4) }
		})
	)
);
