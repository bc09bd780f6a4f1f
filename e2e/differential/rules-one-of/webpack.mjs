const oneOf = [{ resourceQuery: /raw/, exclude: /sub/, type: 'asset/source' }, { resourceQuery: /inline|raw/, type: 'asset/inline', generator: { dataUrl: { mimetype: 'text/x', encoding: false } } }, { type: 'asset/resource', generator: { filename: 'f/[name].[hash:8][ext]' } }];
export default () => ({ module: { rules: [{ test: /\.txt$/, oneOf }] } });
