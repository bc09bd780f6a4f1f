// What a watch of several applications does for hosts when it builds a remote: their pages load again, their types are
// made again, and dev switches either off.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from './lib/browser.mjs';
import { E2E, MFBUNDLE, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';

const host = (name, dev, port) => `name: ${name}
mode: development
context: ${name}
html: true
output: {path: dist}
federation:
  name: ${name}
  remotes: {cart: cart@http://127.0.0.1:${port}/cart/remoteEntry.js}
  dts: {generateTypes: false}
  dev: ${dev}
`;

async function freePort() {
  const server = net.createServer();
  await new Promise((ok) => server.listen(0, '127.0.0.1', ok));
  const { port } = server.address();
  await new Promise((ok) => server.close(ok));
  return port;
}

describe('a watch of hosts and remotes', { skip: skipOrFail(missing({ chromium: true })) || !withMfbundle, timeout: 300_000 }, () => {
  const dir = tempDir('watch-hosts');
  let child, browser, port, log = '';
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  };
  async function until(what, holds) {
    for (let tries = 0; !holds(); tries++) {
      if (tries > 1800) assert.fail(`never: ${what}\n${log}`); // a minute and a half at least, and a reason where it hung
      if (child.exitCode !== null) assert.fail(`the watch ended before ${what}\n${log}`);
      await new Promise((ok) => setTimeout(ok, 50));
    }
  }
  const types = (name, remote = 'cart') => {
    const folder = path.join(dir, name, '@mf-types', remote);
    return fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true }).filter((f) => f.endsWith('.d.ts')).map((f) => fs.readFileSync(path.join(folder, f), 'utf8')).join('\n') : '';
  };

  before(async () => {
    port = await freePort();
    fs.symlinkSync(path.join(E2E, 'node_modules'), path.join(dir, 'node_modules'));
    const files = [host('shop', 'true', port), host('calm', '{disableLiveReload: true, disableHotTypesReload: true}', port), host('rover', '{disableDynamicRemoteTypeHints: false}', port).replace(/ {2}remotes.*\n/, '')];
    write('federation.yaml', [`name: cart
mode: development
context: cart
output: {path: dist}
entry: {}
federation:
  name: cart
  filename: remoteEntry.js
  exposes: {./label: ./src/label.ts}
  dts: {consumeTypes: false}
server: {port: ${port}, host: 127.0.0.1}
`, ...files].join('---\n'));
    write('tsconfig.json', '{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}');
    write('cart/src/label.ts', 'export const first: string = "one";\n');
    for (const name of ['shop', 'calm']) write(`${name}/src/index.js`, 'import * as label from "cart/label";\nglobalThis.loads = 1;\ndocument.body.append(Object.assign(document.createElement("p"), { textContent: Object.values(label).join() }));\n');
    write('rover/src/index.js', `import { loadRemote, registerRemotes } from "mfbundle/runtime";
registerRemotes([{ name: "cart", alias: "basket", entry: "/cart/remoteEntry.js" }]);
document.body.append(Object.assign(document.createElement("p"), { textContent: Object.values(await loadRemote("basket/label")).join() }));
`);
    child = spawn(MFBUNDLE, ['watch'], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => { log += text; });
    await until('it served', () => log.includes(`127.0.0.1:${port}`));
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    if (child.exitCode === null) {
      child.kill('SIGINT');
      await new Promise((ok) => child.once('exit', ok));
    }
  });

  test('a page of a host is loaded again, one that switched it off stays; types are made again', async () => {
    const shop = await openPage(browser), calm = await openPage(browser);
    for (const [name, p] of [['shop', shop], ['calm', calm]]) {
      await p.page.goto(`http://127.0.0.1:${port}/${name}/`);
      await p.hasText('p', 'one');
      await until(`${name} has types`, () => types(name).includes('first'));
    }
    // Both pages have their connection before the change: a page that connects later learns of it by loading.
    for (const p of [shop, calm]) await p.page.waitForFunction(() => performance.getEntriesByType('resource').some((e) => e.name.endsWith('/__mfbundle/client.js')));
    write('cart/src/label.ts', 'export const first: string = "one", second: number = 2;\n');
    await shop.hasText('p', 'one,2');
    await until('the types are made again', () => types('shop').includes('second'));
    // Nothing failed but for a moment: hosts that were built before the remote say nothing. A mistake is told.
    assert.doesNotMatch(log, /dts-/);
    write('cart/src/label.ts', 'export const first: string = 1, second: number = 2;\n');
    await until('the mistake is told', () => log.includes('warning[dts-generate]') && log.includes("Type 'number' is not assignable to type 'string'"));
    write('cart/src/label.ts', 'export const first: string = "one", second: number = 2;\n');
    await shop.hasText('p', 'one,2');
    assert.equal(await calm.page.$eval('p', (e) => e.textContent), 'one');
    assert.doesNotMatch(types('calm'), /second/);
    await calm.page.reload();
    await calm.hasText('p', 'one,2');
    write('calm/src/index.js', 'document.body.append(Object.assign(document.createElement("p"), { textContent: "own" }));\n');
    await calm.hasText('p', 'own'); // its own builds load it again
    await shop.close();
    await calm.close();
  });

  test('a page tells which remotes it registers, and their types are loaded', { timeout: 150_000 }, async () => {
    const rover = await openPage(browser);
    await rover.page.goto(`http://127.0.0.1:${port}/rover/`);
    await rover.hasText('p', 'one,2');
    await until('the types of the registered remote are loaded', () => types('rover', 'basket').includes('second'));
    write('cart/src/label.ts', 'export const first: string = "one", second: number = 2, third = 3;\n');
    await until('they are loaded again', () => types('rover', 'basket').includes('third'));
    assert.deepEqual(rover.problems, []);
    // Pages of others have no say.
    const refused = await fetch(`http://127.0.0.1:${port}/__mfbundle/remote`, { method: 'POST', signal: AbortSignal.timeout(30_000), headers: { origin: 'http://evil.example' }, body: JSON.stringify({ app: 'rover', name: 'cart', alias: 'evil', entry: `http://127.0.0.1:${port}/cart/remoteEntry.js` }) });
    assert.equal(refused.status, 403);
    assert.ok(!fs.existsSync(path.join(dir, 'rover/@mf-types/evil')));
  });
});
