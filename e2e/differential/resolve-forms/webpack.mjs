import path from 'node:path'; import { fileURLToPath } from 'node:url';
const here = path.dirname(fileURLToPath(import.meta.url));
export default () => ({ resolve: { alias: { '@': here, aliased: path.join(here, 'target.js'), exact$: path.join(here, 'target.js'), ignored: false } } });
