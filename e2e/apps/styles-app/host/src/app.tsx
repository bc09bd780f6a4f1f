import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import './tailwind.css';
import './global.scss';
import './print.less';
import { Home } from './Home';

const router = createBrowserRouter([
  { path: '/', Component: Home },
  { path: '/lazy', lazy: () => import('./Lazy'), HydrateFallback: () => null },
]);
createRoot(document.getElementById('root')!).render(<StrictMode><RouterProvider router={router} /></StrictMode>);
