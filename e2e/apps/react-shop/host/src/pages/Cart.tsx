import CartPanel from 'shop/CartPanel';

export default function Cart() {
  return <main data-testid="cart"><CartPanel /></main>;
}
