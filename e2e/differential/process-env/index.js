// modes: production
const out = [process.env.NODE_ENV, typeof process.env.NODE_ENV];
if (process.env.NODE_ENV !== 'production') out.push(require('./dev.js')); else out.push(require('./prod.js'));
const { NODE_ENV } = process.env;
out.push(NODE_ENV === undefined || typeof NODE_ENV);
out.push(process.env['NODE_ENV'], process.env.NOT_SET_ANYWHERE, 'NOT_SET_ANYWHERE' in process.env);
(function (process) { out.push(process.env.NODE_ENV); })({ env: { NODE_ENV: 'own' } });
globalThis.__result = [...out].map((v) => (v === 'development' || v === 'production' ? 'mode' : v));
