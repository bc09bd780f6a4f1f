export default () => ({ output: { chunkFilename: 'lazy.js' }, module: { rules: [{ test: /\.txt$/, type: 'asset/resource', generator: { filename: '[name][ext][query]' } }] } });
