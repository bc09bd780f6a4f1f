// Times production builds of one generated project, round robin, and prints a table of medians.
//
//   node run.mjs [--modules 1000] [--runs 5] [--tools mfbundle,rspack,webpack,esbuild] [--keep]
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';
import { E2E, missing } from '../lib/env.mjs';
import { writeProject } from './project.mjs';
import { tools } from './tools.mjs';

const { values: options } = parseArgs({
  options: {
    modules: { type: 'string', default: '1000' }, runs: { type: 'string', default: '5' },
    tools: { type: 'string', default: Object.keys(tools).join(',') }, keep: { type: 'boolean', default: false },
  },
});
const names = options.tools.split(',');
const unknown = names.filter((n) => !tools[n]);
const stop = (message) => { console.error(message); process.exit(2); };
if (unknown.length) stop(`unknown tool ${unknown.join(', ')}; there are ${Object.keys(tools).join(', ')}`);
if (missing()) stop(missing());

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'mfbundle-bench-'));
if (!options.keep) process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

const project = writeProject(dir, Number(options.modules));
fs.symlinkSync(path.join(E2E, 'node_modules'), path.join(dir, 'node_modules'));
for (const name of names) tools[name].prepare(dir);

/** One build from nothing: {seconds}. */
function once(name) {
  fs.rmSync(path.join(dir, 'dist', name), { recursive: true, force: true });
  const [file, args] = tools[name].command(dir);
  const start = process.hrtime.bigint();
  const result = spawnSync(file, args, { cwd: dir, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (result.status !== 0) stop(`${name} ended with ${result.status ?? result.signal}\n${result.stdout}\n${result.stderr}`);
  return seconds;
}

/** Bytes of the JavaScript that a build wrote, plain and gzipped file by file. */
function sizes(name) {
  const out = { bytes: 0, gzip: 0, files: 0 };
  for (const f of fs.readdirSync(path.join(dir, 'dist', name), { recursive: true, withFileTypes: true })) {
    if (!f.isFile() || !/\.m?js$/.test(f.name)) continue;
    const text = fs.readFileSync(path.join(f.parentPath, f.name));
    out.bytes += text.length;
    out.gzip += zlib.gzipSync(text).length;
    out.files++;
  }
  return out;
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const versionOf = (tool) => (tool.package ? JSON.parse(fs.readFileSync(path.join(E2E, 'node_modules', tool.package, 'package.json'), 'utf8')).version : '');

for (const name of names) once(name); // fills the caches of the file system, uncounted
const times = Object.fromEntries(names.map((name) => [name, []]));
for (let run = 0; run < Number(options.runs); run++) {
  for (const name of names) times[name].push(once(name));
}

const cpus = os.cpus();
console.log(`${project.modules} own modules, ${project.lines} lines, and React, react-dom, lodash-es and date-fns shared`);
console.log(`${cpus[0].model.trim()}, ${os.availableParallelism()} cores, load ${os.loadavg()[0].toFixed(1)}, ${os.type()} ${os.release()}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}\n`);
const base = median(times[names[0]]);
console.log(`| tool | median of ${options.runs} | fastest – slowest | ratio | JavaScript | gzip | files |`);
console.log('|---|---:|---:|---:|---:|---:|---:|');
for (const name of names) {
  const list = times[name];
  const s = sizes(name);
  console.log(`| ${name} ${versionOf(tools[name])} | ${median(list).toFixed(2)} s | ${Math.min(...list).toFixed(2)} – ${Math.max(...list).toFixed(2)} | ${(median(list) / base).toFixed(2)} | ${(s.bytes / 1000).toFixed(0)} kB | ${(s.gzip / 1000).toFixed(0)} kB | ${s.files} |`);
}
console.log();
for (const name of names) if (tools[name].note) console.log(`${name}: ${tools[name].note}`);
if (options.keep) console.log(`kept: ${dir}`);
