// What each part of the page loads. Importers are separate modules, as in an application.
const parts = {
  faulty: () => import('faulty/a'),
  throws: () => import('faulty/throws'),
  missing: () => import('faulty/missing'),
  chunk: () => import('faulty/a').then(async (m) => ({ name: await m.more() })),
  slow: () => import('slow/a'),
  sealed: () => import('sealed/a'),
  listed: () => import('listed/a'),
  other: () => import('other/a'),
};

const attempt = (part) => parts[part]().then(
  (m) => ({ ok: m.name }),
  (e) => ({ code: e.code, name: e.name, cause: e.cause?.code, message: e.message, remote: e.remote, expose: e.expose, request: e.request }),
);

/** Loads parts at once, two times: before and after mend() has been called. */
globalThis.__scenario = async (list, mend) => {
  const all = async () => Object.fromEntries(await Promise.all(list.map(async (part) => [part, await attempt(part)])));
  const first = await all();
  await mend();
  const second = await all();
  // Time for rejections that nobody handles to be told of.
  await new Promise((ok) => setTimeout(ok, 20));
  return { first, second };
};
globalThis.document?.body.append('alive');
