import path from 'node:path'; import { fileURLToPath } from 'node:url';
const here = path.dirname(fileURLToPath(import.meta.url));
const l = (n) => path.join(here, n);
export default () => ({ module: { rules: [{ test: /\.txt$/, use: [{ loader: l('one.cjs'), options: { name: 'x' } }, l('two.cjs') + '?q=1', l('three.cjs')] }] } });
