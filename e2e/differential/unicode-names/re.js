export { "a-b" as "re-named" } from './names.js';
export * as "star name" from './names.js';
