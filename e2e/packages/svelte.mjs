import { derived, get, readable, writable } from 'svelte/store';
import { cubicInOut, elasticOut } from 'svelte/easing';
import { VERSION } from 'svelte/compiler';
import * as easing from 'svelte/easing';
import * as svelte from 'svelte';

const a = writable(1);
const b = derived([a, readable(10)], ([x, y]) => x + y);
const seen = [];
const stop = b.subscribe((v) => seen.push(v));
a.set(2);
a.update((n) => n * 5);
stop();
globalThis.__result = { seen, now: get(b), ease: [cubicInOut(0.3), elasticOut(0.7)].map((n) => +n.toFixed(6)), easing: Object.keys(easing).sort(), svelte: Object.keys(svelte).sort(), version: VERSION };
