export default () => ({ experiments: { asyncWebAssembly: true } });
