if (globalThis.tries++ < 2) throw new Error('try ' + globalThis.tries);
export const ok = 'ok';
