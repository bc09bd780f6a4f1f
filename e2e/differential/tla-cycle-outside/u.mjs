order.push('u1'); await new Promise((ok) => setTimeout(ok, 10)); order.push('u2'); export {}
