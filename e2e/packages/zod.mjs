import * as ns from 'zod';
import { z } from 'zod';

const User = z.object({ name: z.string().min(2), age: z.coerce.number().int().optional(), tags: z.array(z.enum(['a', 'b'])).default([]), kind: z.discriminatedUnion('t', [z.object({ t: z.literal('x'), v: z.number() }), z.object({ t: z.literal('y') })]) });
const bad = User.safeParse({ name: 'a', tags: ['c'], kind: { t: 'z' } });
globalThis.__result = {
  keys: Object.keys(ns).length, z: Object.keys(z).length, good: User.parse({ name: 'Ann', age: '7', kind: { t: 'x', v: 1 } }), issues: bad.error.issues.map((i) => [i.path, i.code, i.message]),
  transform: z.string().transform((s) => s.length).parse('four'), email: z.string().email().safeParse('x').success, json: z.toJSONSchema ? z.toJSONSchema(z.object({ a: z.string() })) : null, brand: z.record(z.string(), z.bigint()).safeParse({ a: 1n }).success,
};
