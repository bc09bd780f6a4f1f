globalThis.log.push(3);
