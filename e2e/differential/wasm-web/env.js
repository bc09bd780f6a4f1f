export const logged = [];
export const log = (n) => { logged.push(n); };
export const start = 100;
