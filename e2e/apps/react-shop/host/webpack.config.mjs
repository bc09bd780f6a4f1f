import { config } from '../webpack.common.mjs';

export default ({ mode, outDir, env = {} }) => config({
  context: import.meta.dirname, mode, outDir, name: 'shop_host',
  federation: { remotes: { shop: `shop_remote@${env.REMOTE_URL ?? 'http://127.0.0.1:4602'}/remoteEntry.js` } },
});
