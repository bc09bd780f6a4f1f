import { useState } from 'react';
import { renderToString } from 'react-dom/server';
import { Theme } from 'tiny-context';
import { notes } from 'tiny-single';

globalThis.__matrix = { useState: { host: useState }, versions: {}, notes };

/** The page as the server sees it, and whether one React made it. */
export async function render() {
  const { default: Card } = await import('matrix_remote/Card');
  const html = renderToString(<Theme.Provider value="theme of the host"><Card name="Ada" /></Theme.Provider>);
  return { html, oneReact: globalThis.__matrix.useState.host === globalThis.__matrix.useState.remote, versions: globalThis.__matrix.versions.remote };
}
