import a from '@/a'; import b from 'aliased'; import c from 'exact'; import d from './dir'; import e from 'pkg'; import f from 'pkg/sub'; import g from '#internal'; import h from './noext'; import i from 'self-name/feature'; import j from 'browserish';
import k from './a.js?q=1'; import l from './a.js?q=2'; import m from './a.js#frag';
globalThis.__result = [a, b, c, d, e, f, g, h, i, j, k === l, k.q, m !== undefined, ignored];
import * as ignored from 'ignored';
