export const log = globalThis.log ||= [];
