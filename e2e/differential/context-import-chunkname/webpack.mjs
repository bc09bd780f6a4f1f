export default () => ({ output: { chunkFilename: "[name].chunk.js" } });
