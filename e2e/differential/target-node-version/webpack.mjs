export default (webpack, mode) => ({ target: "node10" });
