import type Money from './money.js';

export const Price = ({ of }: { of: Money }) => <span className="price">{String(of)}</span>;
