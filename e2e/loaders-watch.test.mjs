// What loaders depend on is watched: partials of Sass, files and folders that a loader names, files that it looked for in vain,
// and the files of a Vue component.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { E2E, MFBUNDLE, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';

describe('watching what loaders read', { skip: skipOrFail(missing()) || !withMfbundle, timeout: 300_000 }, () => {
  const dir = tempDir('loaders-watch');
  let child, log = '';
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  };
  const all = () => fs.readdirSync(path.join(dir, 'dist')).filter((f) => /\.(js|css)$/.test(f)).map((f) => fs.readFileSync(path.join(dir, 'dist', f), 'utf8')).join('\n');
  /** Waits until the output has a text; the log tells why it never came. */
  async function output(text) {
    const from = log.length;
    for (;;) {
      if (log.includes('error[', from)) assert.fail(log);
      if (fs.existsSync(path.join(dir, 'dist/main.js')) && all().includes(text)) return;
      if (child.exitCode !== null) assert.fail(`the watch ended before ${text} was written\n${log}`);
      await new Promise((ok) => setTimeout(ok, 50));
    }
  }

  before(async () => {
    fs.symlinkSync(path.join(E2E, 'node_modules'), path.join(dir, 'node_modules'));
    write('federation.yaml', `name: watched
target: [web, es2022]
define: {__VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false"}
module:
  rules:
    - {test: /\\.scss$/, type: css/auto, use: [sass-loader]}
    - {test: /\\.list$/, use: [./list-loader.cjs]}
    - {test: /\\.vue$/, use: [vue-loader]}
`);
    write('list-loader.cjs', `const fs = require('node:fs'), path = require('node:path');
module.exports = function (text) {
  const at = (name) => path.join(this.context, name);
  this.addDependency(at('words.txt'));
  this.addContextDependency(at('parts'));
  this.addMissingDependency(at('extra.txt'));
  const extra = fs.existsSync(at('extra.txt')) ? fs.readFileSync(at('extra.txt'), 'utf8') : 'no extra';
  this.emitFile('list.txt', extra);
  return 'export default ' + JSON.stringify([text, fs.readFileSync(at('words.txt'), 'utf8'), fs.readdirSync(at('parts')).join(), extra]);
};
`);
    write('src/index.js', 'import "./style.scss";\nimport list from "./a.list";\nimport App from "./App.vue";\nconsole.log(list, App);\n');
    write('src/style.scss', '@use "vars" as *;\n.a { color: $colour; }\n');
    write('src/_vars.scss', '@forward "deep/colours";\n');
    write('src/deep/_colours.scss', '$colour: rgb(1, 1, 1);\n');
    write('src/a.list', 'the list');
    write('src/words.txt', 'first words');
    write('src/parts/one.txt', '');
    write('src/App.vue', '<script src="./app.ts"></script>\n<template src="./app.html"></template>\n<style scoped lang="scss">@use "./vars" as *; .v { color: $colour }</style>\n');
    write('src/app.ts', 'export default { name: "before" as string };\n');
    write('src/app.html', '<p class="v">old text</p>\n');
    child = spawn(MFBUNDLE, ['watch', '--no-serve', '--mode', 'development'], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => { log += text; });
    await output('rgb(1, 1, 1)');
  });
  after(async () => {
    if (child.exitCode === null) {
      child.kill('SIGINT');
      await new Promise((ok) => child.once('exit', ok));
    }
  });

  for (const [what, file, text, want] of [
    ['a partial behind another', 'src/deep/_colours.scss', '$colour: rgb(2, 3, 4);\n', 'rgb(2, 3, 4)'],
    ['a file that a loader read', 'src/words.txt', 'second words', 'second words'],
    ['a file that appears in a folder', 'src/parts/two.txt', '', 'one.txt,two.txt'],
    ['a file that was missing', 'src/extra.txt', 'there now', 'there now'],
    ['the script of a component', 'src/app.ts', 'export default { name: "afterwards" as string };\n', 'afterwards'],
    ['the template of a component', 'src/app.html', '<p class="v">new text</p>\n', 'new text'],
    ['a component itself', 'src/App.vue', '<script setup lang="ts">const made: string = "in setup"</script>\n<template><i>{{ made }}</i></template>\n', 'in setup'],
    ['a module that loaders make', 'src/a.list', 'another list', 'another list'],
  ]) {
    test(what, async () => {
      write(file, text);
      await output(want);
    });
  }
  test('a mistake in a partial is shown at its place, and goes away', async () => {
    const from = log.length;
    write('src/deep/_colours.scss', '$colour: ;\n');
    while (!/loader-failed/.test(log.slice(from))) await new Promise((ok) => setTimeout(ok, 50));
    assert.match(log.slice(from), /src\/deep\/_colours\.scss:1:/);
    write('src/deep/_colours.scss', '$colour: rgb(7, 8, 9);\n');
    await output('rgb(7, 8, 9)');
    assert.equal(fs.readFileSync(path.join(dir, 'dist/list.txt'), 'utf8'), 'there now');
  });
});
