// Builds and runs the programs of differential/ with webpack and with mfbundle.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { launch } from './browser.mjs';
import { run } from './build.mjs';
import { E2E, MFBUNDLE, tempDir } from './env.mjs';

export const DIR = path.join(E2E, 'differential');
const RUNNER = path.join(E2E, 'lib/run-differential.cjs');
const CACHE = path.join(E2E, 'node_modules/.cache/differential.json');

/** A program: a folder with index.{js,mjs,cjs,ts,tsx}. The first line of that may be `// env: web` and `modes: production`. */
export function readProgram(name) {
  const dir = path.join(DIR, name);
  const entry = fs.readdirSync(dir).find((f) => /^index\.(c|m)?[jt]sx?$/.test(f));
  if (!entry) throw new Error(`${dir} has no index.js`);
  const first = fs.readFileSync(path.join(dir, entry), 'utf8').split('\n', 1)[0];
  const word = (key, otherwise) => (first.startsWith('//') && new RegExp(`${key}: ([\\w ]+)`).exec(first)?.[1].trim()) || otherwise;
  const read = (file) => (fs.existsSync(path.join(dir, file)) ? fs.readFileSync(path.join(dir, file), 'utf8') : undefined);
  const difference = read('difference.txt')?.split(/^---\n/m);
  return {
    name, dir, entry, env: word('env', 'node'), modes: word('modes', 'development production').split(' '),
    // The files to run, in this order, without their ending.
    scripts: word('scripts', 'main').split(' '),
    options: JSON.parse(read('mfbundle.json') ?? '{}'),
    // What webpack is told beyond that; a function of (webpack, mode).
    webpack: read('webpack.mjs') ? pathToFileURL(path.join(dir, 'webpack.mjs')).href : undefined,
    reason: difference?.[0].trim(), expected: difference?.[1]?.trim(),
  };
}

const isObject = (v) => v && typeof v === 'object' && !Array.isArray(v) && !(v instanceof RegExp);
const merge = (a, b) => Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((k) => [k, isObject(a[k]) && isObject(b[k]) ? merge(a[k], b[k]) : k in b ? b[k] : a[k]]));

const target = (env) => (env === 'node' ? 'node' : ['web', 'es2022']);

/** Hash of all that the result of webpack depends on. */
function key(program, mode) {
  const hash = createHash('sha256').update(`${mode} ${process.version}`);
  for (const file of [RUNNER, path.join(E2E, 'lib/differential.mjs'), path.join(E2E, 'node_modules/webpack/package.json')]) hash.update(fs.readFileSync(file));
  for (const file of fs.readdirSync(program.dir, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || file.name === 'difference.txt' || file.name === 'mfbundle.json') continue;
    hash.update(`${path.relative(program.dir, path.join(file.parentPath, file.name))}\0`).update(fs.readFileSync(path.join(file.parentPath, file.name)));
  }
  return hash.digest('hex');
}

/** What programs do in webpack's builds, by `name mode`. Results are kept between runs: sources decide them. */
export async function webpackResults(programs) {
  let cache = {};
  try { cache = JSON.parse(fs.readFileSync(CACHE, 'utf8')); } catch { /* the first run */ }
  const results = {}, kept = {}, configs = [], jobs = [];
  const out = tempDir('differential-webpack');
  const { default: webpack } = await import('webpack');
  for (const program of programs) {
    for (const mode of program.modes) {
      const id = `${program.name} ${mode}`, hash = key(program, mode);
      kept[hash] = cache[hash];
      if (cache[hash]) { results[id] = cache[hash]; continue; }
      const dist = path.join(out, program.name, mode);
      const extra = program.webpack ? (await import(program.webpack)).default(webpack, mode) : {};
      configs.push(merge({
        name: id, mode, context: program.dir, entry: `./${program.entry}`, target: target(program.env), devtool: false, performance: false,
        output: { path: dist, filename: 'main.js' }, optimization: { minimize: false }, ignoreWarnings: [],
      }, extra));
      jobs.push({ id, hash, env: program.env, scripts: program.scripts, file: path.join(dist, 'main.js') });
    }
  }
  if (configs.length) {
    const compiler = webpack(configs);
    const stats = await new Promise((ok, no) => compiler.run((e, s) => (e ? no(e) : ok(s))));
    await new Promise((ok) => compiler.close(ok));
    stats.stats.forEach((s, i) => {
      const { errors } = s.toJson({ all: false, errors: true });
      if (errors.length) jobs[i].failed = { buildFailed: errors.map((e) => e.message.split('\n').slice(0, 3).join(' ')) };
    });
    await runAll(jobs, results);
    // A program that a busy machine cut short has said nothing.
    for (const job of jobs) if (!JSON.stringify(results[job.id]).includes('did not end')) kept[job.hash] = results[job.id];
  }
  if (programs.length > 20) {
    fs.mkdirSync(path.dirname(CACHE), { recursive: true });
    fs.writeFileSync(CACHE, JSON.stringify(kept));
  }
  return results;
}

