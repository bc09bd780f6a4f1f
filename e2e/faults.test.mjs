// Remotes that fail in every way, in Chromium and in Node: who asked learns what failed, the rest of the page lives, and
// a later attempt succeeds.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build, run } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { E2E, missing, skipOrFail, tempDir } from './lib/env.mjs';

const APP = path.join(E2E, 'testdata/faults');
const REMOTES = ['faulty', 'slow', 'sealed', 'listed', 'other'];
const ENTRY = 'faulty/remoteEntry.js';

/** Answers of a broken server. */
const status = (code) => (response) => response.writeHead(code, { 'access-control-allow-origin': '*' }).end();
const script = (text) => (response) => response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end(text);
const json = (text) => (response) => response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'application/json' }).end(text);
const hang = () => {};
/** A container that the platform finds, whichever way it looks. */
const container = (members) => script(`var faulty = (() => { var tries = 0; return { ${members} }; })();\nif (typeof module == "object") module.exports = faulty;`);
const factory = 'Promise.resolve(() => ({ name: "a" }))';

/**
 * name → {faults: {path: answer}, code, message?, part?, after?}. The part is loaded while the faults are there, and
 * again when they are gone; after is what is then expected.
 */
const cases = {
  'the entry is missing': { faults: { [ENTRY]: status(404) }, code: 'remote-load-failed', message: /faulty\/remoteEntry\.js/ },
  'the server fails': { faults: { [ENTRY]: status(500) }, code: 'remote-load-failed' },
  'the server does not answer': { faults: { [ENTRY]: hang }, code: 'remote-load-failed', message: /timeout/ },
  'a page comes instead of the entry': { faults: { [ENTRY]: script('<!doctype html><title>Not found</title>') }, code: 'remote-load-failed', syntax: true },
  'the entry has a syntax error': { faults: { [ENTRY]: script('var faulty = {;') }, code: 'remote-load-failed', syntax: true },
  'the entry sets another global': { faults: { [ENTRY]: script('var another = { get() {}, init() {} };') }, code: 'remote-load-failed' },
  'init throws once': { faults: { [ENTRY]: container(`init() { if (!tries++) throw Error("init broke") }, get: () => ${factory}`) }, code: 'remote-init-failed', message: /init broke/ },
  'init rejects once': { faults: { [ENTRY]: container(`init: async () => { if (!tries++) throw Error("init broke") }, get: () => ${factory}`) }, code: 'remote-init-failed', message: /init broke/ },
  'get throws once': { faults: { [ENTRY]: container(`init() {}, get() { if (!tries++) throw Error("get broke"); return ${factory} }`) }, code: 'remote-load-failed', message: /get broke/ },
  'get gives nothing once': { faults: { [ENTRY]: container(`init() {}, get: async () => tries++ && (() => ({ name: "a" }))`) }, code: 'remote-expose-missing' },
  'the expose does not exist': { part: 'missing', code: 'remote-expose-missing', message: /Module "\.\/missing" does not exist in container/, after: 'remote-expose-missing' },
  'the module of the remote throws': { part: 'throws', message: /the module of the remote is broken/, after: undefined },
  'a chunk of the expose is missing': { faults: { chunks: status(404) }, code: 'remote-load-failed', cause: 'chunk-load-failed' },
  'a chunk that the remote loads later is missing': { part: 'chunk', faults: { more: status(404) }, code: 'chunk-load-failed', name: 'ChunkLoadError', ok: 'more' },
  'a chunk of the expose does not come': { only: 'web', faults: { chunks: hang }, code: 'remote-load-failed', cause: 'chunk-load-failed', message: /timeout/ },
  'a chunk that the remote loads later does not come': { only: 'web', part: 'chunk', faults: { more: hang }, code: 'chunk-load-failed', name: 'ChunkLoadError', message: /timeout/, ok: 'more' },
  'the manifest is missing': { part: 'listed', faults: { 'listed/mf-manifest.json': status(404) }, code: 'manifest-load-failed' },
  'the manifest does not come': { part: 'listed', faults: { 'listed/mf-manifest.json': hang }, code: 'manifest-load-failed', message: /timeout/ },
  'the manifest is a page': { part: 'listed', faults: { 'listed/mf-manifest.json': json('<!doctype html>') }, code: 'manifest-invalid' },
  'the manifest lacks its entry': { part: 'listed', faults: { 'listed/mf-manifest.json': json('{"metaData": {}, "shared": [], "exposes": []}') }, code: 'manifest-invalid' },
  'the entry of the manifest is missing': { part: 'listed', faults: { 'listed/remoteEntry.js': status(404) }, code: 'remote-load-failed' },
  'the entry was tampered with': { part: 'sealed', faults: { 'sealed/remoteEntry.js': script('globalThis.tampered = 1; var sealed = { init() {}, get: async () => () => ({ name: "evil" }) };') }, code: 'remote-load-failed' },
};

