import { Typography } from '@mui/material';
import { products } from '../catalog';
import { Remote } from '../components/Remote';

export default function Home() {
  return (
    <main data-testid="home">
      <Typography variant="h4">Welcome</Typography>
      <Remote name="teaser" load={() => import('shop/ProductCard')} props={{ product: products[1]! }} />
    </main>
  );
}
