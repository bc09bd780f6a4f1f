const meta = import.meta;
const { webpack, url } = import.meta;

globalThis.__result = [typeof meta, meta.webpack, typeof meta.url, webpack, typeof url];
