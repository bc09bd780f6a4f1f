import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import * as ns from '@tanstack/react-query';
import { dehydrate, QueryClient, QueryClientProvider, QueryObserver, useQuery } from '@tanstack/react-query';

const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
const View = () => { const q = useQuery({ queryKey: ['a', 1], queryFn: () => 'later' }); return h('p', null, q.status, String(q.data)); };
globalThis.__result = (async () => {
  const data = await client.fetchQuery({ queryKey: ['a', 1], queryFn: async ({ queryKey }) => `got ${queryKey.join()}` });
  const failed = await client.fetchQuery({ queryKey: ['bad'], queryFn: async () => { throw new Error('down'); } }).catch((e) => e.message);
  const html = renderToString(h(QueryClientProvider, { client }, h(View)));
  const state = dehydrate(client).queries.map((q) => [q.queryHash, q.state.data]);
  const observer = typeof new QueryObserver(client, { queryKey: ['a', 1] }).getCurrentResult().data;
  client.clear();
  return { keys: Object.keys(ns).sort(), data, failed, html, state, observer };
})();
