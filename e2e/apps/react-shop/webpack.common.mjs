// What both apps of the shop have in common when webpack builds them as the reference for interop.
import path from 'node:path';
import { createRequire } from 'node:module';
import webpack from 'webpack';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import TerserPlugin from 'terser-webpack-plugin';

const require = createRequire(import.meta.url);
const singleton = { singleton: true };

/** @param {{context: string, mode: string, outDir: string, name: string, federation: object}} options */
export function config({ context, mode, outDir, name, federation }) {
  const file = mode === 'production' ? '[name].[contenthash:8]' : '[name]';
  return {
    name, context, mode,
    target: ['web', 'es2022'],
    entry: { main: './src/webpack-entry.ts' },
    output: { path: outDir, filename: `${file}.js`, chunkFilename: `${file}.js`, assetModuleFilename: 'assets/[name].[hash:8][ext]', publicPath: 'auto', uniqueName: name, clean: true },
    resolve: { extensions: ['.tsx', '.ts', '.mjs', '.js'], alias: { '@': path.join(context, 'src') } },
    module: {
      rules: [
        { test: /\.tsx?$/, loader: require.resolve('esbuild-loader'), options: { target: 'es2022', jsx: 'automatic', tsconfig: path.join(context, 'tsconfig.json') } },
        { test: /\.css$/, use: [MiniCssExtractPlugin.loader, require.resolve('css-loader')] },
        { test: /\.png$/, type: 'asset/resource' },
      ],
    },
    devtool: false,
    performance: false,
    optimization: { minimizer: [new TerserPlugin({ minify: TerserPlugin.esbuildMinify })] },
    plugins: [
      new MiniCssExtractPlugin({ filename: `${file}.css`, chunkFilename: `${file}.css` }),
      new webpack.container.ModuleFederationPlugin({
        name,
        filename: 'remoteEntry.js',
        ...federation,
        shared: { react: singleton, 'react-dom': singleton, 'react-router': singleton, '@mui/material': singleton, '@emotion/react': singleton, '@emotion/styled': singleton },
      }),
    ],
  };
}
