import { lazy, Suspense, useState } from 'react';
import { BrowserRouter, Link, Route, Routes } from 'react-router';
import { createTheme, CssBaseline, ThemeProvider } from '@mui/material';
import { RemoteBoundary } from '@/components/RemoteBoundary';
import './host.css';

const Home = lazy(() => import('@/pages/Home'));
const About = lazy(() => import('@/pages/About'));
const ShopLayout = lazy(() => import('@/pages/ShopLayout'));
const Catalog = lazy(() => import('@/pages/Catalog'));
const Cart = lazy(() => import('@/pages/Cart'));

const theme = createTheme({ palette: { primary: { main: '#7b1fa2' } } });

export function App() {
  const [ticks, setTicks] = useState(0);
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline />
      <BrowserRouter>
        <nav className="host-nav" data-testid="nav">
          <Link to="/" data-testid="to-home">home</Link>
          <Link to="/about" data-testid="to-about">about</Link>
          <Link to="/shop" data-testid="to-shop">shop</Link>
          <Link to="/shop/cart" data-testid="to-cart">cart</Link>
          <button data-testid="tick" onClick={() => setTicks(ticks + 1)}>tick {ticks}</button>
        </nav>
        <Suspense fallback={<p>loading page</p>}>
          <Routes>
            <Route index element={<Home />} />
            <Route path="about" element={<About />} />
            <Route path="shop" element={<RemoteBoundary name="shop"><ShopLayout /></RemoteBoundary>}>
              <Route index element={<Catalog />} />
              <Route path="cart" element={<Cart />} />
            </Route>
          </Routes>
        </Suspense>
      </BrowserRouter>
    </ThemeProvider>
  );
}
