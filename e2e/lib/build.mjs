// Builds by mfbundle (the binary) and by webpack (in this process).
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { MFBUNDLE } from './env.mjs';

/** Runs a command to its end. Never rejects for a bad exit code: {code, stdout, stderr}. */
export function run(command, args, { cwd, env = {}, timeout = 120_000, input } = {}) {
  return new Promise((ok, fail) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'], timeout, killSignal: 'SIGKILL' });
    const out = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => { out[name] += text; });
    child.once('error', fail).once('close', (code, signal) => ok({ code: code ?? signal, ...out }));
    if (input !== undefined) child.stdin.end(input);
  });
}

/**
 * Runs `mfbundle build` in dir and returns its JSON report.
 * @param {string} dir
 * @param {{mode?: string, outDir?: string, env?: object, args?: string[], allowFailure?: boolean}} options
 */
export async function build(dir, { mode, outDir, env = {}, args = [], allowFailure = false } = {}) {
  const flags = ['build', '--reporter', 'json', ...(mode ? ['--mode', mode] : []), ...(outDir ? ['--out', outDir] : []), ...args];
  const result = await run(MFBUNDLE, flags, { cwd: dir, env });
  let report;
  try { report = JSON.parse(result.stdout); } catch { report = undefined; }
  if (result.code !== 0 && !allowFailure) {
    const errors = report?.errors?.map((e) => `${e.code} ${e.file ?? e.module ?? ''}:${e.line ?? ''} ${e.message}\n${e.frame ?? ''}`).join('\n') ?? result.stdout.slice(-2000);
    throw new Error(`mfbundle ${flags.join(' ')} in ${dir} ended with ${result.code}\n${errors}\n${result.stderr.slice(-4000)}`);
  }
  return { ...result, report };
}

/** Runs one webpack compiler in this process; rejects when the build has errors. `webpack` is another version of it. */
export async function webpackBuild(config, webpack) {
  webpack ??= (await import('webpack')).default;
  const compiler = webpack(config);
  try {
    const stats = await new Promise((ok, fail) => compiler.run((error, value) => (error ? fail(error) : ok(value))));
    if (stats.hasErrors()) throw new Error(stats.toJson({ all: false, errors: true }).errors.map((e) => `${e.moduleName ?? ''} ${e.loc ?? ''} ${e.message.slice(0, 400)}`).join('\n'));
    return stats;
  } finally {
    await new Promise((ok) => compiler.close(ok));
  }
}

/** Runs one Rspack compiler in this process; rejects when the build has errors. */
export async function rspackBuild(config) {
  const { rspack } = await import('@rspack/core');
  const compiler = rspack(config);
  try {
    const stats = await new Promise((ok, fail) => compiler.run((error, value) => (error ? fail(error) : ok(value))));
    if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
    return stats;
  } finally {
    await new Promise((ok) => compiler.close(ok));
  }
}

/** index.html as `html: {template, base}` makes it, for webpack builds of an app. */
export function writeHtml(stats, template, outDir, base) {
  const { main } = stats.toJson({ all: false, entrypoints: true, chunkGroups: true }).entrypoints;
  const names = main.assets.map((a) => a.name);
  const tags = [
    ...(base ? [`<base href="${base}">`] : []),
    ...names.filter((n) => n.endsWith('.css')).map((n) => `<link href="${n}" rel="stylesheet">`),
    ...names.filter((n) => n.endsWith('.js')).map((n) => `<script defer src="${n}"></script>`),
  ];
  fs.writeFileSync(path.join(outDir, 'index.html'), fs.readFileSync(template, 'utf8').replace('</head>', `${tags.join('')}</head>`));
}

/** Builds the app in dir by its webpack.config.mjs, a function of {mode, outDir, env}. */
export async function webpackApp(dir, { mode, outDir, env, base }) {
  const { default: make } = await import(pathToFileURL(path.join(dir, 'webpack.config.mjs')));
  const stats = await webpackBuild(make({ mode, outDir, env }));
  const template = path.join(dir, 'public/index.html');
  if (fs.existsSync(template)) writeHtml(stats, template, outDir, base);
}

/** One name, two builders: buildApp('webpack' | 'mfbundle', dir, {mode, outDir, env, base}). */
export const buildApp = (builder, dir, options) => (builder === 'webpack' ? webpackApp(dir, options) : build(dir, { mode: options.mode, outDir: options.outDir, env: options.env }));
