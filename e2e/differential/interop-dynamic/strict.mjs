export const go = async () => [await import('./flag.js'), await import('./plain.js'), await import('./nul.js')];
