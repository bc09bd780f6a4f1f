globalThis.order.push('shared'); export const s = 's';
