export default () => ({ entry: { main: ['./first.js', './second.cjs', './index.js'] } });
