import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import * as router from 'react-router';
import { createMemoryRouter, generatePath, Link, matchPath, MemoryRouter, Outlet, Route, Routes, useParams } from 'react-router';

const User = () => h('p', null, useParams().id, ' ', h(Link, { to: '/about' }, 'about'), h(Outlet));
const html = renderToString(h(MemoryRouter, { initialEntries: ['/users/7/edit'] }, h(Routes, null, h(Route, { path: 'users/:id', element: h(User) }, h(Route, { path: 'edit', element: h('b', null, 'edit') })))));
const data = createMemoryRouter([{ path: '/', loader: () => 'root data', Component: () => null }]);
globalThis.__result = Promise.resolve(new Promise((ok) => { if (data.state.initialized) ok(); else data.subscribe((s) => s.initialized && ok()); })).then(() => {
  const loaded = data.state.loaderData;
  data.dispose();
  return { html, path: generatePath('/a/:b/*', { b: 'x y', '*': 'z' }), match: matchPath('/u/:id', '/u/9').params, loaded: Object.values(loaded), exports: Object.keys(router).length };
});
