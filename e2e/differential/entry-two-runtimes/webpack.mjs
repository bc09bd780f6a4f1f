export default () => ({ entry: { main: './index.js', other: './other.js' }, output: { filename: '[name].js' } });
