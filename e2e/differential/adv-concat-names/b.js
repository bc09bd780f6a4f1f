let a = 'a b', Symbol = 'Symbol b'; { let a = 'inner'; Symbol += a; }
export { a, Symbol };
