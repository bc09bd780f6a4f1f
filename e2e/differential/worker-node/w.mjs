import { parentPort, workerData } from 'node:worker_threads';
import { f } from './lib.mjs';
const { lazy } = await import('./lazy.mjs');
parentPort.postMessage([f(workerData), lazy]);
