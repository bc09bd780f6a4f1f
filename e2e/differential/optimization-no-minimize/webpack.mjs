export default (webpack, mode) => ({ optimization: { minimize: false } });
