import { Currency, rateOf } from './currency.js';
import { format } from './format.js';

export default class Money {
  static readonly zero = new Money(0);
  readonly #amount: number;

  constructor(amount: number, readonly currency: Currency = Currency.Euro) {
    this.#amount = amount;
  }

  to(currency: Currency): Money {
    return new Money((this.#amount / rateOf(this.currency)) * rateOf(currency), currency);
  }

  plus(other: Money): Money {
    return new Money(this.#amount + other.to(this.currency).#amount, this.currency);
  }

  toString(): string {
    return format(this.#amount, { currency: this.currency });
  }
}
