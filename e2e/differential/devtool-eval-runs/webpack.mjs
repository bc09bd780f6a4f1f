export default (webpack, mode) => ({ devtool: "eval-source-map" });
