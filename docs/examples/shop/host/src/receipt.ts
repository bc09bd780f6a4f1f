import { subscribe } from "store";

export function receipt(): string {
  let cents = 0;
  subscribe((lines) => {
    cents = lines.reduce((sum, line) => sum + line.cents, 0);
  })();
  return `total ${(cents / 100).toFixed(2)}`;
}
