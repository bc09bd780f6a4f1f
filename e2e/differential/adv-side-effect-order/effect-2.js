globalThis.log.push(2); export const unused = 1;
