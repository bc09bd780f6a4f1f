import svg from './a.svg';
import png from './b.png';
import res from './c.png?resource';
import small from './small.bin';
import big from './big.bin';
import raw from './a.svg?raw';
globalThis.__result = [svg, png.slice(0, 22), res, small, big, raw, String(new URL('./b.png', import.meta.url)).slice(0, 22)];
