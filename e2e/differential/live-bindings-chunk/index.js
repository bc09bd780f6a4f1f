import { state, set } from './state.js';
globalThis.__result = (async () => {
  const out = [state];
  const m = await import('./lazy.js');
  out.push(m.read(), m.state);
  set('two');
  out.push(m.read(), m.state, state);
  m.setFromLazy();
  out.push(state, m.own);
  m.bump(); out.push(m.own, (await import('./lazy.js')).own);
  return out;
})();
