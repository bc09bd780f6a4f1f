// The federation runtime in Chromium: under a content security policy, with hashes, with style sheets of exposes, with
// the real retry plugin, and with remotes that only run time knows.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';

const reason = withMfbundle ? skipOrFail(missing({ chromium: true })) : 'E2E_ONLY leaves mfbundle out';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

function write(dir, files) {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
}

/** A folder on a loopback port. `fails(path)` answers 503, `hold(path)` is waited for; `headers` go with every answer. */
async function serve(root) {
  const site = { root, headers: {}, fails: () => false, hold: () => {}, paths: [], change: (_, body) => body };
  const server = http.createServer(async (q, s) => {
    const name = new URL(q.url, 'http://x').pathname.replace(/\/$/, '/index.html');
    site.paths.push(name);
    await site.hold(name);
    if (name === '/favicon.ico') return s.writeHead(204).end();
    const file = path.join(site.root, name);
    const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-store', ...site.headers };
    if (site.fails(name) || !fs.existsSync(file)) return s.writeHead(503, headers).end();
    s.writeHead(200, { ...headers, 'content-type': TYPES[path.extname(file)] ?? 'text/plain' }).end(site.change(name, fs.readFileSync(file, 'utf8')));
  });
  await new Promise((ok) => server.listen(0, '127.0.0.1', ok));
  site.origin = `http://127.0.0.1:${server.address().port}`;
  site.stop = () => { server.closeAllConnections(); return new Promise((ok) => server.close(ok)); };
  return site;
}

