export enum Currency {
  Euro = 'EUR',
  Yen = 'JPY',
}

const rates: Record<Currency, number> = { [Currency.Euro]: 1, [Currency.Yen]: 160 };

/** How many units of a currency are worth a euro. */
export const rateOf = (currency: Currency): number => rates[currency] ?? missing(currency);

function missing(currency: string): never {
  throw new RangeError(`no rate of ${currency}`);
}
