const _a = "a"; class C { static f = _a?.length; #z = 1 } export const x = C.f;
