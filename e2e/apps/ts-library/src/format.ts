import { Currency } from './currency.js';

export interface FormatOptions {
  readonly currency?: Currency;
  readonly digits?: number;
}

let calls = 0;
/** How often format was called. */
export const formatted = (): number => calls;

export function format(amount: number, { currency = Currency.Euro, digits = currency === Currency.Yen ? 0 : 2 }: FormatOptions = {}): string {
  calls++;
  return `${amount.toFixed(digits)} ${currency}`;
}
