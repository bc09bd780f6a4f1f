// Writes a federated React and TypeScript project of a given number of modules: the same bytes for the same number.
import fs from 'node:fs';
import path from 'node:path';

/** A small generator of pseudo-random numbers (mulberry32): 0 <= random() < 1. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const FOLDER = 24; // modules of one feature, which is one lazy chunk or one expose
const NOUNS = ['order', 'basket', 'invoice', 'address', 'coupon', 'review', 'stock', 'refund', 'parcel', 'account'];

export const EXPOSES = 4;
export const SHARED = ['react', 'react-dom', 'lodash-es', 'date-fns'];

/** A module without a component: types, an enum, a class, and things nobody uses. */
function helper(id, imports, random) {
  const noun = NOUNS[Math.floor(random() * NOUNS.length)];
  const lines = [];
  if (id % 6 === 1) lines.push(`import { groupBy, sortBy } from "lodash-es";`);
  if (id % 6 === 3) lines.push(`import { addDays, format } from "date-fns";`);
  for (const i of imports) lines.push(`import { total${i}, type Row${i} } from "./m${i}";`);
  lines.push('', `export interface Row${id} { id: string; ${noun}: string; cents: number; at?: Date }`);
  lines.push(`export enum State${id} { Open = "open", Paid = "paid", Sent = ${id} }`, '');
  for (let f = 0; f < 3 + Math.floor(random() * 4); f++) {
    const limit = Math.floor(random() * 900);
    lines.push(
      `/** Picks the ${noun} rows above ${limit} cents. */`,
      `export function pick${id}_${f}(rows: readonly Row${id}[], at: State${id} = State${id}.Open): Row${id}[] {`,
      `  const kept: Row${id}[] = [];`,
      `  for (const { id, ${noun}, cents, ...rest } of rows) {`,
      `    if (cents > ${limit} && ${noun}.length >= ${f}) kept.push({ id: \`\${at}-\${id}\`, ${noun}, cents: cents ?? 0, ...rest });`,
      `  }`,
      `  return kept;`,
      `}`, '');
  }
  const parts = imports.map((i) => `total${i}(rows as unknown as Row${i}[])`);
  if (id % 6 === 1) parts.push(`Object.keys(groupBy(sortBy(rows, "cents"), "id")).length`);
  if (id % 6 === 3) parts.push(`format(addDays(rows[0]?.at ?? new Date(0), ${id % 28}), "yyyy-MM-dd").length`);
  lines.push(`export function total${id}(rows: readonly Row${id}[]): number {`, `  return ${['pick' + id + '_0(rows).reduce((sum, row) => sum + row.cents, 0)', ...parts].join(' + ')};`, '}', '');
  return lines.join('\n');
}

/** A component that renders some others and adds up a helper. */
function component(id, children, helpers, random) {
  const lines = [`import { useMemo, useState, type ReactNode } from "react";`];
  for (const c of children) lines.push(`import { View${c} } from "./m${c}";`);
  for (const h of helpers) lines.push(`import { total${h}, State${h} } from "./m${h}";`);
  lines.push('', `export interface Props${id} { title?: string; depth?: number; children?: ReactNode }`, '');
  lines.push(`export function View${id}({ title = "view ${id}", depth = 0, children }: Props${id}) {`);
  lines.push(`  const [open, setOpen] = useState<boolean>(depth < ${1 + Math.floor(random() * 3)});`);
  lines.push(`  const sum = useMemo(() => ${helpers.map((h) => `total${h}([]) + String(State${h}.Open).length`).join(' + ') || '0'}, [depth]);`);
  lines.push(`  return (`, `    <section data-view="${id}" className={open ? "open" : "closed"}>`, `      <button type="button" onClick={() => setOpen((was) => !was)}>{title} {sum}</button>`);
  for (const c of children) lines.push(`      {open && <View${c} depth={depth + 1} title={\`\${title} / ${c}\`} />}`);
  lines.push(`      {children ?? <em>nothing here</em>}`, `    </section>`, `  );`, `}`, '');
  return lines.join('\n');
}

/** Writes the project to dir and returns {dir, modules, lines}. */
export function writeProject(dir, modules) {
  const random = randomFrom(20240607);
  const src = path.join(dir, 'src');
  let lines = 0;
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(src, name)), { recursive: true });
    fs.writeFileSync(path.join(src, name), text);
    lines += text.split('\n').length;
  };
  const features = Math.max(EXPOSES, Math.round(modules / FOLDER));
  for (let f = 0; f < features; f++) {
    // 0 is the view of the feature; each later module is reached from an earlier one
    const reachedBy = Array.from({ length: FOLDER }, (_, i) => (i === 0 ? -1 : Math.floor(random() * Math.min(i, 8))));
    const isView = (i) => i % 3 !== 2 && i < 12;
    const of = (i) => f * FOLDER + i;
    for (let i = 0; i < FOLDER; i++) {
      const below = reachedBy.flatMap((from, to) => (from === i ? [to] : []));
      const text = isView(i)
        ? component(of(i), below.filter(isView).map(of), below.filter((b) => !isView(b)).map(of), random)
        : helper(of(i), below.filter((b) => !isView(b)).map(of), random);
      write(`f${f}/m${of(i)}.${isView(i) ? 'tsx' : 'ts'}`, text);
    }
  }
  const pages = Array.from({ length: features }, (_, f) => `  ${f}: lazy(() => import("./f${f}/m${f * FOLDER}").then((m) => ({ default: m.View${f * FOLDER} }))),`);
  write('main.tsx', [
    'import { lazy, Suspense, type ComponentType } from "react";', 'import { createRoot } from "react-dom/client";', '',
    'const pages: Record<number, ComponentType> = {', ...pages, '};', '',
    'createRoot(document.getElementById("root")!).render(', '  <Suspense fallback={null}>',
    '    {Object.entries(pages).map(([key, Page]) => <Page key={key} />)}', '  </Suspense>,', ');', '',
  ].join('\n'));
  fs.writeFileSync(path.join(dir, 'package.json'), JSON.stringify({ name: 'bench', private: true, dependencies: Object.fromEntries(SHARED.map((s) => [s, '*'])) }));
  fs.writeFileSync(path.join(dir, 'tsconfig.json'), '{"compilerOptions": {"jsx": "react-jsx", "target": "es2022"}}\n');
  return { dir, modules: features * FOLDER + 1, lines };
}

/** The exposes of the project: the views of its first features. */
export const exposes = Object.fromEntries(Array.from({ length: EXPOSES }, (_, f) => [`./View${f}`, `./src/f${f}/m${f * FOLDER}.tsx`]));
