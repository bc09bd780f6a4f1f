import { round, sumBy } from 'lodash-es';
import { CartLine, Currency } from './types';

export { Currency } from './types';
export type { CartLine, Product } from './types';

export const money = (cents: number, currency: Currency = Currency.Eur): string => currency + round(cents / 100, 2).toFixed(2);

export function totalOf(lines: readonly CartLine[]): number {
  return sumBy(lines, (line) => line.product.cents * line.quantity);
}
