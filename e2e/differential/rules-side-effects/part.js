(globalThis.ran ||= []).push('part');
export const used = { n: 1 };
