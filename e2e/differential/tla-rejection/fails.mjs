globalThis.order.push('fails');
await Promise.resolve();
export const x = await Promise.reject(new Error('rejected'));
