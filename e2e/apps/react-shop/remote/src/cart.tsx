import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { CartLine, Product } from './types';

interface CartValue { readonly provided: boolean; lines: readonly CartLine[]; add(product: Product): void }

export const CartContext = createContext<CartValue>({ provided: false, lines: [], add: () => {} });

export function CartProvider({ children }: { children: ReactNode }) {
  const [lines, setLines] = useState<readonly CartLine[]>([]);
  const add = useCallback((product: Product) => {
    setLines((now) => {
      const at = now.findIndex((line) => line.product.id === product.id);
      return at < 0 ? [...now, { product, quantity: 1 }] : now.with(at, { ...now[at]!, quantity: now[at]!.quantity + 1 });
    });
  }, []);
  const value = useMemo(() => ({ provided: true, lines, add }), [lines, add]);
  return <CartContext value={value}>{children}</CartContext>;
}

export const useCart = () => useContext(CartContext);
