export interface Product { readonly id: string; title: string; cents: number; tags?: readonly string[] }
export interface CartLine { product: Product; quantity: number }
export enum Currency { Eur = '€', Usd = '$' }
