const React = require('react');
const { jsx } = require('react/jsx-runtime');
const { renderToStaticMarkup } = require('react-dom/server');

function List({ items }) {
  const [first] = React.useState(items[0]);
  return jsx('ul', { children: items.map((i) => jsx('li', { className: i === first ? 'first' : undefined, children: i }, i)) });
}
globalThis.__result = { html: renderToStaticMarkup(React.createElement(List, { items: ['a', 'b & c'] })), version: React.version };
