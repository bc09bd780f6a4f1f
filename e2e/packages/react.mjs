import React, * as ns from 'react';
import { createElement, Children, isValidElement, memo, forwardRef, cloneElement, version } from 'react';
import { jsx, jsxs, Fragment } from 'react/jsx-runtime';
import { jsxDEV } from 'react/jsx-dev-runtime';

const element = createElement('a', { href: '#', key: 'k' }, 'x', 'y');
globalThis.__result = {
  version, same: React.createElement === createElement, keys: Object.keys(ns).sort(),
  element: [element.type, element.key, element.props], valid: [isValidElement(element), isValidElement({})],
  count: Children.count([1, null, element]), clone: cloneElement(element, { id: 'i' }).props,
  jsx: [jsx('b', { children: 'c' }).props, jsxs(Fragment, { children: [1, 2] }).type === Fragment, typeof jsxDEV],
  memo: typeof memo(() => null), ref: typeof forwardRef(() => null),
};
