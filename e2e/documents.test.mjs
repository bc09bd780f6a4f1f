// Every configuration that the guides show is built, in a project made for it: what it names is there and is used.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { loadAll } from 'js-yaml';
import { build } from './lib/build.mjs';
import { E2E, missing, skipOrFail, tempDir, withMfbundle } from './lib/env.mjs';

const DOCS = path.join(E2E, '../docs');
const PATH = /(?<![\w.])\.?\/src\/[\w@/.-]+\.(?:tsx?|jsx?)\b/g;

/** The configurations of a guide, with the number of their first line. */
function configurations(file) {
  const text = fs.readFileSync(path.join(DOCS, file), 'utf8');
  return [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map((m) => ({ file, line: text.slice(0, m.index).split('\n').length + 1, yaml: m[1] }));
}

/** What a build has to say about a configuration that is shown for it, or that is a part of one. */
const expected = [
  [/search@\/search/, ['remote-circle']],
  [/budgets:/, ['budget-unknown', 'budget-unknown']], // no expose and no picture beside it
  [/dts:/, ['dts-consume']], // from a server that does not exist
];

/** A module that has what configurations ask of any: a component in .tsx, a plugin, and the names that they mention. */
const anything = (name) => (/\.[jt]sx$/.test(name)
  ? `import { flushSync } from 'react-dom';\nexport default function Part() { return <p onClick={() => flushSync(() => {})}>${name}</p>; }\n`
  : `export default (options?: object) => ({ name: ${JSON.stringify(name)}, options });\nexport const joinAll = (...parts: string[]) => parts.join();\n`);
const withoutTypes = (name, text) => (/\.jsx?$/.test(name) ? text.replaceAll(/\?: object|: string\[\]/g, '') : text);

/** What stands for packages that are not installed. */
const packages = {
  '@acme/ui': { 'index.js': 'export const Dialog = () => "dialog";\nexport const Button = () => "button";\n', 'button.js': 'export const Button = () => "button";\n' },
  jquery: { 'index.js': 'module.exports = (selector) => ({ selector });\n' },
};

/** Statements of an entry by which the shown options have something to do. */
function uses(config) {
  const lines = [];
  const { remotes = {}, shared = {} } = config.federation ?? {};
  for (const key of Object.keys(remotes)) lines.push(`import(${JSON.stringify(`${key}/Thing`)}).then(console.log);`);
  const keys = Array.isArray(shared) ? shared : Object.keys(shared);
  keys.forEach((key, i) => {
    const request = key.endsWith('/') ? `${key}button.js` : key.replace('./src/', './');
    // Whoever shakes a share takes names from it.
    const names = shared[key]?.treeShaking ? `{ Dialog as share${i} }` : `* as share${i}`;
    lines.push(`import ${names} from ${JSON.stringify(request)};`, `console.log(share${i});`);
  });
  for (const name of Object.keys(config.provide ?? {})) lines.push(`console.log(${name}("a", "b"));`);
  for (const name of Object.keys(config.define ?? {})) lines.push(`console.log(${name});`);
  for (const external of config.externals ?? []) {
    if (typeof external === 'object') lines.push(...Object.keys(external).map((key) => `import(${JSON.stringify(key)}).then(console.log);`));
    else lines.push('// Its expression is the request.');
  }
  if (config.ignore) lines.push('import "moment";');
  for (const { test: name } of config.module?.rules ?? []) {
    const ending = /^\/\\\.(\w+)\$\/$/.exec(name)?.[1];
    if (ending) lines.push(`import * as ${ending} from "./file.${ending}";`, `console.log(${ending});`);
  }
  return `${lines.join('\n')}\nexport const built = true;\n`;
}

const assets = {
  'src/file.txt': 'text', 'src/file.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1v1z"/></svg>', 'src/file.css': 'p { user-select: none }', 'src/file.scss': '$c: red;\np { b { color: $c } }', 'src/file.mdx': '# Title\n\ntext\n',
  'src/legacy/old.js': 'module.exports = 1;\n', 'postcss.config.mjs': "import autoprefixer from 'autoprefixer';\nexport default { plugins: [autoprefixer] };\n",
  'index.html': '<!doctype html><html><head></head><body></body></html>', 'base.yaml': 'entry: ./src/index.js\n', '.env': 'CDN=https://cdn.example/\n', 'public/robots.txt': '', 'fixtures/a.json': '{}',
  '../usage.json': '{"treeShake": {"@acme/ui": {"Dialog": true}}}',
};

describe('the configurations of the guides', { skip: withMfbundle ? skipOrFail(missing()) : 'E2E_ONLY leaves mfbundle out', timeout: 600_000 }, () => {
  let out;
  before(() => { out = tempDir('documents'); });

  function project(dir, yaml) {
    const write = (name, text) => {
      const file = path.join(dir, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      if (!fs.existsSync(file)) fs.writeFileSync(file, text);
    };
    write('federation.yaml', yaml);
    const configs = loadAll(yaml);
    const installed = path.join(E2E, 'node_modules');
    fs.mkdirSync(path.join(dir, 'node_modules'));
    for (const name of fs.readdirSync(installed)) if (!name.startsWith('.') || name === '.bin') fs.symlinkSync(path.join(installed, name), path.join(dir, 'node_modules', name));
    for (const [name, files] of Object.entries(packages)) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', sideEffects: false, main: 'index.js' }));
      for (const [file, text] of Object.entries(files)) write(`node_modules/${name}/${file}`, text);
    }
    write('package.json', JSON.stringify({ name: 'shown', version: '1.0.0', dependencies: { react: '^19.0.0', 'react-dom': '^19.0.0', 'lodash-es': '^4.17.0', 'date-fns': '^4.0.0', '@acme/ui': '^1.0.0', chart: '^4.0.0' } }));
    write('tsconfig.json', JSON.stringify({ compilerOptions: { jsx: 'react-jsx', module: 'esnext', moduleResolution: 'bundler', target: 'es2022', strict: false }, include: ['src'] }));
    for (const config of configs) {
      const entries = typeof config.entry === 'string' ? [config.entry] : Object.values(config.entry ?? { main: './src/index.js' }).map((e) => (typeof e === 'string' ? e : e.import.at(-1)));
      const own = configs.length === 1; // builds that share an entry have only that in common
      for (const entry of entries) write(entry, own ? uses(config) : withoutTypes(entry, anything(entry)));
    }
    for (const [name] of yaml.matchAll(PATH)) write(name, withoutTypes(name, anything(name)));
    write('src/widgets/One.tsx', anything('One.tsx'));
    for (const [name, text] of Object.entries(assets)) write(name, text);
  }

  for (const { file, line, yaml } of ['federation.md', 'guide.md'].flatMap(configurations)) {
    test(`${file}, line ${line}`, async () => {
      const dir = path.join(out, `${file}-${line}`, 'project');
      fs.mkdirSync(dir, { recursive: true });
      project(dir, yaml);
      const { report } = await build(dir, { mode: 'production' });
      const [, codes] = expected.find(([text]) => text.test(yaml)) ?? [0, []];
      assert.deepEqual(report.warnings.map((w) => w.code), codes, report.warnings.map((w) => w.message).join('\n'));
    });
  }
});
