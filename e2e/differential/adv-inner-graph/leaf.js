(globalThis.seen ||= {})[__resourceQuery] = 1;
export const x = { v: __resourceQuery };
