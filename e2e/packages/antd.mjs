import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import * as antd from 'antd';
import { Alert, Button, ConfigProvider, DatePicker, Form, Input, Select, Space, Table, Tag, theme, version } from 'antd';
import de from 'antd/locale/de_DE.js';

const columns = [{ title: 'Name', dataIndex: 'name' }, { title: 'Age', dataIndex: 'age', sorter: (a, b) => a.age - b.age }];
const html = renderToString(h(ConfigProvider, { locale: de, theme: { algorithm: theme.darkAlgorithm, token: { colorPrimary: '#123456' } } },
  h(Space, null, h(Button, { type: 'primary' }, 'OK then'), h(Tag, { color: 'red' }, 'tag'), h(Alert, { message: 'note' }), h(Select, { options: [{ value: 1, label: 'one' }], value: 1 })),
  h(Table, { columns, dataSource: [{ key: 1, name: 'Ann', age: 4 }, { key: 2, name: 'Bob', age: 9 }] }),
  h(Form, { name: 'f' }, h(Form.Item, { name: 'a', label: 'A' }, h(Input))), h(DatePicker)));
globalThis.__result = {
  version, exports: Object.keys(antd).sort(), locale: de.locale, tokens: Object.keys(theme.getDesignToken()).length, primary: theme.getDesignToken({ token: { colorPrimary: '#123456' } }).colorPrimaryHover,
  text: html.replace(/<style[^]*?<\/style>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '), classes: [...new Set(html.match(/ant-[a-z-]+/g))].sort(),
};
