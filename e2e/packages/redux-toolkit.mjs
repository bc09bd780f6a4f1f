import * as toolkit from '@reduxjs/toolkit';
import { configureStore, createAsyncThunk, createEntityAdapter, createListenerMiddleware, createSelector, createSlice, nanoid } from '@reduxjs/toolkit';
import { createApi, fakeBaseQuery } from '@reduxjs/toolkit/query';

const load = createAsyncThunk('items/load', async (n, { rejectWithValue }) => (n > 2 ? rejectWithValue('too many') : Array.from({ length: n }, (_, i) => ({ id: i }))));
const adapter = createEntityAdapter();
const slice = createSlice({ name: 'items', initialState: adapter.getInitialState({ error: null }), reducers: { renamed: (s, { payload }) => { s.entities[payload.id].name = payload.name; } }, extraReducers: (b) => b.addCase(load.fulfilled, (s, a) => { adapter.setAll(s, a.payload); }).addCase(load.rejected, (s, a) => { s.error = a.payload; }) });
const api = createApi({ baseQuery: fakeBaseQuery(), endpoints: (b) => ({ one: b.query({ queryFn: async (id) => ({ data: { id } }) }) }) });
const listener = createListenerMiddleware();
const heard = [];
listener.startListening({ actionCreator: slice.actions.renamed, effect: (a) => { heard.push(a.payload.name); } });
const store = configureStore({ reducer: { items: slice.reducer, [api.reducerPath]: api.reducer }, middleware: (d) => d().prepend(listener.middleware).concat(api.middleware) });
globalThis.__result = (async () => {
  await store.dispatch(load(2));
  store.dispatch(slice.actions.renamed({ id: 1, name: 'uno' }));
  await store.dispatch(load(9));
  const query = store.dispatch(api.endpoints.one.initiate(5));
  const one = await query;
  const names = createSelector((s) => s.items.entities, (e) => Object.values(e).map((x) => x.name ?? '-'));
  query.unsubscribe();
  return { keys: Object.keys(toolkit).sort(), items: store.getState().items, one: one.data, names: names(store.getState()), heard, id: nanoid(5).length };
})();
