import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import ProductCard from './ProductCard';
import CartPanel from './CartPanel';
import { CartProvider } from './cart';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <BrowserRouter>
      <CartProvider>
        <h1 data-testid="standalone">shop remote</h1>
        <ProductCard product={{ id: 'own', title: 'own product', cents: 1250 }} />
        <CartPanel />
      </CartProvider>
    </BrowserRouter>
  </StrictMode>,
);
