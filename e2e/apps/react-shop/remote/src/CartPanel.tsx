import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { List, ListItem, Paper } from '@mui/material';
import { useCart } from './cart';
import { money, totalOf } from './pricing';
import './CartPanel.css';

const Hint = lazy(() => import('./Hint'));

export default function CartPanel() {
  const { lines } = useCart();
  return (
    <Paper className="cart-panel" data-testid="cart-panel">
      <List dense>
        {lines.map(({ product, quantity }) => (
          <ListItem key={product.id} className="cart-line" data-testid="cart-line">{`${product.title} × ${quantity}`}</ListItem>
        ))}
      </List>
      <b className="cart-total" data-testid="cart-total">{money(totalOf(lines))}</b>
      <Link to="/shop" data-testid="continue">continue shopping</Link>
      <Suspense fallback={null}><Hint count={lines.length} /></Suspense>
    </Paper>
  );
}
