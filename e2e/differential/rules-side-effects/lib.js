(globalThis.ran ||= []).push('lib');
export { used } from './part.js';
