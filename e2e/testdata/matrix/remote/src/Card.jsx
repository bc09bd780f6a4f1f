import { useContext, useState } from 'react';
import { Theme } from 'tiny-context';
import { version as format } from 'tiny-format';
import { notes, version as single } from 'tiny-single';
import './card.css';

notes.push('remote');
globalThis.__matrix.useState.remote = useState;
globalThis.__matrix.versions.remote = { format, single };

export default function Card({ name }) {
  const [count, setCount] = useState(0);
  const [detail, setDetail] = useState('no detail');
  return (
    <section className="card" data-testid="card">
      <h1 data-testid="name">{name}</h1>
      <p data-testid="theme">{useContext(Theme)}</p>
      <button data-testid="count" onClick={() => setCount(count + 1)}>{count}</button>
      <button data-testid="detail" onClick={() => import('./detail.js').then((m) => setDetail(m.text))}>{detail}</button>
    </section>
  );
}
