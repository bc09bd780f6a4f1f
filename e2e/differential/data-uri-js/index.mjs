import x, { y } from 'data:text/javascript,export default 1; export const y = "a b";';
import z from 'data:text/javascript;charset=utf-8;base64,ZXhwb3J0IGRlZmF1bHQgWzFd';
globalThis.__result = [x, y, z];
