globalThis.count = 0;
Object.defineProperty(exports, 'lazy', { enumerable: true, get() { return ++globalThis.count; } });
Object.defineProperty(exports, 'value', { enumerable: true, value: 'v' });
Object.defineProperty(exports, 'hidden', { enumerable: false, value: 'h' });
