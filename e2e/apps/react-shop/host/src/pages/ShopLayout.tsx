// A static import of a remote module outside the entry.
import { Outlet } from 'react-router';
import { CartProvider, useCart } from 'shop/cart';
import { money } from 'shop/pricing';

function Count() {
  const { lines } = useCart();
  return <output data-testid="count">{lines.reduce((n, line) => n + line.quantity, 0)}</output>;
}

export default function ShopLayout() {
  return (
    <CartProvider>
      <header data-testid="shop-header" data-money={money(100)}>cart: <Count /></header>
      <Outlet />
    </CartProvider>
  );
}
