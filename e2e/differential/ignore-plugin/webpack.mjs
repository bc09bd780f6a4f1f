export default (webpack) => ({ plugins: [new webpack.IgnorePlugin({ resourceRegExp: /^\.\/locale/, contextRegExp: /ignore-plugin$/ })] });
