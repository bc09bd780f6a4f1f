import * as yup from 'yup';
import { array, boolean, date, lazy, mixed, number, object, ref, string, ValidationError } from 'yup';

const schema = object({ name: string().trim().min(2).required(), age: number().positive().integer(), tags: array().of(string().oneOf(['a', 'b'])), end: date(), same: string().oneOf([ref('name')]), on: boolean().default(true), any: lazy((v) => (typeof v === 'number' ? number() : mixed())) });
globalThis.__result = (async () => ({
  keys: Object.keys(yup).sort(), cast: schema.cast({ name: ' Ann ', age: '4', end: '2024-01-02' }), errors: await schema.validate({ name: 'a', age: -1.5, tags: ['c'], same: 'q' }, { abortEarly: false }).catch((e) => [e instanceof ValidationError, [...e.errors].sort()]),
  described: Object.keys(schema.describe().fields), valid: schema.isValidSync({ name: 'Bob' }),
}))();
