import * as ns from 'uuid';
import { NIL, parse, stringify, v3, v4, v5, v7, validate, version } from 'uuid';

const id = v4();
globalThis.__result = { keys: Object.keys(ns).sort(), v3: v3('hello', v3.DNS), v5: v5('hello', v5.URL), valid: [validate(id), version(id), version(v7())], nil: NIL, round: stringify(parse('6ba7b810-9dad-11d1-80b4-00c04fd430c8')), random: v4({ random: new Uint8Array(16).fill(7) }) };
