import { name, top as t, status, location, event, length } from './globals.js';
var parent = 'parent', self_ = 1; let closed = 'closed';
function focus() { return 'focus' }
globalThis.__result = [name, t, status, location, event, length, parent, closed, focus(), typeof globalThis.parent, typeof globalThis.focus];
