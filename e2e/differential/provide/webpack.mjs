import path from 'node:path';
const at = (f) => path.join(import.meta.dirname, f);
export default (webpack) => ({ plugins: [new webpack.ProvidePlugin({ $: at('jq.js'), jQuery: at('jq.js'), 'window.jQuery': at('jq.js'), join: [at('lib.js'), 'joinAll'] })] });
