import x from 'data:text/javascript,import { b } from "./b.js"; export default b;';
globalThis.__result = (async () => [x, (await import('data:text/javascript,export default 5')).default])();
