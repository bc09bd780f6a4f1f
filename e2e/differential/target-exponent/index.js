let n = 0; const o = { get v() { n++; return 2 }, set v(x) { this.w = x } };
o.v **= 3;
globalThis.__result = [2 ** 3 ** 2, (-2) ** 2, o.w, n];
