export default (webpack, mode) => ({ devtool: "hidden-nosources-source-map", node: { __filename: false } });
