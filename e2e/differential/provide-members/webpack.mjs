import path from 'node:path'; import { fileURLToPath } from 'node:url';
const l = (n) => path.join(path.dirname(fileURLToPath(import.meta.url)), n);
export default (webpack) => ({ plugins: [new webpack.ProvidePlugin({ $: l('jq.cjs'), jq: l('jq.cjs'), 'window.jQuery': l('jq.cjs'), map: [l('util.js'), 'deep', 'map'], def: [l('util.js'), 'default'], esm: l('util.js') })] });
