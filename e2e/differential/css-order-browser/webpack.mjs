export default () => ({ experiments: { css: true }, output: { cssFilename: 'main.css', cssChunkFilename: '[id].css' } });
