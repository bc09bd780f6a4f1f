const all = require.context('./ctx', false);
const look = require.context('./ctx', true, /^(?!.*(sub|d\.json)).*\.(js|json)$/i);
const empty = require.context('./ctx', false, /\.css$/);
globalThis.__result = [all.keys(), look.keys(), empty.keys()];
