// Asks npm's "semver" for the answers in ranges.txt.
//
//   node gen.mjs /path/to/node_modules/semver > ranges.txt
//   node gen.mjs /path/to/node_modules/semver fuzz 20000 SEED   # random pairs, same format
//   node gen.mjs /path/to/node_modules/webpack/lib/sharing/semver.js webpack > webpack.txt
//   node gen.mjs /path/to/node_modules/webpack/lib/sharing/semver.js webpack-fuzz 20000 SEED
//   node gen.mjs /path/to/node_modules/@module-federation/runtime-core/dist/utils/semver/index.cjs mf2 > mf2.txt
//
// A line is: range <tab> comparators, "!" when it is no range <tab> the indexes of
// the versions of the first line that satisfy it. Texts are JSON.
import { createRequire } from 'node:module';
const [where, mode, count = '0', seed = '1'] = process.argv.slice(2);
const answers = createRequire(import.meta.url)(where);

// The other runtime is asked about what occurs: whole versions, and ranges without
// a number behind an x.
const mf2 = mode === 'mf2';
const versions = ['0.0.0', '0.0.0-0', '0.0.1', '0.0.2-0', '0.0.3', '0.1.0', '0.1.0-alpha', '0.2.0', '0.2.3', '0.2.3-beta.2', '0.3.0', '1.0.0', '1.0.0-0', '1.0.0-alpha', '1.0.0-alpha.1',
  '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.1', '1.1.0', '1.2.0', '1.2.3', 'v1.2.3', '=1.2.3', ' 1.2.3 ', '1.2.3-alpha.7', '1.2.3-beta.2',
  '1.2.3-beta.10', '1.2.3+build.5', '1.2.4', '1.2.4-beta.1', '1.3.0', '1.3.0-0', '1.9.9', '1.10.0', '2.0.0', '2.0.0-0', '2.0.0-rc.1', '2.3.4', '2.3.5', '3.0.0', '3.0.0-rc.1', '3.4.5-alpha.9',
  '17.0.2', '18.0.0', '18.0.0-rc.3', '18.2.0', '18.3.0-next-85de6fde5-20230328', '19.0.0', '19.0.0-rc-1234', '19.3.1', '999.0.0', '9007199254740991.0.0', '1', '1.2', '', 'x', '01.2.3', '1.2.3-01'];

const known = ['', ' ', '*', 'x', 'X', 'x.x', '*.*.*', '>*', '<x', '>=*', '<=*', '~*', '^*', '~', '^', '1', '1.2', '1.2.3', 'v1.2.3', '=1.2.3', '= 1.2.3', '==1.2.3', 'v 1.2.3', 'v1', '=1', '1.x', '1.2.x', '1.2.*', '1.X.X',
  'x.1', '1.x.3', '1.*.2', '1.2.3*', '^1', '^1.2', '^1.2.3', '^0', '^0.0', '^0.1', '^0.2.3', '^0.0.3', '^0.x', '^0.0.x', '^1.x', '^1.2.x', '^1.2.3-beta.2', '^0.2.3-beta.2', '^0.0.3-beta', '~1', '~1.2', '~1.2.3', '~0.2.3', '~0',
  '~>1.2.3', '~> 1.2.3', '~1.2.3-beta.2', '~1.x', '^18.0.0-0', '>1', '>1.2', '>1.2.3', '>=1', '>=1.2', '>=1.2.3', '<1', '<1.2', '<1.2.3', '<=1', '<=1.2', '<=1.2.3', '<0', '<=0', '>0', '>=0', '>=0.0.0', '>=0.0.0-0', '<0.0.0-0',
  '> 1.2.3', '>=  1.2.3', '< 2', '^ 1.2.3', '~ 1.2', '>=1.2.3 <2.0.0', '>=1.2.3<2.0.0', '>=1.2.3, <2.0.0', '1.2.3 - 2.3.4', '1.2 - 2.3.4', '1.2.3 - 2.3', '1.2.3 - 2', '1 - 2', '* - 2', '1 - *', 'v1.2.3 - v2.0.0', '1.2.3-alpha.7 - 2.0.0-rc.1',
  '1.2.3 -2.0.0', '1.2.3- 2.0.0', '=1.2.3 - 2', '1.2.3 - 2.3.4 - 3', '^1.0.0 || ^2.0.0', '1||2', '1 || ', '|| 1', '||', '1 | 2', '|||', '>2 <1', '<0.0.0-0 || 1', '* || 1', '1 || *', '>=1.2.3-alpha.3', '>=1.2.3-alpha.3 <1.2.4',
  '>1.2.3-alpha.3', '<=2.0.0-rc.1', '<2.0.0-rc.1', '<2.0.0', '>=18.0.0-rc', '1.2.3+build', '>=1.2.3+build.1 <2', '^1.2.3+b', '+b', '1.2.3 1.2.4', '1.2.3 1.2.3', '!1.2.3', '!=1.2.3', '=>1.2.3', '=<1.2.3', '><1', '>>1', '01.2.3', '1.02.3',
  '1.2.3.4', '1.2.3-', '1.2.3-01', '1.2.3-0a', '1.2.3-a..b', 'latest', 'workspace:*', 'workspace:^1.0.0', 'npm:react@^18', 'file:../x', 'a/b', '^1.2.3 ', ' ^1.2.3', '^1.2.3\t||\n^2', '>=16.8.0 || >=17.0.0 || >=18.0.0', '^16.14.0 || ^17.0.0 || ^18.0.0',
  '>=1 <3 || 18.x', '9007199254740991.x', '9007199254740992.0.0', '^9007199254740991.0.0', '99999999999999999999', '1.x.99999999999999999999', '^1.99999999999999999999', '1.0.0-rc.1 || 2', '<1.0.0-0 >=0.0.1', '1.2.x - 2.3.x', 'X - 1.2', '^1 - ^2'];

