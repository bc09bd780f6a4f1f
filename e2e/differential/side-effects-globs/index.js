import { a } from 'lib';
import { c } from 'all-pure';
import 'all-pure/effect';
import 'lib/styles.css.js';
globalThis.__result = [a, c, globalThis.ran];
