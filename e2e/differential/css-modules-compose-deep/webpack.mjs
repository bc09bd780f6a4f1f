export default () => ({ experiments: { css: true }, module: { generator: { 'css/auto': { localIdentName: '[name]__[local]' } } } });
