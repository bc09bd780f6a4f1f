export default (webpack, mode) => ({ target: ["web", "es2015"] });
