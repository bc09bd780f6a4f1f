import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import Button from '@mui/material/Button';
import Note from './note.mdx';
import Star from './star.svg';
import * as card from './card.module.css';
import * as theme from './theme.module.scss';
import { Counter } from './legacy/Counter';

const Badge = lazy(() => import('styles/Badge'));

export function Home() {
  const [open, setOpen] = useState(false);
  return (
    <main className="bg-[rgb(10,20,30)] p-4" data-testid="home">
      <section className={card.fancy} data-testid="card">card</section>
      <p className={theme.title} data-testid="title">title</p>
      <p className="global-note" data-testid="global">global</p>
      <p className="less-note" data-testid="less">less</p>
      <Star className="size-8" data-testid="star" />
      <Note />
      <Counter />
      <Button variant="contained" data-testid="mui" onClick={() => setOpen(!open)}>{open ? 'open' : 'closed'}</Button>
      <Link to="/lazy" data-testid="to-lazy">lazy</Link>
      <Suspense fallback={null}><Badge /></Suspense>
    </main>
  );
}
