// needs: document (for the web: emotion's browser build makes its cache at import)
import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import { Button, Card, Chip, createTheme, Stack, Switch, TextField, ThemeProvider, Typography } from '@mui/material';
import ButtonDirect from '@mui/material/Button';
import { alpha, darken } from '@mui/material/styles';
import { purple } from '@mui/material/colors';

const theme = createTheme({ palette: { mode: 'dark', primary: { main: purple[500] } }, spacing: 5 });
const html = renderToString(h(ThemeProvider, { theme }, h(Stack, { spacing: 2 }, h(Button, { variant: 'contained' }, 'go'), h(Card, null, h(Chip, { label: 'chip' })), h(Typography, { variant: 'h3' }, 'title'), h(Switch, { defaultChecked: true }), h(TextField, { label: 'name', id: 'f' }))));
globalThis.__result = {
  same: Button === ButtonDirect, spacing: theme.spacing(3), primary: theme.palette.primary, alpha: alpha('#336699', 0.5), darken: darken('#fff', 0.25),
  text: html.replace(/<style[^]*?<\/style>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '),
  classes: [...new Set(html.match(/Mui\w+-\w+/g))].sort(), css: (html.match(/<style/g) ?? []).length,
};
