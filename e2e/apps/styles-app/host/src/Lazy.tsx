import { Link } from 'react-router';
import * as styles from './lazy.module.scss';

export function Component() {
  // What the sheet says before anything of the route is on the page.
  const first = document.createElement('i');
  first.className = styles.panel;
  document.body.append(first);
  const color = getComputedStyle(first).color;
  first.remove();
  return <div className={styles.panel} data-testid="lazy" data-first={color}><Link to="/" data-testid="to-home">home</Link></div>;
}
