// Where things are, and what to do when a prerequisite is missing.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const E2E = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
export const MFBUNDLE = path.resolve(process.env.MFBUNDLE || path.join(E2E, '../bin/mfbundle'));

/** E2E_ONLY=webpack leaves out every case that needs the mfbundle binary (reference runs of the test bed itself). */
export const builders = process.env.E2E_ONLY ? process.env.E2E_ONLY.split(',') : ['mfbundle', 'webpack'];
export const withMfbundle = builders.includes('mfbundle');

/** First missing prerequisite as a sentence, or ''. */
export function missing({ chromium = false } = {}) {
  if (!fs.existsSync(path.join(E2E, 'node_modules/webpack/package.json'))) return 'e2e/node_modules is missing: run npm ci --ignore-scripts in e2e';
  if (withMfbundle && !fs.existsSync(MFBUNDLE)) return `${MFBUNDLE} is missing: build it or set MFBUNDLE`;
  if (chromium && !fs.existsSync(CHROMIUM)) return `${CHROMIUM} is missing: install chromium or set CHROMIUM`;
  return '';
}

/** For the `skip` option of node:test: false to run, a reason to skip. In CI a reason is a failure instead. */
export function skipOrFail(reason) {
  if (!reason) return false;
  if (process.env.CI === 'true') throw new Error(reason);
  return reason;
}

/** A new temporary folder that goes away with the process (kept with E2E_KEEP=1). */
export function tempDir(prefix = 'e2e') {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), `mfbundle-${prefix}-`));
  if (!process.env.E2E_KEEP) process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  else console.error(`kept: ${dir}`);
  return dir;
}
