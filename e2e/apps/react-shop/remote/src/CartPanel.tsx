import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { List, ListItem, Paper } from '@mui/material';
import { useCart } from './cart';
import { money, totalOf } from './pricing';
import * as styles from './CartPanel.module.css';

const Hint = lazy(() => import('./Hint'));

export default function CartPanel() {
  const { lines } = useCart();
  return (
    <Paper className={styles.panel} data-testid="cart-panel">
      <List dense>
        {lines.map(({ product, quantity }) => (
          <ListItem key={product.id} className={styles.line} data-testid="cart-line">{`${product.title} × ${quantity}`}</ListItem>
        ))}
      </List>
      <b className={styles.total} data-testid="cart-total">{money(totalOf(lines))}</b>
      <Link to="/shop" data-testid="continue">continue shopping</Link>
      <Suspense fallback={null}><Hint count={lines.length} /></Suspense>
    </Paper>
  );
}
