export const keep = () => { let x = $ ?? 1; return typeof x; };
globalThis.__result = [keep(), $.name1, pick(), typeof notProvided];
