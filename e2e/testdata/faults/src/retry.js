import { RetryPlugin } from '@module-federation/retry-plugin';

export default (options) => RetryPlugin(options);
