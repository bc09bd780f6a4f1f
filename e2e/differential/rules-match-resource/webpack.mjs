export default () => ({ module: { rules: [{ test: /\.js\.txt$/, type: 'asset/source' }] } });
