globalThis.log.push(1);