/** What programs do in mfbundle's builds, by `name mode`, mode none included. All are documents of one file. */
export async function mfbundleResults(programs) {
  const out = tempDir('differential-mfbundle');
  const docs = [], jobs = [], results = {};
  for (const program of programs) {
    for (const mode of ['none', ...program.modes]) {
      const id = `${program.name} ${mode}`, dist = path.join(out, program.name, mode);
      docs.push(JSON.stringify(merge({
        name: id.replace(' ', '_'), mode, context: program.dir, entry: `./${program.entry}`, target: target(program.env),
        optimization: { emitOnErrors: false }, // an error is a failed build, as webpackResults has it
        output: { path: dist, filename: 'main.js' }, devtool: false,
      }, program.options)));
      jobs.push({ id, env: program.env, scripts: program.scripts, file: path.join(dist, program.options.output?.module ? 'main.mjs' : 'main.js') });
    }
  }
  fs.writeFileSync(path.join(out, 'federation.yaml'), docs.join('\n---\n'));
  const built = await run(MFBUNDLE, ['build', '--reporter', 'json', '--no-cache'], { cwd: out });
  let report;
  try { report = JSON.parse(built.stdout); } catch { throw new Error(`mfbundle ended with ${built.code}\n${built.stdout.slice(-2000)}\n${built.stderr.slice(-4000)}`); }
  if (report.errors.length && !report.builds?.length) throw new Error(JSON.stringify(report.errors, null, 1).slice(0, 4000));
  const done = new Set(report.builds.map((b) => b.name));
  for (const job of jobs) {
    const [name] = job.id.split(' ');
    if (done.has(job.id.replace(' ', '_'))) continue;
    const own = report.errors.filter((e) => e.file?.includes(`/differential/${name}/`) ?? true).map((e) => `${e.code}: ${e.message}`);
    job.failed = { buildFailed: [...new Set(own)] };
  }
  await runAll(jobs, results);
  return results;
}

async function runAll(jobs, results) {
  const inBrowser = jobs.filter((j) => j.env === 'chromium' && !j.failed);
  const left = jobs.filter((j) => j.env !== 'chromium' || j.failed);
  await Promise.all([1, 2].map(async () => {
    for (let job; (job = left.shift());) results[job.id] = job.failed ?? await inThread(job);
  }));
  if (inBrowser.length) await inChromium(inBrowser, results);
}

function inThread({ file, env, scripts }) {
  return new Promise((ok) => {
    if (!fs.existsSync(file)) return ok({ buildFailed: ['no output'] });
    const worker = new Worker(RUNNER, { workerData: { file, env, scripts }, stdout: true, stderr: true, env: { TZ: 'UTC' } });
    worker.once('message', ok).once('error', (e) => ok({ error: String(e) })).once('exit', (code) => ok({ error: `exit ${code}` }));
  });
}

/** One page for each program; the page's script is a module only when its name says so. */
async function inChromium(jobs, results) {
  const server = http.createServer((request, response) => {
    const [, id, ...rest] = decodeURIComponent(new URL(request.url, 'http://x').pathname).split('/');
    const job = jobs[Number(id)];
    const file = job && path.join(path.dirname(job.file), ...rest);
    if (!job) return response.writeHead(404).end(); // the browser's own, such as /favicon.ico
    if (rest.join('/') === '') return response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><script src="${path.basename(job.file)}"></script>`);
    if (!file || !fs.existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': { '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' }[path.extname(file)] ?? 'application/octet-stream', 'service-worker-allowed': '/' }).end(fs.readFileSync(file));
  });
  await new Promise((ok) => server.listen(0, '127.0.0.1', ok));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    for (const [i, job] of jobs.entries()) {
      const log = [];
      let error;
      const onConsole = (m) => { if (m.type() === 'log') log.push(m.text()); };
      const onError = (e) => { error ??= String(e?.message ?? e); };
      page.on('console', onConsole).on('pageerror', onError);
      await page.goto(`http://127.0.0.1:${server.address().port}/${i}/`, { waitUntil: 'load' });
      const result = await page.evaluate(async () => {
        const late = new Promise((_, no) => setTimeout(() => no(new Error('the program did not end')), 30_000));
        try { return JSON.stringify(await Promise.race([globalThis.__result, late])) ?? 'undefined'; } catch (e) { return `throws ${e?.message ?? e}`; }
      }).catch(String);
      page.off('console', onConsole).off('pageerror', onError);
      results[job.id] = { result: result.replaceAll(`/${i}/`, '/'), log, ...(error === undefined ? {} : { error }) };
    }
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
