// run_entry.js: runs a minified remoteEntry.js as a page would and uses it as a host would.
// Called by TestMinifiedEntryRuns with the path of the file. Exits with 1 on failure.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const vm = require("node:vm");
const { page } = require("../js/harness.js");

const chunks = {
	"https://cdn.test/mf/react.1f3a8c9d.js": ["react", { "./node_modules/react/index.js": m => (m.exports = { name: "react of checkout" }) }],
	"https://cdn.test/mf/lodash.0b1d9e4f.js": ["lodash", { "./node_modules/lodash/lodash.js": m => (m.exports = "lodash of checkout") }],
	"https://cdn.test/mf/Button.c0ffee12.js": ["Button", {
		"./src/Button.js"(module, exports, require) {
			require.r(exports);
			require.d(exports, { default: () => "Button with " + require("consume default react").name + " and " + require("consume default lodash") });
		}
	}]
};
const world = page(url => {
	const [id, modules] = chunks[url];
	return w => (w.webpackChunkcheckout = w.webpackChunkcheckout || []).push([[id], modules]);
}, { console, setTimeout, clearTimeout });
world.document.currentScript = { tagName: "SCRIPT", src: "https://cdn.test/mf/remoteEntry.js?t=1" };
vm.runInContext(fs.readFileSync(process.argv[2], "utf-8"), vm.createContext(world));
world.document.currentScript = null;

(async () => {
	const { checkout } = world;
	assert.deepEqual(Object.keys(checkout), ["get", "init"]);
	const scope = { react: { "18.9.0": { get: async () => () => ({ name: "react of the host" }), from: "host", eager: false } } };
	await checkout.init(scope);
	assert.deepEqual(Object.keys(scope).sort(), ["lodash", "react", "react-dom"]);
	const Button = (await checkout.get("./Button"))();
	assert.equal(Button.default, "Button with react of the host and lodash of checkout");
	assert.deepEqual(world.requests.sort(), Object.keys(chunks).filter(url => !url.includes("react")).sort());
	await assert.rejects(checkout.get("./None"), /\[container-expose-missing\] Module ".\/None" does not exist in container\./);
	assert.throws(() => checkout.init({}), /different share scope/);
})().catch(error => {
	console.error(error);
	process.exit(1);
});
