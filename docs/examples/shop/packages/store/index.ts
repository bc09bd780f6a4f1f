// The shared package: one basket for the page, whoever asks for it first.

export interface Line {
  name: string;
  cents: number;
}

type Listener = (lines: readonly Line[]) => void;

const lines: Line[] = [];
const listeners = new Set<Listener>();

// Two copies of this module would mean two baskets. The page shows this number, and it stays 1.
const global = globalThis as { storeCopies?: number };
global.storeCopies = (global.storeCopies ?? 0) + 1;

export const version = "1.2.0";

export function copies(): number {
  return global.storeCopies!;
}

export function add(line: Line): void {
  lines.push(line);
  for (const listener of listeners) listener(lines);
}

/** Calls back now and after every change; returns the way out. */
export function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  listener(lines);
  return () => listeners.delete(listener);
}
