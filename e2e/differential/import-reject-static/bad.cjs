exports.x = 'partial'; globalThis.bad = (globalThis.bad || 0) + 1;
throw new Error('bad ' + globalThis.bad);
