'use client';
import { a } from './a.js';
globalThis.__result = [a, (function () { 'use strict'; return this; })()];
