// Runs one bundle and prints globalThis.__result as JSON: node run-bundle.cjs node|web file.js
const fs = require('node:fs');
const vm = require('node:vm');

const [, , target, file] = process.argv;
const plain = (_, v) => {
  if (v === undefined) return '[undefined]';
  if (typeof v === 'function' || typeof v === 'symbol') return `[${typeof v}]`;
  return typeof v === 'bigint' ? `${v}n` : v;
};
// The JSON goes to a channel of its own: what the bundle logs is not part of the result.
const finish = (code, value) => { fs.writeSync(1, `\n${JSON.stringify(value, plain)}\n`); process.exit(code); };
const fail = (error) => finish(0, { threw: String(error?.stack ?? error).split('\n').slice(0, 8).map((l) => l.slice(0, 240)).join('\n') });
console.log = console.info = console.debug = console.error;
process.on('uncaughtException', fail);

// Just enough of a document for libraries that look for <style> elements and add some.
function fakeDocument() {
  const node = () => ({ nodes: [], attributes: {}, setAttribute(k, v) { this.attributes[k] = v; }, getAttribute(k) { return this.attributes[k] ?? null; }, appendChild(n) { this.nodes.push(n); return n; }, insertBefore(n) { this.nodes.push(n); return n; }, removeChild() {} });
  return { ...node(), head: node(), createElement: node, createTextNode: node, querySelector: () => null, querySelectorAll: () => [] };
}

if (target === 'web') {
  globalThis.self = globalThis;
  if (process.env.E2E_DOCUMENT) {
    globalThis.document = fakeDocument();
    globalThis.HTMLElement = class {};
  }
  vm.runInThisContext(fs.readFileSync(file, 'utf8'), { filename: file });
} else {
  require(file);
}
setTimeout(() => fail(new Error('no result within 20 s')), 20_000);
(async () => {
  // An entry may finish asynchronously: wait for the result to appear.
  while (globalThis.__result === undefined) await new Promise((ok) => setTimeout(ok, 2));
  return globalThis.__result;
})().then((value) => finish(0, value), fail);
