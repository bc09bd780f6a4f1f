import type { Answer, Question } from './messages';

self.onmessage = async (event: MessageEvent<Question>) => {
  if (event.data.n < 0) throw new RangeError('thrown in the worker');
  const { addTwo } = await import('./math'); // a chunk and WebAssembly, loaded from a worker
  let value = 0;
  for (let i = 0; i < event.data.n; i++) value = addTwo(value);
  const answer: Answer = { value, where: `${self.constructor.name} ${self.name}` };
  self.postMessage(answer);
};