const pick = (random, list) => list[Math.floor(random() * list.length)];
function generator(seed) {
  let s = Number(seed) >>> 0;
  return () => { s = (s + 0x6d2b79f5) >>> 0; let t = Math.imul(s ^ (s >>> 15), 1 | s); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
}
function randomRange(r) {
  const part = () => pick(r, ['0', '0', '1', '1', '2', '3', '18', 'x', '*', 'X', '10']);
  const one = () => {
    let s = pick(r, ['', '', '^', '~', '>', '<', '>=', '<=', '=', 'v', '~>', '=v', '>v', '^v', '^=', '> =', '<= ', '^ ', '~ ', '= ', 'v ']) + part();
    if (r() < 0.8) { s += '.' + part(); if (r() < 0.75) { s += '.' + part(); if (r() < 0.3) s += pick(r, ['-0', '-alpha', '-beta.2', '-rc.1', '-alpha.7', '+b', '-rc.1+b.2', '*', '-v']); } }
    return s;
  };
  let s = one();
  for (let n = Math.floor(r() * 3); n > 0; n--) s += pick(r, [' ', ' ', '  ', ' || ', '||', ' - ', ' -', '\t', '']) + one();
  return s;
}

const fuzz = mode?.endsWith('fuzz');
const ranges = fuzz ? [] : known;
if (fuzz) { const r = generator(seed); for (let i = 0; i < Number(count); i++) ranges.push(randomRange(r)); }
if (mf2) versions.splice(0, versions.length, ...versions.filter((v) => /^\d+\.\d+\.\d+(?!-01)/.test(v)));
console.log(JSON.stringify(versions));
for (const range of ranges) {
  let form = '!';
  let satisfies;
  if (mf2) {
    if (/[xX*]\.\d|[!|]\d|latest|[:/]|^01|\.0\d|9{9}|==|=>|=<|-rc$|^\+|9007/.test(range)) continue;
    form = '';
    satisfies = (v) => answers.satisfy(v, range);
  } else if (mode?.startsWith('webpack')) {
    let parsed;
    try { parsed = answers.parseRange(range); } catch { continue; } // webpack's own mistake
    form = answers.stringifyHoley(parsed);
    satisfies = (v) => answers.satisfy(parsed, v);
  } else {
    try { form = new answers.Range(range).range; } catch {}
    satisfies = (v) => answers.satisfies(v, range);
  }
  console.log([JSON.stringify(range), JSON.stringify(form), versions.flatMap((v, i) => (satisfies(v) ? [i] : [])).join(' ')].join('\t'));
}
