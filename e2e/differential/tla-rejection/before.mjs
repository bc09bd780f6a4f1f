globalThis.order.push('before');
