const mods = import.meta.glob('./ctx/{a,b,c}.js', { eager: true });
const named = import.meta.glob('./ctx/[bc].js', { eager: true, import: 'default' });
const none = import.meta.glob('./ctx/*.css');
globalThis.__result = [mods, named, none];
