export default () => ({ output: { chunkFilename: '[name].js' } });
