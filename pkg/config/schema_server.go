package config

var stringMap = mapOf("a name", text("").scalars())

// proxyFields are the options of http-proxy-middleware that most configurations
// have.
var proxyFields = []field{
	{key: "context", shape: oneOrMore(tested("a path", notEmpty)), doc: "Starts of paths, or globs, that are passed on."},
	{key: "target", shape: tested("a URL", testURL), required: true, doc: "Server that answers."},
	{key: "pathRewrite", shape: mapOf("a regular expression", text("")), doc: "Parts of the path to replace, in order."},
	{key: "changeOrigin", shape: toggle, def: "false", doc: "Ask by the name of the target."},
	{key: "secure", shape: toggle, def: "true", doc: "Refuse a bad certificate of the target."},
	{key: "ws", shape: toggle, def: "true", doc: "Pass web sockets on."},
	{key: "headers", shape: stringMap, doc: "Headers to add."},
}

// serverFields are the keys of the development server.
var serverFields = []field{
	{key: "port", shape: count(0), def: "8080", doc: "Port to listen on; the next free one when it is taken, any free one for 0. The first build of a run decides."},
	{key: "host", shape: tested("an address", notEmpty), def: "127.0.0.1", doc: "Address to listen on; 0.0.0.0 lets the network in."},
	{key: "open", shape: either(toggle, tested("a path or URL", notEmpty)), def: "false", doc: "Open a browser, at a path."},
	{key: "https", shape: either(toggle, object(
		field{key: "cert", shape: path, required: true, doc: "Certificate, as a PEM file."},
		field{key: "key", shape: path, required: true, doc: "Its key, as a PEM file."},
	)), own: true, def: "false", doc: "Serve over TLS: true makes a certificate for this run, which browsers warn of."},
	{key: "headers", shape: stringMap, doc: "Headers of every answer."},
	{key: "proxy", shape: either(listOf(object(proxyFields...)), mapOf("the start of a path", either(tested("a URL", testURL), object(proxyFields...)))), doc: "Requests that other servers answer."},
	{key: "historyApiFallback", shape: either(toggle, object(
		field{key: "index", shape: tested("a path", notEmpty), def: "/index.html", doc: "Page that answers."},
		field{key: "disableDotRule", shape: toggle, def: "false", doc: "Answer paths with a dot in their last part too."},
	)), def: "true", doc: "Answer pages that do not exist with index.html."},
	{key: "static", shape: either(toggle, path, listOf(either(path, object(staticFields...))), object(staticFields...)), def: "false", doc: "Further folders to serve; true is public."},
	{key: "allowedHosts", shape: either(oneOf("all", "auto"), listOf(tested("a name", notEmpty))), def: "all", doc: "Names that the server answers to: auto is localhost and addresses; a name that starts with a dot stands for all below it."},
	{key: "cors", shape: toggle, own: true, def: "true", doc: "Let other origins in."},
	{key: "hmr", later: true, own: true, same: []string{"false"}, doc: "Replace modules in running pages."},
	{key: "liveReload", shape: toggle, def: "true", doc: "Load pages again after a build."},
}

var staticFields = []field{
	{key: "directory", shape: path, def: "public", doc: "Folder."},
	{key: "publicPath", shape: tested("a path", notEmpty), def: "/", doc: "Path that the folder is served below."},
}
