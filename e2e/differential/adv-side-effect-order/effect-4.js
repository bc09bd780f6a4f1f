globalThis.log.push(4);
