import { useId, useState } from 'react';
import { Button, Chip, Typography } from '@mui/material';
import { startCase } from 'lodash-es';
import { useCart } from './cart';
import { money } from './pricing';
import type { Product } from './types';
import logo from './assets/logo.png';
import './ProductCard.css';

const badge = new URL('./assets/badge.svg', import.meta.url);
const shop = ((globalThis as any).__shop ??= {});
shop.remoteUseState = useState;

export interface ProductCardProps { product: Product; onPick?: (product: Product) => void }

export default function ProductCard({ product, onPick }: ProductCardProps) {
  const id = useId();
  const cart = useCart();
  const [clicks, setClicks] = useState(0);
  return (
    <article className="product-card" data-testid="product-card" data-product={product.id} aria-labelledby={id} data-context={cart.provided ? 'provided' : 'default'}>
      <img className="product-card__logo" data-testid="logo" src={logo} alt="" />
      <img data-testid="badge" src={badge.href} alt="" width={24} />
      <Typography id={id} variant="h6" data-testid="title">{startCase(product.title)}</Typography>
      <Chip label={money(product.cents)} data-testid="price" />
      <button data-testid="clicks" onClick={() => setClicks((n) => n + 1)}>clicked {clicks}</button>
      <Button variant="contained" data-testid="buy" onClick={() => { cart.add(product); onPick?.(product); }}>buy</Button>
    </article>
  );
}
