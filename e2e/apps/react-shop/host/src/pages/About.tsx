import { groupBy, sortBy } from 'lodash-es';
import { products } from '../catalog';

export default function About() {
  const byTag = groupBy(products.flatMap((p) => (p.tags ?? []).map((tag) => ({ tag, id: p.id }))), 'tag');
  return <main data-testid="about">{sortBy(Object.keys(byTag)).map((tag) => `${tag}:${byTag[tag]!.length}`).join(' ')}</main>;
}
