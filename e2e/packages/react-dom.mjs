import ReactDOM, { createPortal, flushSync, preload, version } from 'react-dom';

globalThis.__result = { version, keys: Object.keys(ReactDOM).sort(), portal: typeof createPortal, flush: flushSync(() => 5), preload: typeof preload };
