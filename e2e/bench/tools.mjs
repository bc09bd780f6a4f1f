// What is timed. Each tool is a command, started anew for each run as a person would; all make an ES2022 production
// build with minification and source maps of the same entry, exposes and shares.
import fs from 'node:fs';
import path from 'node:path';
import { E2E, MFBUNDLE } from '../lib/env.mjs';
import { exposes, SHARED } from './project.mjs';

const shared = Object.fromEntries(SHARED.map((name) => [name, { singleton: name.startsWith('react') }]));

const federationYaml = `name: bench
target: [web, es2022]
entry: {main: ./src/main.tsx}
output: {path: dist/mfbundle}
devtool: source-map
federation:
  name: bench
  filename: remoteEntry.js
  exposes: ${JSON.stringify(exposes)}
  shared: ${JSON.stringify(shared)}
`;

/** Configuration that webpack and Rspack both read; `rule` makes JavaScript of TypeScript, `more` is the tool's own. */
const webpackLike = (tool, imports, rule, more) => `${imports}
export default {
  mode: 'production', context: import.meta.dirname, target: ['web', 'es2022'], devtool: 'source-map',
  entry: { main: './src/main.tsx' },
  output: { path: import.meta.dirname + '/dist/${tool}', filename: '[name].js', publicPath: 'auto', uniqueName: 'bench' },
  resolve: { extensions: ['.tsx', '.ts', '.jsx', '.js', '.json'] },
  module: { rules: [${rule}] },
  performance: false, stats: 'errors-only',
  plugins: [new ModuleFederationPlugin(${JSON.stringify({ name: 'bench', filename: 'remoteEntry.js', exposes, shared })})],
  ${more}
};
`;

/** Starts a compiler of webpack's API without its command line, which would add to its time. */
const runner = (name) => `import make from '${name}';
import config from './${name === 'webpack' ? 'webpack' : 'rspack'}.config.mjs';
const compiler = (make.rspack ?? make)(config);
compiler.run((error, stats) => {
  if (error || stats.hasErrors()) { console.error(error ?? stats.toString({ all: false, errors: true })); process.exit(1); }
  compiler.close(() => {});
});
`;

/** The native program: bin/esbuild is a script that starts it when packages are installed without their scripts. */
function esbuildBinary() {
  const native = path.join(E2E, `node_modules/@esbuild/${process.platform}-${process.arch}`, process.platform === 'win32' ? 'esbuild.exe' : 'bin/esbuild');
  return fs.existsSync(native) ? native : path.join(E2E, 'node_modules/esbuild/bin/esbuild');
}

/**
 * Tools by name: version(), prepare(dir) writes its configuration, command(dir) is [file, args]. `note` is what to
 * know when its row is read.
 */
export const tools = {
  mfbundle: {
    prepare: (dir) => fs.writeFileSync(path.join(dir, 'federation.yaml'), federationYaml),
    command: (dir) => [MFBUNDLE, ['build', '-C', dir, '--quiet']],
  },
  rspack: {
    package: '@rspack/core',
    prepare(dir) {
      const rule = `{ test: /\\.tsx?$/, loader: 'builtin:swc-loader', options: { jsc: { parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } }, target: 'es2022' } } }`;
      fs.writeFileSync(path.join(dir, 'rspack.config.mjs'), webpackLike('rspack', `import { container } from '@rspack/core';\nconst ModuleFederationPlugin = container.ModuleFederationPluginV1;`, rule, ''));
      fs.writeFileSync(path.join(dir, 'rspack.mjs'), runner('@rspack/core'));
    },
    command: (dir) => [process.execPath, [path.join(dir, 'rspack.mjs')]],
    note: 'its V1 plugin: the runtime of webpack',
  },
  webpack: {
    package: 'webpack',
    prepare(dir) {
      const minimizer = `optimization: { minimizer: [new EsbuildPlugin({ target: 'es2022' })] },`;
      fs.writeFileSync(path.join(dir, 'webpack.config.mjs'), webpackLike('webpack', `import webpack from 'webpack';\nimport { EsbuildPlugin } from 'esbuild-loader';\nconst { ModuleFederationPlugin } = webpack.container;`, `{ test: /\\.tsx?$/, loader: 'esbuild-loader', options: { target: 'es2022', jsx: 'automatic' } }`, minimizer));
      fs.writeFileSync(path.join(dir, 'webpack.mjs'), runner('webpack'));
    },
    command: (dir) => [process.execPath, [path.join(dir, 'webpack.mjs')]],
    note: 'with esbuild-loader for TypeScript and for minification, its fastest set-up',
  },
  esbuild: {
    package: 'esbuild',
    prepare() {},
    command(dir) {
      const entries = ['src/main.tsx', ...Object.values(exposes), ...SHARED];
      return [esbuildBinary(), [...entries, '--bundle', '--splitting', '--format=esm', '--minify', '--sourcemap', '--target=es2022', '--jsx=automatic', '--define:process.env.NODE_ENV="production"', '--outdir=dist/esbuild', '--log-level=error']];
    },
    note: 'no federation: exposes and shares are plain entries, so the same code is parsed and printed',
  },
};
