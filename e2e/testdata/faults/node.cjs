// Runs one scenario in Node: node node.cjs main.js mendURL part…
const [, , main, mend, ...parts] = process.argv;
const unhandled = [];
process.on('unhandledRejection', (e) => unhandled.push(String(e?.stack ?? e)));
process.on('uncaughtException', (e) => unhandled.push(String(e?.stack ?? e)));
require(main);
globalThis.__scenario(parts, () => fetch(mend)).then((result) => { console.log(JSON.stringify({ ...result, unhandled })); process.exit(0); });
