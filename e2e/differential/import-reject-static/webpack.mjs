export default () => ({ output: { strictModuleExceptionHandling: true } });
