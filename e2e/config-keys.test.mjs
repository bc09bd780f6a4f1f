// Every key of webpack's options, with values of each kind that it takes: federation.yaml takes it, or answers with what
// is done instead. None is taken for a slip of the pen.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import { MFBUNDLE, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';
import { run } from './lib/build.mjs';

const schema = createRequire(import.meta.url)('webpack/schemas/WebpackOptions.json');

/** forms are the ways to write a value: what $ref and anyOf lead to, with the name of the definition. */
function forms(of, name) {
  for (; of.$ref; of = schema.definitions[name]) name = of.$ref.split('/').pop();
  const several = of.anyOf || of.oneOf || of.allOf;
  return several ? several.flatMap((x) => forms(x, name)) : [{ of, name }];
}

/** walk calls visit with the path of keys, 0 for an item of a list, and a value for each form. */
function walk(at, keys, above, visit) {
  for (const { of, name } of forms(at)) {
    if (name && above.includes(name)) continue; // a rule in a rule
    const below = name ? [...above, name] : above;
    if (of.instanceof) {
      if (of.instanceof === 'RegExp') visit(keys, '/x/');
    } else if (of.enum) of.enum.forEach((v) => visit(keys, v));
    else if (of.type === 'boolean') visit(keys, true);
    else if (of.type === 'string') visit(keys, 'x');
    else if (of.type === 'number') visit(keys, 5000);
    else if (of.type === 'array') walk(of.items ?? { type: 'string' }, [...keys, 0], below, visit);
    else {
      for (const [k, v] of Object.entries(of.properties ?? {})) walk(v, [...keys, k], below, visit);
      if (typeof of.additionalProperties === 'object') walk(of.additionalProperties, [...keys, 'any-name'], below, visit);
    }
  }
}

describe('keys of webpack', { skip: skipOrFail(missing()) || !withMfbundle }, () => {
  test('are taken, or answered with what is done instead', async () => {
    const documents = [];
    // One answer stands for all that is below these.
    const whole = /^(devServer|stats|snapshot|infrastructureLogging|experiments|watchOptions|performance|dotenv)$/;
    walk(schema, [], [], (keys, value) => {
      if (whole.test(keys[0]) && documents.some((d) => d.keys[0] === keys[0])) return;
      documents.push({ keys, text: JSON.stringify(keys.reduceRight((v, k) => (k === 0 ? [v] : { [k]: v }), value)) });
    });
    assert.ok(documents.length > 2000, `only ${documents.length} documents`);
    const dir = tempDir('config-keys');
    fs.mkdirSync(path.join(dir, 'src'));
    fs.writeFileSync(path.join(dir, 'federation.yaml'), documents.map((d) => d.text).join('\n---\n'));
    const { stdout } = await run(MFBUNDLE, ['build', '--reporter', 'json'], { cwd: dir });
    const wrong = new Set();
    for (const e of JSON.parse(stdout).errors) {
      const { keys } = documents[(e.line - 1) / 2];
      // An open map of sizes has other names in webpack, and these are listed.
      const guessed = e.code === 'config-unknown-key' && /did you mean|move it: the key|the keys here are|lists the keys/.test(e.help ?? '');
      if (guessed && !e.message.startsWith('"any-name"')) wrong.add(`${keys.join('.')}: ${e.message}; ${e.help}`);
    }
    assert.deepEqual([...wrong], []);
  });
});
