import { useState } from 'react';
import { products } from '../catalog';
import { Remote } from '../components/Remote';

const load = () => import('shop/ProductCard');

export default function Catalog() {
  const [picked, setPicked] = useState('nothing');
  return (
    <main data-testid="catalog">
      <p data-testid="picked">{picked}</p>
      {products.map((product) => <Remote key={product.id} name={product.id} load={load} props={{ product, onPick: (p: { title: string }) => setPicked(p.title) }} />)}
    </main>
  );
}
