export const log = globalThis.log = ['shared ' + (globalThis.count = (globalThis.count || 0) + 1)];
