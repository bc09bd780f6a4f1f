globalThis.__side = (globalThis.__side ?? 0) + 1;
export const unused = true;
