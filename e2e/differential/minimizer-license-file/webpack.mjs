export default (webpack, mode) => ({ optimization: { minimize: true }, node: { __filename: false } });
