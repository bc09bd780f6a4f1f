import type { Answer, Question } from './messages';

const scope = self as unknown as SharedWorkerGlobalScope;
// WebAssembly makes a module asynchronous, and whoever imports it: the event that a page connects would be over.
const math = import('./math');
scope.onconnect = (event) => {
  const [port] = event.ports;
  port.onmessage = async (message: MessageEvent<Question>) => {
    const { addTwo } = await math;
    const answer: Answer = { value: addTwo(message.data.n), where: self.constructor.name };
    port.postMessage(answer);
  };
};
