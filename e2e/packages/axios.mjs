import axios, { Axios, AxiosError, AxiosHeaders, CanceledError, isAxiosError, VERSION } from 'axios';

const client = axios.create({ baseURL: 'http://example.invalid/api', adapter: async (config) => ({ data: JSON.stringify({ url: axios.getUri(config), method: config.method, body: config.data, type: String(config.headers['Content-Type']) }), status: config.url === '/bad' ? 500 : 200, headers: new AxiosHeaders({ 'x-a': '1' }), config, statusText: 'OK' }) });
client.interceptors.request.use((c) => { c.params = { ...c.params, t: 1 }; return c; });
globalThis.__result = (async () => ({
  version: VERSION, keys: Object.keys(axios).sort(), get: (await client.get('/items', { params: { q: ['a b', 'c'] } })).data, post: (await client.post('/items', { a: 1 })).data,
  error: isAxiosError(new AxiosError('m', 'E_X')), canceled: new CanceledError().code, instance: client.get === Axios.prototype.get, header: AxiosHeaders.from({ 'content-TYPE': 'x' }).get('Content-Type'),
  aborted: await client.get('/x', { signal: AbortSignal.abort() }).catch((e) => e.code),
}))();
