// A runtime plugin of pages that a watch serves: tells it of remotes that they register while they run, whose types it then
// loads. It is made with the name of the container and the names of remotes that the build knows already.
export default ({ app, known }) => ({
	name: "mfbundle-type-hints",
	registerRemote(args) {
		const { name, alias = name, entry } = args.remote;
		if (entry && !known.includes(alias) && !known.includes(name) && document.querySelector('script[src="/__mfbundle/client.js"]')) {
			const body = JSON.stringify({ app, name, alias, entry: new URL(entry, location.href).href });
			fetch("/__mfbundle/remote", { method: "POST", headers: { "content-type": "application/json" }, body, keepalive: true }).catch(() => {});
		}
		return args;
	}
});
