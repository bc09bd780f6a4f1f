export const a = { b: null ?? 3 };
