globalThis.log.push(6); export const gone = 6;
