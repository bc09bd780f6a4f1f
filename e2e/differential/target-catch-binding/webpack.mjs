export default (webpack, mode) => ({ target: ["node", "es2015"] });
