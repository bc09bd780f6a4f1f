function thisOf() { return this === undefined }
let assigned; try { undeclaredInEsm = 1; assigned = 'ok'; } catch (e) { assigned = e.name; }
let frozen; try { Object.freeze({ a: 1 }).a = 2; frozen = 'silent'; } catch (e) { frozen = e.name; }
export const esm = [thisOf(), assigned, frozen, typeof arguments, (function () { return typeof arguments })()];
