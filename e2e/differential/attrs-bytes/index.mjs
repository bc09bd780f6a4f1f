import bytes from './d.bin' with { type: 'bytes' };
globalThis.__result = [bytes instanceof Uint8Array, bytes];
