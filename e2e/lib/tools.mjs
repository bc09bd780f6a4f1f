// One small app, built by every tool that speaks Module Federation.
//
// An app is {dir, name, entry?, exposes?, remotes?: {key: {name, url, via}}, shared}; via says how a host is to load a
// remote: "script" (a global variable), "module" (an ES module) or "manifest" (mf-manifest.json).
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build as mfbundleBuild, rspackBuild, webpackBuild } from './build.mjs';

const require = createRequire(import.meta.url);
const JSX = /\.jsx$/;

/** What every page begins with; without an icon a browser asks for one. */
export const HEAD = '<!doctype html><link rel="icon" href="data:,"><div id="root"></div>';

const remotes = (app, write) => Object.fromEntries(Object.entries(app.remotes ?? {}).map(([key, remote]) => [key, write(remote)]));
/** As webpack writes a remote. Only runtimes of the second protocol take manifests. */
const asString = ({ name, url, via }) => (via === 'module' ? `module ${url}` : `${name}@${url}`);

const federation = (app) => ({
  name: app.name, shared: app.shared,
  ...(app.exposes ? { filename: 'remoteEntry.js', exposes: app.exposes } : {}),
  ...(app.remotes ? { remotes: remotes(app, asString) } : {}),
});

/** The options of webpack and of Rspack are the same but for the loaders. */
function webpackLike(app, { mode, outDir, plugins, rules, ...more }) {
  return {
    context: app.dir, mode, target: ['web', 'es2022'], entry: app.entry ? { main: app.entry } : {}, devtool: false, performance: false,
    output: { path: outDir, filename: '[name].js', chunkFilename: '[name].[contenthash:8].js', publicPath: 'auto', uniqueName: app.name },
    resolve: { extensions: ['.jsx', '.js'] },
    module: { rules },
    plugins,
    ...more,
  };
}

async function withWebpack(app, options, Plugin, extra = {}, webpack = undefined) {
  const { default: MiniCssExtractPlugin } = await import('mini-css-extract-plugin');
  const { default: Terser } = await import('terser-webpack-plugin');
  return webpackBuild(webpackLike(app, {
    ...options,
    optimization: { minimizer: [new Terser({ minify: Terser.esbuildMinify })] },
    rules: [
      { test: JSX, loader: require.resolve('esbuild-loader'), options: { target: 'es2022', jsx: 'automatic' } },
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, require.resolve('css-loader')] },
    ],
    plugins: [new MiniCssExtractPlugin({ filename: '[name].css', chunkFilename: '[name].[contenthash:8].css' }), new Plugin({ ...federation(app), ...extra })],
  }), webpack);
}

/** The plugin of Module Federation 2 on the last webpack that it can run on; it asks for a file that later ones have not. */
async function withEnhanced(app, options) {
  // Read when its modules are loaded, and only by the half of the package that is for webpack.
  process.env.FEDERATION_WEBPACK_PATH = require.resolve('webpack-5-105');
  const { ModuleFederationPlugin } = require('@module-federation/enhanced/webpack');
  return withWebpack(app, options, ModuleFederationPlugin, { dts: false, dev: false, manifest: true }, require('webpack-5-105'));
}

async function withRspack(app, options, choose, extra = {}) {
  const { rspack } = await import('@rspack/core');
  const Plugin = choose(rspack.container);
  return rspackBuild(webpackLike(app, {
    ...options,
    rules: [
      { test: JSX, loader: 'builtin:swc-loader', options: { jsc: { parser: { syntax: 'ecmascript', jsx: true }, transform: { react: { runtime: 'automatic' } }, target: 'es2022' } } },
      { test: /\.css$/, type: 'css/auto' },
    ],
    plugins: [new Plugin({ ...federation(app), ...extra })],
  }));
}

