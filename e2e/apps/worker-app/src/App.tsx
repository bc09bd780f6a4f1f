import { useEffect, useState } from 'react';
import type { Answer, Question } from './messages';
import address from './star.svg';
import Star from './star.svg?react';

function ask(worker: Worker | MessagePort, question: Question): Promise<Answer> {
  return new Promise((ok) => {
    worker.onmessage = (event: MessageEvent<Answer>) => ok(event.data);
    worker.postMessage(question);
  });
}

export function App() {
  const [text, setText] = useState<Record<string, string>>({});
  const put = (name: string, value: unknown) => setText((old) => ({ ...old, [name]: String(value) }));
  useEffect(() => {
    const worker = new Worker(new URL('./heavy.worker.ts', import.meta.url), { name: 'heavy' });
    const shared = new SharedWorker(new URL('./shared.worker.ts', import.meta.url));
    ask(worker, { n: 20 }).then((a) => put('sum', `${a.value} ${a.where}`));
    shared.port.start();
    ask(shared.port, { n: 3 }).then((a) => put('shared', `${a.value} ${a.where}`));
    import('./math').then(({ addTwo }) => put('wasm', addTwo(40)));
    return () => worker.terminate();
  }, []);
  return (
    <main data-testid="app">
      <Star width={24} data-testid="star" />
      <img src={address} alt="" data-testid="image" />
      {['sum', 'shared', 'wasm'].map((name) => <output key={name} data-testid={name}>{text[name]}</output>)}
      <button data-testid="fail" onClick={() => ask(new Worker(new URL('./heavy.worker.ts', import.meta.url)), { n: -1 })}>fail</button>
    </main>
  );
}
