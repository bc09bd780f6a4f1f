globalThis.log.push(5); export const five = 5;
