import all from './wrap.cjs?w!./a.txt';
import none from '!./wrap.cjs?n!./a.txt';
import noPre from '-!./wrap.cjs?p!./a.txt';
import nothing from '!!./wrap.cjs?z!./a.txt';
import plain from './a.txt';
globalThis.__result = { all, none, noPre, nothing, plain };
