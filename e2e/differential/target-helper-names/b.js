const _a = null; export const y = [_a?.b, (() => { class C { v = _a ?? 2 } return new C().v })()];
