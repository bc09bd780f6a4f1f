export default () => ({ experiments: { layers: true }, module: { rules: [{ test: /inner\.js$/, layer: 'in' }] } });