describe('the federation runtime in a browser', { skip: reason, timeout: 240_000 }, () => {
  let browser, remote, host;
  const dir = tempDir('federation-runtime');

  async function makeRemote(name, more = '', federation = '') {
    write(path.join(dir, name), {
      'federation.yaml': `name: ${name}\nmode: production\nentry: {}\n${more}\nfederation:\n  name: ${name}\n  filename: remoteEntry.js\n  exposes: {./Box: ./src/Box.js, ./late: ./src/late.js}\n${federation}`,
      'src/Box.js': 'import "./box.css";\nexport const color = () => getComputedStyle(document.querySelector("#box")).color;\nexport const lazy = () => import("./deep.js").then((m) => m.deep);\n',
      'src/deep.js': 'export const deep = "deep";\n',
      'src/box.css': '#box { color: rgb(1, 2, 3) }\n',
      'src/late.js': 'export const late = await new Promise((ok) => setTimeout(ok, 20, "late"));\n',
    });
    await build(path.join(dir, name), { outDir: path.join(dir, 'out', name) });
  }
  async function makeHost(name, yaml, index, files = {}) {
    write(path.join(dir, name), {
      'federation.yaml': `name: ${name}\nmode: production\nentry: ./src/index.js\nhtml: {template: ./page.html}\n${yaml}`,
      'page.html': '<!doctype html><html><head></head><body><div id="box"></div><div id="out"></div></body></html>',
      'src/index.js': index,
      ...files,
    });
    await build(path.join(dir, name), { outDir: path.join(dir, 'out', name) });
  }
  const show = 'const show = (text) => (document.querySelector("#out").textContent = text);\n';

  async function open(name, policy) {
    host.root = path.join(dir, 'out', name);
    host.headers = policy ? { 'content-security-policy': policy } : {};
    const tab = await openPage(browser);
    await tab.page.goto(`${host.origin}/`, { waitUntil: 'load' });
    return tab;
  }
  async function says(tab, want) {
    await tab.page.waitForFunction(() => document.querySelector('#out').textContent !== '').catch(() => {});
    assert.equal(await tab.page.$eval('#out', (e) => e.textContent), want, tab.problems.join('\n'));
  }

  before(async () => {
    browser = await launch();
    [remote, host] = await Promise.all([serve(path.join(dir, 'out')), serve(dir)]);
    await makeRemote('cart', 'output: {integrity: true}');
    await makeRemote('news', 'output: {module: true, integrity: true}');
  });
  after(async () => {
    await browser?.close();
    await Promise.all([remote?.stop(), host?.stop()]);
  });

  const policy = () => `default-src 'self'; script-src 'self' ${remote.origin}; style-src 'self' ${remote.origin}; connect-src 'self' ${remote.origin}`;

  test('manifest remotes with hashes run under a strict policy; the style sheet applies before the module runs', async () => {
    await makeHost('shop', `output: {integrity: true}\nfederation:\n  name: shop\n  remotes:\n    cart: ${remote.origin}/cart/mf-manifest.json\n    news: ${remote.origin}/news/mf-manifest.json\n`,
      `${show}import { late } from "cart/late";\nimport { late as later } from "news/late";\nimport { color, lazy } from "cart/Box";\nimport("news/Box").then(async (news) => show([late, later, color(), await lazy(), news.color(), await news.lazy()].join()));\n`);
    const tab = await open('shop', policy());
    await says(tab, 'late,late,rgb(1, 2, 3),deep,rgb(1, 2, 3),deep');
    assert.deepEqual(tab.problems, []);
    const page = fs.readFileSync(path.join(dir, 'out/shop/index.html'), 'utf8');
    assert.match(page, /<script [^>]*integrity="sha384-[\w+/]{64}" crossorigin="anonymous"/);
    const manifest = JSON.parse(fs.readFileSync(path.join(dir, 'out/cart/mf-manifest.json'), 'utf8'));
    assert.match(manifest.integrity['remoteEntry.js'], /^sha384-/);
    await tab.close();
  });

  test('a container whose address only the page knows is where its manifest says', async () => {
    await makeRemote('moved', '', '  getPublicPath: {global: CDN_URL, path: moved/}\n');
    fs.mkdirSync(path.join(dir, 'out/list'), { recursive: true });
    fs.renameSync(path.join(dir, 'out/moved/mf-manifest.json'), path.join(dir, 'out/list/mf-manifest.json'));
    await makeHost('roaming', `federation:\n  name: roaming\n  remotes:\n    moved: ${remote.origin}/list/mf-manifest.json\n`,
      `${show}window.CDN_URL = "${remote.origin}/";\nimport("moved/Box").then(async (box) => show([box.color(), await box.lazy()].join()), (e) => show(e.message));\n`);
    const tab = await open('roaming', policy());
    await says(tab, 'rgb(1, 2, 3),deep');
    assert.deepEqual(tab.problems, []);
    await tab.close();
  });

  test('exposes as a list, as "." and as several modules', async () => {
    write(path.join(dir, 'forms'), {
      'federation.yaml': `name: forms\nmode: production\nentry: {}\nplugins:\n  - ModuleFederationPlugin: {name: listed, filename: listed.js, exposes: [./src/a.js, {./src/b.js: {import: [./src/a.js, ./src/b.js], name: bee}}]}\n  - ModuleFederationPlugin: {name: dotted, filename: dotted.js, exposes: {.: ./src/b.js}}\n`,
      'src/a.js': 'globalThis.order = [...(globalThis.order ?? []), "a"];\nexport const a = "a";\n',
      'src/b.js': 'globalThis.order = [...(globalThis.order ?? []), "b"];\nexport const b = "b";\n',
    });
    await build(path.join(dir, 'forms'), { outDir: path.join(dir, 'out/forms') });
    await makeHost('asks', `federation:\n  name: asks\n  remotes:\n    listed: listed@${remote.origin}/forms/listed.js\n    dotted: dotted@${remote.origin}/forms/dotted.js\n`,
      `${show}import { b } from "listed/src/b.js";\nimport { a } from "listed/src/a.js";\nimport * as whole from "dotted";\nshow([a, b, whole.b, globalThis.order.join("")].join());\n`);
    const tab = await open('asks');
    await says(tab, 'a,b,b,abb');
    assert.ok(remote.paths.includes('/forms/bee.js'), remote.paths.join());
    assert.deepEqual(tab.problems, []);
    await tab.close();
  });

  test('a style sheet that comes late holds up its module, whether the container is a script or an ES module', async () => {
    await makeHost('patient', `federation:\n  name: patient\n  remotes:\n    cart: ${remote.origin}/cart/mf-manifest.json\n    news: ${remote.origin}/news/mf-manifest.json\n`,
      'window.got = [];\nwindow.asked = Promise.all(["cart", "news"].map((name) => (name == "cart" ? import("cart/Box") : import("news/Box")).then((m) => got.push(name + m.color()))));\nwindow.others = Promise.all([import("cart/late"), import("news/late")]).then((all) => all.length);\n');
    let release;
    const sheets = new Promise((ok) => { release = ok; });
    remote.hold = (name) => (name.endsWith('.css') ? sheets : undefined);
    remote.paths.length = 0;
    const tab = await openPage(browser);
    host.root = path.join(dir, 'out/patient');
    host.headers = {};
    await tab.page.goto(`${host.origin}/`, { waitUntil: 'domcontentloaded' });
    assert.equal(await tab.page.evaluate(() => others), 2);
    // Not by waitForFunction: while a sheet is on its way there may be no frame.
    await tab.page.evaluate(async (urls) => {
      const asked = (url) => [...document.querySelectorAll('link[rel=stylesheet]')].some((link) => link.href.startsWith(url));
      while (!urls.every(asked)) await new Promise((ok) => setTimeout(ok, 20));
    }, ['cart', 'news'].map((name) => `${remote.origin}/${name}/`));
    assert.deepEqual(await tab.page.evaluate(() => got), []);
    release();
    await tab.page.evaluate(() => asked);
    assert.deepEqual((await tab.page.evaluate(() => got)).sort(), ['cartrgb(1, 2, 3)', 'newsrgb(1, 2, 3)']);
    remote.hold = () => {};
    await tab.close();
  });

  test('a container in a named runtime brings it, for hosts of both runtimes', async () => {
    await makeRemote('named', '', '  runtime: rt\n');
    for (const [name, more] of [['by-builtin', ''], ['by-enhanced', '  implementation: enhanced\n']]) {
      fs.mkdirSync(path.join(dir, name), { recursive: true });
      fs.symlinkSync(path.join(E2E, 'node_modules'), path.join(dir, name, 'node_modules'));
      await makeHost(name, `federation:\n  name: ${name.replace('-', '_')}\n${more}  remotes:\n    named: named@${remote.origin}/named/mf-manifest.json\n`,
        `${show}Promise.all([import("named/Box"), import("named/late")]).then(async ([box, { late }]) => show([box.color(), await box.lazy(), late].join()), (e) => show(e.message));\n`);
    }
    for (const name of ['by-builtin', 'by-enhanced']) {
      remote.paths.length = 0;
      const tab = await open(name);
      await says(tab, 'rgb(1, 2, 3),deep,late');
      assert.equal(remote.paths.filter((p) => p === '/named/rt.js').length, 1, name);
      assert.deepEqual(tab.problems, []);
      await tab.close();
    }
  });

  test('a container in a named runtime brings it in a worker', async () => {
    await makeRemote('hands', 'target: webworker', '  runtime: rt\n');
    write(path.join(dir, 'out/by-hand'), {
      'index.html': '<!doctype html><p id="out"></p><script>new Worker("/worker.js").onmessage = (e) => (out.textContent = e.data)</script>',
      'worker.js': `importScripts("/hands/remoteEntry.js"); hands.get("./late").then((f) => f().late, (e) => e.message).then(postMessage);`,
    });
    // publicPath: auto in a worker is the folder of the worker.
    fs.cpSync(path.join(dir, 'out/hands'), path.join(dir, 'out/by-hand'), { recursive: true });
    fs.cpSync(path.join(dir, 'out/hands'), path.join(dir, 'out/by-hand/hands'), { recursive: true });
    const tab = await open('by-hand');
    await says(tab, 'late');
    assert.deepEqual(tab.problems, []);
    await tab.close();
  });

  test('a container in a named runtime gets externals by its wrapper', async () => {
    const externals = 'externals: {sizes: sizes}\nexternalsType: umd';
    for (const type of ['umd', 'amd']) {
      write(path.join(dir, `wrapped-${type}`), {
        'federation.yaml': `name: wrapped_${type}\nmode: production\nentry: {}\n${externals.replace('umd', type)}\nfederation:\n  name: wrapped_${type}\n  filename: remoteEntry.js\n  runtime: rt\n  library: {type: ${type}, name: wrapped_${type}}\n  exposes: {./size: ./size.js}\n`,
        'size.js': 'import { size } from "sizes";\nexport { size };\n',
      });
      await build(path.join(dir, `wrapped-${type}`), { outDir: path.join(dir, 'out/wrapped', type) });
    }
    write(path.join(dir, 'out/wrapped'), {
      'index.html': `<!doctype html><p id="out"></p><script>sizes = { size: "XL" };</script><script src="umd/remoteEntry.js"></script>
<script>modules = {}; define = Object.assign((name, ids, make) => { setTimeout(() => (modules[name] = make({ size: "M" })), 50); }, { amd: {} });</script><script src="amd/remoteEntry.js"></script>
<script>onload = async () => {
  while (!modules.wrapped_amd) await new Promise((ok) => setTimeout(ok, 10));
  const sizes = [];
  for (const container of [wrapped_umd, modules.wrapped_amd]) sizes.push((await container.get("./size"))().size);
  out.textContent = sizes;
}</script>`,
    });
    const tab = await open('wrapped');
    await says(tab, 'XL,M');
    assert.deepEqual(tab.problems, []);
    await tab.close();
  });

  for (const [what, name] of [['the container', /^\/(cart|news)\/remoteEntry\.js$/], ['a chunk of an expose', /^\/(cart|news)\/.*Box.*js$/]]) {
    test(`a changed file is refused: ${what}; unchanged it loads`, async () => {
      await makeHost('guard', `federation:\n  name: guard\n  remotes:\n    cart: ${remote.origin}/cart/mf-manifest.json\n    news: ${remote.origin}/news/mf-manifest.json\n`,
        'window.go = async (which) => { try { return typeof (await (which == "cart" ? import("cart/Box") : import("news/Box"))).color } catch (e) { return e.code } };\ndocument.querySelector("#out").textContent = "ready";\n');
      for (const which of ['cart', 'news']) {
        remote.change = (file, body) => (name.test(file) ? `${body}\n;window.tampered = 1;` : body);
        const tab = await open('guard');
        await says(tab, 'ready');
        assert.equal(await tab.page.evaluate((w) => go(w), which), 'remote-load-failed', which);
        assert.equal(await tab.page.evaluate(() => window.tampered), undefined, which);
        remote.change = (_, body) => body;
        // ES modules that failed stay failed in a page; scripts are asked for again.
        if (which === 'cart') assert.equal(await tab.page.evaluate((w) => go(w), which), 'function', which);
        await tab.close();
      }
    });
  }

  test('a changed chunk of a share is refused; unchanged it loads', async () => {
    const kit = (version) => ({ 'package.json': '{"name": "app", "dependencies": {"kit": "^1.0.0"}}', 'node_modules/kit/package.json': `{"name": "kit", "version": "${version}"}`, 'node_modules/kit/index.js': `exports.version = "${version}";\n` });
    write(path.join(dir, 'seller'), { ...kit('1.2.0'), 'src/kit.js': 'export { version } from "kit";\n' });
    write(path.join(dir, 'seller'), { 'federation.yaml': 'name: seller\nmode: production\nentry: {}\noutput: {integrity: true, chunkFilename: "[name].js"}\noptimization: {chunkIds: named}\nfederation:\n  name: seller\n  filename: remoteEntry.js\n  exposes: {./kit: ./src/kit.js}\n  shared: {kit: {}}\n' });
    await build(path.join(dir, 'seller'), { outDir: path.join(dir, 'out/seller') });
    await makeHost('buyer', `federation:\n  name: buyer\n  remotes:\n    seller: ${remote.origin}/seller/mf-manifest.json\n  shared: {kit: {}}\n`,
      'window.go = async () => { try { const { version } = await import("seller/kit"); return [version, (await import("kit")).version].join(); } catch (e) { return e.code; } };\ndocument.querySelector("#out").textContent = "ready";\n', kit('1.1.0'));
    const manifest = JSON.parse(fs.readFileSync(path.join(dir, 'out/seller/mf-manifest.json'), 'utf8'));
    const [chunk] = manifest.shared[0].assets.js.sync;
    assert.match(manifest.integrity[chunk], /^sha384-/);
    const tab = await open('buyer');
    await says(tab, 'ready');
    remote.change = (file, body) => (file === `/seller/${chunk}` ? `${body}\n;window.tampered = 1;` : body);
    assert.equal(await tab.page.evaluate(() => go()), 'chunk-load-failed');
    assert.equal(await tab.page.evaluate(() => window.tampered), undefined);
    remote.change = (_, body) => body;
    assert.equal(await tab.page.evaluate(() => go()), '1.2.0,1.2.0');
    await tab.close();
  });

  test('the nonce of the page is that of all scripts and style sheets', async () => {
    await makeHost('nonce', `federation:\n  name: nonce\n  remotes: {cart: cart@${remote.origin}/cart/remoteEntry.js}\n`,
      `${show}import("cart/Box").then(async (m) => show(m.color() + " " + (await m.lazy())));\n`);
    const page = path.join(dir, 'out/nonce/index.html');
    fs.writeFileSync(page, fs.readFileSync(page, 'utf8').replaceAll('<script ', '<script nonce="abc" '));
    const tab = await open('nonce', "script-src 'nonce-abc'; style-src 'nonce-abc'");
    await says(tab, 'rgb(1, 2, 3) deep');
    assert.deepEqual(tab.problems, []);
    await tab.close();
  });

  test('@module-federation/retry-plugin tries scripts and manifests again', async () => {
    const plugin = path.join(E2E, 'node_modules/@module-federation/retry-plugin');
    await makeHost('retry', `resolve: {modules: [${path.join(E2E, 'node_modules')}, node_modules]}\nfederation:\n  name: retry\n  remotes:\n    cart: cart@${remote.origin}/cart/remoteEntry.js\n    told: ${remote.origin}/news/mf-manifest.json\n  runtimePlugins: [[./src/retry.js, {times: 3}]]\n`,
      `${show}Promise.all([import("cart/Box"), import("told/late")]).then(([box, told]) => show(typeof box.color + " " + told.late), (e) => show(e.message));\n`,
      { 'src/retry.js': 'import { RetryPlugin } from "@module-federation/retry-plugin";\nexport default ({ times }) => RetryPlugin({ fetch: { retryTimes: times, retryDelay: 1 }, script: { retryTimes: times, retryDelay: 1 } });\n' });
    assert.ok(fs.existsSync(plugin));
    const left = { '/cart/remoteEntry.js': 2, '/news/mf-manifest.json': 2 };
    remote.fails = (file) => left[file] > 0 && left[file]-- > 0;
    remote.paths.length = 0;
    const tab = await open('retry');
    await says(tab, 'function late');
    remote.fails = () => false;
    for (const file of Object.keys(left)) assert.equal(remote.paths.filter((p) => p === file).length, 3, file);
    await tab.close();
  });

  test('remotes that only run time knows: registered, preloaded, loaded, unloaded', async () => {
    await makeHost('late', '',
      `import { registerRemotes, preloadRemote, loadRemote, unloadRemote } from "mfbundle/runtime";\n${show}
registerRemotes([{ name: "cart", entry: "${remote.origin}/cart/mf-manifest.json" }, { name: "esm", alias: "n", entry: "${remote.origin}/news/remoteEntry.js", type: "module" }]);
(async () => {
  await preloadRemote([{ nameOrAlias: "cart", exposes: ["Box"] }]);
  const preloads = document.querySelectorAll("link[rel=preload]").length;
  const before = getComputedStyle(document.querySelector("#box")).color;
  const box = await loadRemote("cart/Box");
  const { late } = await loadRemote("n/late");
  unloadRemote("cart");
  const again = await loadRemote("cart/Box");
  show([preloads > 1, before != box.color(), box.color(), late, again === box].join());
})().catch((e) => show(e.stack));\n`);
    const tab = await open('late');
    await says(tab, 'true,true,rgb(1, 2, 3),late,false');
    assert.deepEqual(tab.problems.filter((p) => !p.includes('preload')), []);
    await tab.close();
  });
});
