// One program of differential/ in a worker thread: runs a built file as Node or as a small stand-in for a page, and
// posts {result, log, error} as texts and lists that can be compared.
//
// The stand-in page has script and link tags that load from the folder of the file, and nothing else of a browser.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const util = require('node:util');
const vm = require('node:vm');
const { pathToFileURL } = require('node:url');
const { parentPort, workerData } = require('node:worker_threads');

const { file, env, scripts } = workerData;
const dist = path.dirname(file);

/** A value as text that says what programs can tell apart, and no more: no identity, no function bodies. */
function show(value, depth = 0, seen = []) {
  switch (typeof value) {
    case 'string': return JSON.stringify(clean(value));
    case 'symbol': case 'number': case 'boolean': case 'undefined': return String(value);
    case 'bigint': return `${value}n`;
    case 'function': return 'function';
  }
  if (value === null) return 'null';
  if (seen.includes(value)) return 'circular';
  if (depth > 8) return '...';
  if (value instanceof Error || Object.prototype.toString.call(value) === '[object Error]') return `${value.name}: ${clean(value.message)}`;
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return `bytes ${Buffer.from(value).toString('hex')}`;
  if (value instanceof URL) return `URL ${clean(value.href)}`;
  const below = [...seen, value];
  if (Array.isArray(value)) return `[${value.map((v) => show(v, depth + 1, below)).join(', ')}]`;
  const tag = value[Symbol.toStringTag];
  const rows = Object.keys(value).sort().map((key) => {
    let text;
    try { text = show(value[key], depth + 1, below); } catch (e) { text = `throws ${show(e)}`; }
    return `${key}: ${text}`;
  });
  return `${typeof tag === 'string' ? `${tag} ` : ''}{${rows.join(', ')}}`;
}

/** Places and hashed names differ between builds and mean nothing. */
function clean(text) {
  return text.replaceAll(pathToFileURL(dist).href, 'file://DIST').replaceAll(dist, 'DIST').replaceAll(/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/g, 'HASH');
}

const log = [];
for (const name of ['log', 'warn', 'error', 'info']) console[name] = (...args) => void log.push(args.map((a) => (typeof a === 'string' ? clean(a) : show(a))).join(' '));
let error;
const fail = (e) => { error ??= show(e); };
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

function page() {
  const origin = 'http://page.test/';
  const tags = [];
  class Element {
    constructor(tagName) { this.tagName = tagName.toUpperCase(); this.attributes = {}; this.dataset = {}; this.style = {}; }
    setAttribute(name, value) { this.attributes[name] = String(value); if (['src', 'href', 'rel', 'type'].includes(name)) this[name] = value; }
    getAttribute(name) { return this.attributes[name] ?? (name in this ? this[name] : null); }
    get src() { return this.address ?? ''; }
    set src(url) { this.address = new URL(url, origin).href; }
    remove() { if (tags.includes(this)) tags.splice(tags.indexOf(this), 1); }
    appendChild(tag) {
      tags.push(tag);
      tag.parentNode = this;
      const url = tag.src || (tag.href && new URL(tag.href, origin).href);
      if (!url) return tag;
      setImmediate(() => {
        const target = path.join(dist, decodeURIComponent(new URL(url).pathname));
        if (!url.startsWith(origin) || !fs.existsSync(target)) return tag.onerror?.({ type: 'error', target: tag });
        if (tag.tagName === 'SCRIPT') script(target, tag);
        tag.onload?.({ type: 'load', target: tag });
      });
      return tag;
    }
    removeChild(tag) { tag.remove(); }
  }
  const document = {
    currentScript: null, baseURI: origin, head: new Element('head'), body: new Element('body'), documentElement: new Element('html'),
    createElement: (name) => new Element(name), getElementsByTagName: (name) => tags.filter((t) => t.tagName === name.toUpperCase()),
    querySelector: () => null, querySelectorAll: () => [], addEventListener() {}, tags,
  };
  Object.assign(globalThis, { document, self: globalThis, window: globalThis, location: { href: origin, origin: 'http://page.test', pathname: '/', protocol: 'http:', toString: () => origin } });
  for (const name of ['require', 'module', 'exports', 'process']) if (name !== 'process') delete globalThis[name];
  function script(target, tag) {
    document.currentScript = tag;
    try { vm.runInThisContext(fs.readFileSync(target, 'utf8'), { filename: target }); } catch (e) { fail(e); }
    document.currentScript = null;
  }
  return (target) => script(target, Object.assign(new Element('script'), { src: path.basename(target) }));
}

(async () => {
  const turn = () => new Promise((ok) => setTimeout(ok, 0));
  try {
    if (env === 'web') scripts.map((name) => path.join(dist, `${name}.js`)).forEach(page());
    else if (file.endsWith('.mjs')) await import(pathToFileURL(file));
    else require(file);
    for (let i = 0; i < 4; i++) await turn();
    // An entry that awaits sets its result later.
    for (let i = 0; i < 60 && !('__result' in globalThis) && error === undefined; i++) await new Promise((ok) => setTimeout(ok, 5));
    const late = new Promise((_, no) => setTimeout(() => no(new Error('the program did not end')), 30_000).unref());
    globalThis.__result = await Promise.race([globalThis.__result, late]);
    await turn();
  } catch (e) { fail(e); }
  parentPort.postMessage({ result: show(globalThis.__result), log, ...(error === undefined ? {} : { error }) });
  process.exit(0);
})();
