import { useState } from 'react';
import * as styles from './badge.module.scss';

export default function Badge() {
  const [n, setN] = useState(0);
  return <button className={styles.badge} data-testid="badge" onClick={() => setN(n + 1)}>badge {n}</button>;
}
