// modes: production
let n = 0;
console.log("dropped", n++);
console.error("dropped");
globalThis.__result = n;
