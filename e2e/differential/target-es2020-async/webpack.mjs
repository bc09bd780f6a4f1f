export default (webpack, mode) => ({ target: ["node", "es2020"] });
