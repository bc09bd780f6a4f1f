declare module "cart/Button" {
  export function Button(line: { name: string; cents: number }): HTMLButtonElement;
}
