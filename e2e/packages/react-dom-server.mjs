import { createContext, createElement as h, lazy, Suspense, useContext, useId, useReducer } from 'react';
import { renderToString, renderToStaticMarkup } from 'react-dom/server';

const Theme = createContext('light');
function Panel({ children }) {
  const id = useId();
  const [n] = useReducer((x) => x + 1, 3);
  return h('section', { id, 'data-theme': useContext(Theme), style: { marginTop: n, '--x': 1 } }, children, h('input', { defaultValue: '"q"', disabled: true }));
}
const Never = lazy(() => new Promise(() => {}));
globalThis.__result = {
  string: renderToString(h(Theme.Provider, { value: 'dark' }, h(Panel, null, 'a', 1, h('br'), [h('i', { key: 1 }, '<&>')]))),
  markup: renderToStaticMarkup(h(Panel, null, h(Suspense, { fallback: 'wait' }, h('b', null, 'ready')))),
  suspended: renderToString(h(Suspense, { fallback: 'wait' }, h(Never))).replace(/<template[^]*?<\/template>/, '<template/>'),
};
