export default (webpack, mode) => ({ devtool: "source-map", output: { sourceMapFilename: "maps/[name].map" }, node: { __filename: false } });
