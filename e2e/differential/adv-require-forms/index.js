const r = require;
const list = [require('./m'), require("./m"), require(`./m`), require('./' + 'm'), require(true ? './m' : './other')];
let msg; try { require('./missing-optional') } catch (e) { msg = e.code }
const has = typeof require === 'function' && typeof require.resolve === 'function';
const cond = process.env.NOPE ? require('./never') : 'not';
if (typeof window !== 'undefined') require('./never');
const { v } = require('./m'), nested = () => require('./m').v;
globalThis.__result = [list.every((x) => x === list[0]), msg, has, cond, v, nested(), require.resolve('./m') === require.resolve('./m.js'), typeof r];
