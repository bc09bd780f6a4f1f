import { lazy, Suspense, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Theme } from 'tiny-context';
import { version as format } from 'tiny-format';
import { notes, version as single } from 'tiny-single';

const Card = lazy(() => import('matrix_remote/Card'));
notes.push('host');
globalThis.__matrix = { useState: { host: useState }, versions: { host: { format, single } }, notes };

createRoot(document.getElementById('root')).render(
  <Theme.Provider value="theme of the host">
    <Suspense fallback={<p>loading</p>}>
      <Card name="Ada" />
    </Suspense>
  </Theme.Provider>,
);