async function withVite(app, { mode, outDir }) {
  const { build } = await import('vite');
  const { federation } = await import('@module-federation/vite');
  const { default: react } = await import('@vitejs/plugin-react');
  const input = path.join(app.dir, 'index.html');
  fs.writeFileSync(input, `${HEAD}${app.entry ? `<script type="module" src="${app.entry}"></script>` : ''}`);
  await build({
    root: app.dir, mode, base: './', configFile: false, logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2022', rollupOptions: { input } },
    plugins: [react(), federation({
      name: app.name, filename: 'remoteEntry.js', varFilename: 'varRemoteEntry.js', exposes: app.exposes ?? {}, shared: app.shared, manifest: true, dts: false,
      remotes: remotes(app, ({ name, url, via }) => ({ name, entry: url, entryGlobalName: name, type: via === 'script' ? 'var' : 'module' })),
    })],
  });
}

/** esm: output is an ES module; extra goes into `federation`, more into the build. */
async function withMfbundle(app, { mode, outDir }, esm, extra = {}, more = {}) {
  const config = {
    name: app.name, entry: app.entry ? { main: app.entry } : {},
    output: { filename: '[name].js', chunkFilename: '[name].[contenthash:8].js', ...(esm ? { module: true } : {}) },
    federation: { ...federation(app), ...extra },
    ...more,
  };
  fs.writeFileSync(path.join(app.dir, 'federation.yaml'), JSON.stringify(config, null, 2));
  await mfbundleBuild(app.dir, { mode, outDir });
}

/**
 * @typedef {object} Tool
 * @property {(app: object, options: {mode: string, outDir: string}) => Promise<unknown>} build
 * @property {string[]} via how it can load remotes
 * @property {'script' | 'module'} entry what its remoteEntry.js is
 * @property {boolean} [manifest] whether it writes mf-manifest.json
 * @property {boolean} [v2] whether its builds bring the runtime of Module Federation 2
 * @property {boolean} [module] whether its pages are ES modules
 * @property {string[]} [scripts] those of its pages, default main.js
 * @property {string[]} [peers] the only tools it is paired with
 */

const all = ['script', 'module', 'manifest'];
/** For variants of a build that other pairs have shown already: one peer of each family. */
const some = ['mfbundle script', 'webpack', 'rspack', 'vite'];

/** @type {Record<string, Tool>} */
export const tools = {
  'mfbundle script': { build: (app, o) => withMfbundle(app, o, false), via: all, entry: 'script', manifest: true },
  'mfbundle module': { build: (app, o) => withMfbundle(app, o, true), via: all, entry: 'module', manifest: true, module: true },
  'mfbundle enhanced': { build: (app, o) => withMfbundle(app, o, false, { implementation: 'enhanced' }), via: all, entry: 'script', manifest: true, v2: true },
  'mfbundle enhanced module': { build: (app, o) => withMfbundle(app, o, true, { implementation: 'enhanced' }), via: all, entry: 'module', manifest: true, v2: true, module: true, peers: some },
  'mfbundle enhanced single': {
    build: (app, o) => withMfbundle(app, o, false, { implementation: 'enhanced' }, { optimization: { runtimeChunk: 'single' } }),
    via: all, entry: 'script', manifest: true, v2: true, scripts: ['runtime.js', 'main.js'], peers: some,
  },
  'mfbundle enhanced sync': { build: (app, o) => withMfbundle(app, o, false, { implementation: 'enhanced', asyncStartup: false }), via: all, entry: 'script', manifest: true, v2: true, peers: some },
  webpack: {
    build: async (app, o) => { const { default: webpack } = await import('webpack'); return withWebpack(app, o, webpack.container.ModuleFederationPlugin); },
    via: ['script', 'module'], entry: 'script',
  },
  'rspack v1': { build: (app, o) => withRspack(app, o, (c) => c.ModuleFederationPluginV1), via: ['script', 'module'], entry: 'script' },
  rspack: { build: (app, o) => withRspack(app, o, (c) => c.ModuleFederationPlugin, { manifest: true }), via: all, entry: 'script', manifest: true, v2: true },
  'enhanced webpack': { build: withEnhanced, via: all, entry: 'script', manifest: true, v2: true },
  'enhanced rspack': {
    build: async (app, o) => { const { ModuleFederationPlugin } = await import('@module-federation/enhanced/rspack'); return withRspack(app, o, () => ModuleFederationPlugin, { dts: false, dev: false, manifest: true }); },
    via: all, entry: 'script', manifest: true, v2: true,
  },
  vite: { build: withVite, via: all, entry: 'module', manifest: true, module: true, v2: true },
};
