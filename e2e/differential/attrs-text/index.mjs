import text from './d.txt' with { type: 'text' };
import js from './code.js' with { type: 'text' };
globalThis.__result = [text, js];
