declare module 'shop/ProductCard' {
  import type { ComponentType } from 'react';
  export interface Product { readonly id: string; title: string; cents: number; tags?: readonly string[] }
  const ProductCard: ComponentType<{ product: Product; onPick?: (product: Product) => void }>;
  export default ProductCard;
}
declare module 'shop/CartPanel' { const CartPanel: React.ComponentType; export default CartPanel; }
declare module 'shop/cart' {
  export const CartProvider: React.ComponentType<{ children: React.ReactNode }>;
  export function useCart(): { provided: boolean; lines: readonly { quantity: number }[]; add(product: unknown): void };
}
declare module 'shop/pricing' { export function money(cents: number): string }
