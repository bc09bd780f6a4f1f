// What output.* promises of pages, in Chromium: Trusted Types, charset, worklets.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from './lib/build.mjs';
import { launch, openPage } from './lib/browser.mjs';
import { missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { suiteServer } from './lib/server.mjs';

const reason = withMfbundle ? skipOrFail(missing({ chromium: true })) : 'E2E_ONLY leaves mfbundle out';

function write(dir, list) {
  for (const [name, text] of Object.entries(list)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
}

describe('output in Chromium', { skip: reason, timeout: 120_000 }, () => {
  const server = suiteServer(after);
  let browser, dir;
  before(async () => {
    dir = tempDir('output');
    server.root = dir;
    await server.start();
    browser = await launch();
  });
  after(() => browser?.close());

  const page = (policies, charset = 'utf-8') => `<!doctype html><meta charset="${charset}"><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="require-trusted-types-for 'script'${policies}"><title>t</title><p id="out"></p>`;
  const shop = (output) => ({
    'remote/package.json': '{"name": "remote"}',
    'remote/federation.yaml': `mode: production\noutput: {publicPath: auto${output.replace('NAME', 'remote')}}\nentry: {}\nfederation: {name: remote, filename: remoteEntry.js, exposes: {"./thing": ./thing.js}}\n`,
    'remote/thing.js': 'export default "remote thing"',
    'shop/package.json': '{"name": "shop"}',
    'shop/federation.yaml': `mode: production\noutput: {publicPath: auto${output.replace('NAME', 'shop')}}\nhtml: {template: ./page.html}\nfederation: {name: shop, remotes: {remote: "remote@${server.origin}/remote/dist/remoteEntry.js"}}\n`,
    'shop/src/index.js': `const worker = new Worker(new URL("./worker.js", import.meta.url));
const answer = new Promise((ok, fail) => { worker.onmessage = e => ok(e.data); worker.onerror = e => fail(Error(e.message)); });
Promise.all([import("./lazy.js").then(m => m.default), import("remote/thing").then(m => m.default), answer])
  .then(all => all.join(), error => "failed: " + error.message).then(text => { document.getElementById("out").textContent = text });`,
    'shop/src/lazy.js': 'export default "lazy"',
    'shop/src/worker.js': 'import("./part.js").then(m => postMessage(m.default), e => postMessage("failed: " + e.message))',
    'shop/src/part.js': 'export default "worker part"',
  });

  const only = { 'shop/src/index.js': 'import("./lazy.js").then(m => m.default, e => "failed: " + e.message).then(text => { document.getElementById("out").textContent = text })' };

  async function result(files) {
    fs.rmSync(path.join(dir, 'shop'), { recursive: true, force: true });
    write(dir, files);
    await build(path.join(dir, 'remote'));
    await build(path.join(dir, 'shop'));
    const tab = await openPage(browser);
    await tab.page.goto(`${server.origin}/shop/dist/index.html`, { waitUntil: 'load' });
    await tab.page.waitForFunction(() => document.querySelector('#out').textContent !== '');
    const text = await tab.text('#out');
    await tab.close();
    return { text, problems: tab.problems };
  }

  test('trustedTypes: chunks, containers, workers and their chunks pass require-trusted-types-for', async () => {
    const { text, problems } = await result({ ...shop(', trustedTypes: NAME-policy'), 'shop/page.html': page('; trusted-types shop-policy remote-policy') });
    assert.deepEqual(problems, []);
    assert.equal(text, 'lazy,remote thing,worker part');
  });
  test('trustedTypes: a container that brings its runtime shares a policy with it', async () => {
    const files = shop(', trustedTypes: NAME-policy');
    files['remote/federation.yaml'] = files['remote/federation.yaml'].replace('remoteEntry.js,', 'remoteEntry.js, runtime: rt,');
    files['remote/thing.js'] = 'export default await import("./deep.js").then(m => m.default)';
    files['remote/deep.js'] = 'export default "remote thing"';
    const { text, problems } = await result({ ...files, 'shop/page.html': page('; trusted-types shop-policy remote-policy') });
    assert.deepEqual(problems, []);
    assert.equal(text, 'lazy,remote thing,worker part');
  });
  test('without it the same page loads nothing', async () => {
    const { text } = await result({ ...shop(''), ...only, 'shop/page.html': page('') });
    assert.match(text, /^failed: .*TrustedScriptURL/);
  });
  test('a policy that may not be made: stop fails, continue loads without it', async () => {
    const report = page('; trusted-types other').replace("require-trusted-types-for 'script'; ", '');
    const stop = await result({ ...shop(', trustedTypes: true'), ...only, 'shop/page.html': report });
    assert.match(stop.text, /^failed: .*Policy "shop" disallowed/);
    const go = await result({ ...shop(', trustedTypes: {policyName: mine, onPolicyCreationFailure: continue}'), ...only, 'shop/page.html': report });
    assert.equal(go.text, 'lazy');
    assert.match(go.problems.join('\n'), /Could not create trusted-types policy "mine"/);
  });
  test('charset: chunks are read as UTF-8 in a page that is not', async () => {
    const files = { ...shop(', charset: true'), 'shop/page.html': page('', 'windows-1252').replace(/<meta http-equiv[^>]*>/, ''), 'shop/src/lazy.js': 'export default "\u00fc\u20ac"' };
    files['shop/src/index.js'] = 'import("./lazy.js").then(m => { document.getElementById("out").textContent = m.default === "\\u00fc\\u20ac" ? "same" : m.default })';
    assert.equal((await result(files)).text, 'same');
  });
  test('scriptType: the tags of chunks have it', async () => {
    const files = { ...shop(', scriptType: module'), ...only, 'shop/page.html': page('').replace(/<meta http-equiv[^>]*>/, '') };
    files['shop/src/index.js'] = 'const types = []\nnew MutationObserver(l => l.forEach(m => m.addedNodes.forEach(n => n.tagName === "SCRIPT" && types.push(n.type)))).observe(document.head, {childList: true})\nimport("./lazy.js").then(m => { document.getElementById("out").textContent = m.default + " " + types })';
    assert.equal((await result(files)).text, 'lazy module');
  });
  for (const output of ['', ', module: true']) {
    test(`worklets: audio and paint run what they import${output}`, async () => {
      const files = {
        ...shop(output), 'shop/page.html': page('').replace(/<meta http-equiv[^>]*>/, ''),
        'shop/src/index.js': `const audio = new OfflineAudioContext(1, 128, 44100);
Promise.all([audio.audioWorklet.addModule(new URL("./tone.js", import.meta.url)), CSS.paintWorklet.addModule(new URL("./paint.js", import.meta.url))]).then(async () => {
  new AudioWorkletNode(audio, "tone").connect(audio.destination);
  return (await audio.startRendering()).getChannelData(0)[5];
}).then(x => "level " + x, e => "failed: " + e.message).then(text => { document.getElementById("out").textContent = text });`,
        'shop/src/level.js': 'export const level = 0.5',
        'shop/src/tone.js': 'import { level } from "./level.js"\nregisterProcessor("tone", class extends AudioWorkletProcessor { process(i, [[out]]) { out.fill(level); return false } })',
        'shop/src/paint.js': 'import { level } from "./level.js"\nregisterPaint("box", class { paint(c, size) { c.globalAlpha = level; c.fillRect(0, 0, size.width, size.height) } })',
      };
      const { text, problems } = await result(files);
      assert.deepEqual(problems, []);
      assert.equal(text, 'level 0.5');
    });
  }
});
