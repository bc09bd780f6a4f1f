// What webpack and Rspack make of the pairs: the same two apps as their federation.yaml.
import path from 'node:path';
import webpack from 'webpack';
import TerserPlugin from 'terser-webpack-plugin';

const shared = { 'tiny-store': {}, 'tiny-single': { singleton: true }, 'tiny-format': { strictVersion: true } };
const apps = {
  host: { entry: { main: './src/index.mjs' }, filename: 'hostEntry.js', exposes: { './config': './src/config.mjs' }, remotes: { remote: 'commonjs-module ../remote/remoteEntry.js' } },
  remote: {
    entry: {}, filename: 'remoteEntry.js', remotes: { host: 'commonjs-module ../host/hostEntry.js' },
    exposes: {
      './math': './src/math.mjs', './report': './src/report.mjs', './legacy': './src/legacy.cjs', './lazy': './src/lazy.mjs',
      './many': ['./src/side.mjs', './src/math.mjs'], './uses-host': './src/uses-host.mjs', './broken': './src/broken.mjs',
    },
  },
};

/** Plugin and minimizer are those of webpack unless given. */
export default ({ app, mode, outDir, Plugin = webpack.container.ModuleFederationPlugin, minimizer = [new TerserPlugin({ minify: TerserPlugin.esbuildMinify })] }) => {
  const { entry, ...federation } = apps[app];
  return {
    context: path.join(import.meta.dirname, app), mode, target: 'node', entry, devtool: false, performance: false,
    output: { path: outDir, filename: '[name].js', uniqueName: app },
    optimization: { minimizer },
    plugins: [new Plugin({ name: app, library: { type: 'commonjs-module' }, shared, ...federation })],
  };
};
