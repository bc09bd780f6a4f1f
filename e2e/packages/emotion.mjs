// needs: document (for the web: emotion's browser build makes its cache at import)
import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import { css, Global, jsx, keyframes, ThemeProvider, useTheme } from '@emotion/react';
import styled from '@emotion/styled';
import createCache from '@emotion/cache';

const Box = styled('div')({ padding: 4 }, (props) => ({ color: props.theme.ink }));
const Loud = styled(Box)`font-weight: bold; &:hover { color: ${(p) => p.tone}; }`;
const Ink = () => h('i', null, useTheme().ink);
const spin = keyframes({ from: { opacity: 0 }, to: { opacity: 1 } });
globalThis.__result = {
  html: renderToString(h(ThemeProvider, { theme: { ink: 'navy' } }, h(Global, { styles: { body: { margin: 0 } } }), h(Box, null, 'box'), h(Loud, { tone: 'red' }, h(Ink)), jsx('p', { css: { animation: `${spin} 1s` } }, 'p'))),
  css: css`color: red; background: blue;`.styles, cache: createCache({ key: 'my' }).key,
};
