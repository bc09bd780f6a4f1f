import path from 'node:path'; import { fileURLToPath } from 'node:url';
const here = path.dirname(fileURLToPath(import.meta.url)), l = path.join(here, 'tag.cjs');
export default () => ({ module: { rules: [
 { test: /\.js$/, include: path.join(here, 'src'), exclude: [/deep/], use: l + '?1' },
 { test: { and: [/\.js$/, { not: /index/ }], not: [/a\.js$/] }, use: l + '?2' },
 { resource: { or: [/c\.js$/, /d\.js$/] }, use: l + '?3' },
 { test: [/a\.js$/, /b\.js$/], rules: [{ include: /b/, use: l + '?4' }, { use: l + '?5' }] },
] } });
