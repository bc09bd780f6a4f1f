import { ApolloClient, ApolloLink, gql, InMemoryCache, Observable } from '@apollo/client';
import { LocalState } from '@apollo/client/local-state';
import * as core from '@apollo/client/core';
import * as react from '@apollo/client/react';

const link = new ApolloLink((op) => new Observable((o) => { o.next({ data: { item: { __typename: 'Item', id: op.variables.id, name: `item ${op.variables.id}` } } }); o.complete(); }));
const cache = new InMemoryCache({ typePolicies: { Item: { fields: { shout: { read: (_, { readField }) => String(readField('name')).toUpperCase() } } } } });
const client = new ApolloClient({ cache, link, localState: new LocalState() });
const ITEM = gql`query Item($id: ID!) { item(id: $id) { id name shout @client } }`;
globalThis.__result = (async () => {
  const first = await client.query({ query: ITEM, variables: { id: '1' } });
  cache.modify({ id: 'Item:1', fields: { name: () => 'renamed' } });
  const cached = client.readQuery({ query: ITEM, variables: { id: '1' } });
  client.stop();
  return { first: first.data, cached, extract: Object.keys(cache.extract()).sort(), core: Object.keys(core).sort(), react: Object.keys(react).sort() };
})();
