import type { Product } from 'shop/ProductCard';

export const products: readonly Product[] = [
  { id: 'p1', title: 'red kettle', cents: 2450, tags: ['kitchen'] },
  { id: 'p2', title: 'blue lamp', cents: 3999, tags: ['living', 'light'] },
  { id: 'p3', title: 'oak stool', cents: 8900, tags: ['living'] },
];

export const find = (id?: string): Product | undefined => products.find((p) => p.id === id);
