import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import * as ns from 'react-redux';
import { configureStore } from '@reduxjs/toolkit';
import { connect, Provider, shallowEqual, useDispatch, useSelector } from 'react-redux';

const store = configureStore({ reducer: (s = { n: 4 }, a) => (a.type === 'add' ? { n: s.n + 1 } : s) });
const Hook = () => h('b', null, useSelector((s) => s.n), typeof useDispatch());
const Connected = connect((s) => ({ n: s.n }))(({ n, dispatch }) => h('i', null, n, typeof dispatch));
store.dispatch({ type: 'add' });
globalThis.__result = { keys: Object.keys(ns).sort(), html: renderToString(h(Provider, { store }, h(Hook), h(Connected))), equal: shallowEqual({ a: 1 }, { a: 1 }) };
