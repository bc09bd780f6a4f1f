import path from 'node:path'; import { fileURLToPath } from 'node:url';
const l = path.join(path.dirname(fileURLToPath(import.meta.url)), 'say.cjs');
export default () => ({ module: { rules: [{ test: /\.txt$/, oneOf: [{ issuer: /lib/, use: l + '?lib' }, { dependency: 'commonjs', use: l + '?cjs' }, { dependency: { not: ['url'] }, use: l + '?esm' }, { type: 'asset/inline' }] }] } });
