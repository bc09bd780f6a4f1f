export default () => ({ module: { rules: [{ test: /(lib|dropped)\.js$/, sideEffects: false }] }, optimization: { sideEffects: true } });
