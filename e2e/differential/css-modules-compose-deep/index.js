import { four } from './a.module.css';
globalThis.__result = four;
