import * as preact from 'preact';
import { cloneElement, Component, createContext, createElement, Fragment, h, isValidElement, options, toChildArray } from 'preact';
import * as hooks from 'preact/hooks';
import * as compat from 'preact/compat';
import { jsx } from 'preact/jsx-runtime';

const v = h('p', { id: 'x', key: 1 }, 'a', ['b', null]);
class Clock extends Component { state = { t: 1 }; render() { return this.state.t; } }
globalThis.__result = { keys: Object.keys(preact).sort(), hooks: Object.keys(hooks).sort(), compat: Object.keys(compat).sort(), version: compat.version, props: v.props, key: v.key, valid: isValidElement(v), clone: cloneElement(v, { id: 'y' }).props, children: toChildArray([1, [null, 'z']]), same: createElement === h, fragment: jsx(Fragment, { children: 1 }).type === Fragment, component: new Clock({}).render(), context: typeof createContext(1).Provider, options: typeof options };
