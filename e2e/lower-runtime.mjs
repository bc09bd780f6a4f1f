// Writes pkg/runtime/js/es5: the files of the runtime whose syntax esbuild cannot bring below ES2015, as Babel writes
// them, and the helpers that they call. `make golden` runs it; targets.test.mjs fails when they are out of date.
import babel from '@babel/core';
import { transformSync } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../pkg/runtime/js/', import.meta.url));

/** Whether a file needs more than esbuild can do. */
const refused = (text) => {
  try {
    transformSync(`function runtime() {${text}\n}`, { target: 'es5', logLevel: 'silent' });
    return false;
  } catch {
    return true;
  }
};

/** All files share one function: a name that Babel adds to one must not be a name that it adds to another. */
const namesOf = (feature) => () => ({
  visitor: {
    Program: {
      exit(program) {
        program.scope.crawl();
        for (const name of Object.keys(program.scope.bindings)) {
          if (name.startsWith('_')) program.scope.rename(name, `${name}$${feature}`);
        }
      },
    },
  },
});

const sharedHelpers = ({ types: t }) => ({
  pre(file) {
    // The runtime calls Object.assign itself.
    file.set('helperGenerator', (name) => (name === 'extends' ? t.memberExpression(t.identifier('Object'), t.identifier('assign')) : t.memberExpression(t.identifier('babelHelpers'), t.identifier(name))));
  },
});

const namesIn = (text) => [...text.matchAll(/\bbabelHelpers\.(\w+)/g)].map(([, name]) => name);

/** The text of each file by name, helpers.js among them. */
export function lowered() {
  const files = {};
  const helpers = new Set();
  for (const file of fs.readdirSync(SOURCES).sort()) {
    if (!file.endsWith('.js') || file.endsWith('.test.js') || file === 'harness.js') continue;
    const text = fs.readFileSync(path.join(SOURCES, file), 'utf8');
    if (!refused(text)) continue;
    const { code } = babel.transformSync(text, {
      configFile: false, babelrc: false, sourceType: 'script', comments: false,
      parserOpts: { allowReturnOutsideFunction: true },
      // Names for function expressions would hide variables that later files replace.
      presets: [['@babel/preset-env', { targets: 'ie 11', modules: false, exclude: ['transform-typeof-symbol', 'transform-function-name'] }]],
      // What the runtime iterates are arrays; elsewhere it asks Array.from.
      assumptions: { iterableIsArray: true, noDocumentAll: true, setSpreadProperties: true },
      plugins: [namesOf(file.replace('.js', '')), sharedHelpers],
    });
    for (const name of namesIn(code)) helpers.add(name);
    files[file] = `// Made of ../${file} by e2e/lower-runtime.mjs.\n${code}\n`;
  }
  // Helpers call helpers.
  let text = '';
  for (let count = 0; count !== helpers.size;) {
    count = helpers.size;
    text = babel.buildExternalHelpers([...helpers].sort(), 'var');
    for (const name of namesIn(text)) helpers.add(name);
  }
  files['helpers.js'] = `// Made by e2e/lower-runtime.mjs: what the other files call.\n${text}\n`;
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = path.join(SOURCES, 'es5');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder);
  for (const [file, text] of Object.entries(lowered())) fs.writeFileSync(path.join(folder, file), text);
}
