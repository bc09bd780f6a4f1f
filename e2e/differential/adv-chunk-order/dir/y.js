import '../shared.js'; globalThis.order.push('y'); export default 'y';
