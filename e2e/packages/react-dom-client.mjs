import * as client from 'react-dom/client';
import { createRoot, hydrateRoot } from 'react-dom/client';

let message = '';
try { createRoot(null); } catch (e) { message = e.message; }
globalThis.__result = { createRoot: typeof createRoot, hydrateRoot: typeof hydrateRoot, keys: Object.keys(client).sort(), version: client.version, message };
