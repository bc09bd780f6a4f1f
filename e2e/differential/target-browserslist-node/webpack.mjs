export default (webpack, mode) => ({ target: "browserslist:node 14" });
