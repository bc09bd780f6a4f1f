import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';

const shop = ((globalThis as any).__shop ??= {});
shop.hostUseState = useState;

createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>);
