export { format, formatted, type FormatOptions } from './format.js';
export { Currency, rateOf } from './currency.js';
export { Price } from './price.js';
export { useTotal } from './use-total.js';
export { default } from './money.js';
