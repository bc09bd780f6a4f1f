// The same application by webpack, Rspack and esbuild, as their documentation has it.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const APP = path.dirname(fileURLToPath(import.meta.url));
const file = '[name].[contenthash:8]';

/** Configuration that webpack and Rspack share; script is the rule of .jsx, more are further ones. */
const common = (outDir, script, more = []) => ({
  mode: 'production', context: APP, entry: './src/index.jsx', target: ['web', 'es2022'], performance: false,
  output: { path: outDir, filename: `${file}.js`, chunkFilename: `${file}.js`, cssFilename: `${file}.css`, cssChunkFilename: `${file}.css`, publicPath: 'auto', clean: true },
  module: {
    rules: [
      { test: /\.jsx$/, ...script },
      { test: /\.scss$/, type: 'css/auto', use: ['sass-loader'] },
      { test: /tailwind\.css$/, type: 'css', use: ['postcss-loader'] },
      ...more,
    ],
  },
});

export const webpackConfig = (outDir) => ({
  ...common(outDir, { use: [{ loader: 'esbuild-loader', options: { loader: 'jsx', jsx: 'automatic', target: 'es2022' } }] }),
  experiments: { css: true },
});

export const rspackConfig = (outDir) => ({
  ...common(outDir, { type: 'javascript/auto', use: [{ loader: 'builtin:swc-loader', options: { jsc: { parser: { syntax: 'ecmascript', jsx: true }, transform: { react: { runtime: 'automatic' } }, target: 'es2022' } } }] }, [{ test: /\.module\.css$/, type: 'css/module' }]),
});

/** Style sheets are left out: only the scripts are compared. */
export const esbuildOptions = (outDir) => ({
  absWorkingDir: APP, entryPoints: ['src/index.jsx'], outdir: outDir, bundle: true, minify: true, splitting: true, format: 'esm', target: 'es2022', jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' }, legalComments: 'none', loader: { '.css': 'empty', '.scss': 'empty' }, logLevel: 'error',
});