describe('faults', { skip: skipOrFail(missing({ chromium: true })), timeout: 600_000 }, () => {
  let browser, out, faults = {}, hits = {};
  const server = http.createServer((request, response) => {
    const file = new URL(request.url, 'http://x').pathname;
    const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };
    if (file === '/mend') { faults = {}; return response.writeHead(200, headers).end(); }
    const name = file.replace(/^\/(web|node)\//, '');
    hits[name] = (hits[name] ?? 0) + 1;
    const kind = name.startsWith('faulty/') && name !== ENTRY ? (/^faulty\/more/.test(name) ? 'more' : 'chunks') : name;
    const fault = faults[name] ?? faults[kind];
    if (fault) return fault(response, hits[name]);
    const real = path.join(out, file);
    if (!fs.existsSync(real)) return response.writeHead(404, headers).end();
    response.writeHead(200, { ...headers, 'content-type': { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json' }[path.extname(real)] });
    response.end(fs.readFileSync(real));
  });
  const origin = () => `http://127.0.0.1:${server.address().port}`;

  before(async () => {
    out = tempDir('faults');
    browser = await launch();
    await new Promise((ok) => server.listen(0, '127.0.0.1', ok));
    fs.symlinkSync(path.join(E2E, 'node_modules'), path.join(out, 'node_modules'));
    fs.cpSync(APP, path.join(out, 'app'), { recursive: true });
    for (const platform of ['web', 'node']) {
      const node = platform === 'node';
      const target = node ? 'async-node' : 'web';
      const output = (name) => ({ path: path.join(out, platform, name), filename: '[name].js', chunkFilename: '[name].js', ...(!node && { chunkLoadTimeout: 3000 }) });
      const remote = (name) => ({
        name, target, mode: 'production', entry: {}, output: output(name),
        federation: {
          name, filename: 'remoteEntry.js', exposes: { './a': './src/a.js', './throws': './src/throws.js' },
          library: node ? { type: 'commonjs-module' } : { type: 'var', name },
        },
      });
      const write = (builds) => fs.writeFileSync(path.join(out, 'app/federation.yaml'), builds.map((b) => JSON.stringify(b)).join('\n---\n'));
      write(REMOTES.map(remote));
      await build(path.join(out, 'app'));
      const hash = crypto.createHash('sha384').update(fs.readFileSync(path.join(out, platform, 'sealed/remoteEntry.js'))).digest('base64');
      const url = (name, file = 'remoteEntry.js') => `${origin()}/${platform}/${name}/${file}`;
      const host = (name, federation) => ({ name, target, mode: 'production', entry: { main: './src/host.js' }, output: output(name), federation: { name, ...federation } });
      const plain = Object.fromEntries(REMOTES.map((name) => [name, `${name}@${url(name, name === 'listed' ? 'mf-manifest.json' : undefined)}`]));
      const runtimePlugins = [['./src/retry.js', { fetch: { retryTimes: 3, retryDelay: 20 }, script: { retryTimes: 3, retryDelay: 20 } }]];
      write([
        host('host', {
          remotes: {
            faulty: { url: `faulty@${url('faulty')}`, timeout: 3000 },
            slow: { url: `slow@${url('slow')}`, retry: { attempts: 3, delay: 20 } },
            sealed: { url: `sealed@${url('sealed')}`, integrity: `sha384-${hash}` },
            listed: { url: url('listed', 'mf-manifest.json'), timeout: 3000 },
            other: `other@${url('other')}`,
          },
        }),
        ...(node ? [] : [host('plugged', { remotes: plain, runtimePlugins }), host('enhanced', { remotes: plain, runtimePlugins, implementation: 'enhanced' })]),
      ]);
      await build(path.join(out, 'app'));
    }
    for (const host of ['host', 'plugged', 'enhanced']) fs.writeFileSync(path.join(out, 'web', host, 'index.html'), '<!doctype html><link rel="icon" href="data:,"><body><script src="main.js"></script>');
  });
  after(async () => {
    await browser?.close();
    server.closeAllConnections();
    await new Promise((ok) => server.close(ok));
  });

  /** Runs a scenario in a fresh page or process: {first, second, unhandled}. */
  const platforms = {
    async web(parts, host = 'host') {
      const tab = await openPage(browser);
      try {
        await tab.page.goto(`${origin()}/web/${host}/index.html`);
        const result = await tab.page.evaluate((list) => __scenario(list, () => fetch('/mend')), parts);
        const alive = await tab.page.evaluate(() => document.body.innerText);
        assert.equal(alive, 'alive');
        assert.equal(await tab.page.evaluate(() => globalThis.tampered), undefined, 'what was tampered with does not run');
        return { ...result, unhandled: tab.problems.filter((p) => p.startsWith('uncaught')) };
      } finally {
        await tab.close();
      }
    },
    async node(parts) {
      const { code, stdout, stderr } = await run(process.execPath, [path.join(APP, 'node.cjs'), path.join(out, 'node/host/main.js'), `${origin()}/mend`, ...parts]);
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout.trim().split('\n').pop());
    },
  };

  /** Fails until the nth request. */
  const recovers = (n) => (response, hit) => {
    if (hit < n) return status(503)(response);
    faults = {};
    response.writeHead(307, { 'access-control-allow-origin': '*', location: response.req.url }).end();
  };

  // The official plugin, in our runtime and in the one that it is written for.
  for (const host of ['plugged', 'enhanced']) {
    for (const [part, file] of [['faulty', ENTRY], ['listed', 'listed/mf-manifest.json']]) {
      test(`@module-federation/retry-plugin in ${host === 'enhanced' ? 'the runtime of Module Federation 2' : 'our runtime'} tries ${file} again`, async () => {
        faults = { [file]: recovers(3) };
        hits = {};
        const { first, unhandled } = await platforms.web([part, 'other'], host);
        assert.deepEqual(first, { [part]: { ok: 'a' }, other: { ok: 'a' } });
        assert.ok(hits[file] >= 3, `${hits[file]} requests`);
        assert.deepEqual(unhandled, []);
      });
    }
  }

  for (const platform of Object.keys(platforms)) {
    describe(platform, () => {
      const scenario = async (parts, broken) => {
        faults = { ...broken };
        hits = {};
        return platforms[platform](parts);
      };

      for (const [name, c] of Object.entries(cases)) {
        if (c.only && c.only !== platform) continue;
        test(name, async () => {
          const part = c.part ?? 'faulty';
          const { first, second, unhandled } = await scenario([part, 'other'], c.faults);
          const e = first[part];
          assert.equal(e.code, c.code, JSON.stringify(e));
          if (c.code) assert.ok(e.message.startsWith(`[${c.code}] `), e.message);
          if (c.name) assert.equal(e.name, c.name);
          if (c.cause) assert.equal(e.cause, c.cause);
          assert.match(e.message, c.message ?? /./);
          if (c.code?.startsWith('remote-')) assert.deepEqual([e.remote, e.expose], [part === 'listed' || part === 'sealed' ? part : 'faulty', part === 'missing' ? './missing' : './a']);
          assert.deepEqual(first.other, { ok: 'a' }, 'the other remote works meanwhile');
          if ('after' in c) assert.equal(second[part].code, c.after);
          else assert.deepEqual(second[part], { ok: c.ok ?? 'a' });
          assert.deepEqual(second.other, { ok: 'a' });
          // A script that cannot be parsed is told of by the browser itself.
          assert.deepEqual(c.syntax && platform === 'web' ? unhandled.filter((u) => !u.includes('SyntaxError')) : unhandled, []);
        });
      }

      test('a server that recovers meanwhile is not noticed', async () => {
        const { first, unhandled } = await scenario(['slow'], { 'slow/remoteEntry.js': recovers(3) });
        assert.deepEqual(first, { slow: { ok: 'a' } });
        assert.ok(hits['slow/remoteEntry.js'] >= 3);
        assert.deepEqual(unhandled, []);
      });

      test('several remotes fail at once', async () => {
        const { first, second, unhandled } = await scenario(['faulty', 'sealed', 'listed', 'other'], { [ENTRY]: status(404), 'sealed/remoteEntry.js': status(500), 'listed/mf-manifest.json': status(404) });
        assert.deepEqual(Object.entries(first).map(([part, r]) => [part, r.code ?? r.ok]), [['faulty', 'remote-load-failed'], ['sealed', 'remote-load-failed'], ['listed', 'manifest-load-failed'], ['other', 'a']]);
        assert.deepEqual(Object.values(second).map((r) => r.ok), ['a', 'a', 'a', 'a']);
        assert.deepEqual(unhandled, []);
      });
    });
  }
});
