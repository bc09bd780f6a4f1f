import { config } from '../webpack.common.mjs';

export default ({ mode, outDir }) => config({
  context: import.meta.dirname, mode, outDir, name: 'shop_remote',
  federation: {
    exposes: { './ProductCard': './src/ProductCard.tsx', './CartPanel': './src/CartPanel.tsx', './cart': './src/cart.tsx', './pricing': './src/pricing.ts' },
  },
});
