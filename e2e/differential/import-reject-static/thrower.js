(globalThis.order ||= []).push('thrower');
if (globalThis.order.length < 4) throw new Error('thrown');
export const v = 'v';
