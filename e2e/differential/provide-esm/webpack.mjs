import path from 'node:path';
const at = (f) => path.join(import.meta.dirname, f);
export default (webpack) => ({ plugins: [new webpack.ProvidePlugin({ $: at('lib.mjs'), pick: [at('lib.mjs'), 'pickIt'] })] });
