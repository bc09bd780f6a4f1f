import { useState } from 'react';

class Step {
  #by = 2;
  next = (n) => n + (this.#by ?? 1);
}

const fail = () => {
  const detail = { ...{ at: 'legacy' } };
  throw new RangeError(`thrown in ${detail.at}`);
};

export function Counter() {
  const [n, setN] = useState(0);
  return (
    <>
      <button data-testid="count" onClick={() => setN(new Step().next(n))}>count {n}</button>
      <button data-testid="fail" onClick={fail}>fail</button>
    </>
  );
}
