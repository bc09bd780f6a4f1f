// Each folder of differential/ is a program about one behaviour. It does the same in a bundle of mfbundle (none,
// development, production) as in one of webpack (development, production), or says in difference.txt why not.
// E2E_PROGRAMS=name,prefix* narrows the list; E2E_UPDATE=1 rewrites what difference.txt expects.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { DIR, mfbundleResults, readProgram, webpackResults } from './lib/differential.mjs';
import { missing, skipOrFail } from './lib/env.mjs';

const only = process.env.E2E_PROGRAMS?.split(',');
const wanted = (name) => !only || only.some((o) => (o.endsWith('*') ? name.startsWith(o.slice(0, -1)) : o === name));
const programs = fs.readdirSync(DIR, { withFileTypes: true }).filter((d) => d.isDirectory() && wanted(d.name)).map((d) => readProgram(d.name));
const chromium = programs.some((p) => p.env === 'chromium');

/** Both refusing to build is the same behaviour; the words are each one's own. */
const did = (result) => (result?.buildFailed ? { buildFailed: true } : result);
const text = (results, program, modes) => JSON.stringify(Object.fromEntries(modes.map((mode) => [mode, results[`${program.name} ${mode}`]])), null, 1);

describe('programs do what webpack makes them do', { skip: skipOrFail(missing({ chromium })) }, () => {
  let theirs, ours;
  before(async () => { [theirs, ours] = [await webpackResults(programs), await mfbundleResults(programs)]; });

  for (const program of programs) {
    test(program.name, () => {
      const file = path.join(DIR, program.name, 'difference.txt');
      if (program.reason !== undefined) {
        const got = text(ours, program, ['none', ...program.modes]);
        if (process.env.E2E_UPDATE) return fs.writeFileSync(file, `${program.reason}\n---\n${got}\n`);
        assert.notEqual(text(ours, program, program.modes), text(theirs, program, program.modes), 'there is no difference any more: remove difference.txt');
        assert.equal(got, program.expected);
        return;
      }
      for (const mode of program.modes) assert.deepEqual(did(ours[`${program.name} ${mode}`]), did(theirs[`${program.name} ${mode}`]), `${mode}: mfbundle's is the first; ${JSON.stringify(ours[`${program.name} ${mode}`].buildFailed ?? '')}`);
      if (program.modes.includes('development')) assert.deepEqual(ours[`${program.name} none`], ours[`${program.name} development`], 'none differs from development');
    });
  }
});
