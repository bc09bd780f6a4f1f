export default () => ({ output: { publicPath: '/pub/' }, module: { rules: [
 { test: /\.svg$/, resourceQuery: { not: [/raw/] }, type: 'asset/inline' }, { resourceQuery: /raw/, type: 'asset/source' },
 { test: /\.png$/, type: 'asset' }, { resourceQuery: /resource/, type: 'asset/resource', generator: { filename: '[path][name][ext][query]', publicPath: 'https://cdn/' } },
 { test: /\.bin$/, type: 'asset', parser: { dataUrlCondition: { maxSize: 8 } }, generator: { filename: '[name]-x[ext]' } } ] } });
