import { useState } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { Theme } from 'tiny-context';
import { notes } from 'tiny-single';

globalThis.__matrix = { useState: { host: useState }, versions: {}, notes };
const { default: Card } = await import('matrix_remote/Card');
hydrateRoot(document.getElementById('root'), <Theme.Provider value="theme of the host"><Card name="Ada" /></Theme.Provider>);
globalThis.__hydrated = true;
