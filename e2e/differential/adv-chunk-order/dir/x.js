globalThis.order.push('x'); export default 'x';
