import path from 'node:path'; import { fileURLToPath } from 'node:url';
const l = (n) => path.join(path.dirname(fileURLToPath(import.meta.url)), n);
export default () => ({ module: { rules: [{ test: /\.txt$/, loader: l('normal.cjs') }, { test: /\.txt$/, enforce: 'pre', loader: l('pre.cjs') }, { test: /\.txt$/, enforce: 'post', loader: l('post.cjs') }] } });
