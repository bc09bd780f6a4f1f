export default function Hint({ count }: { count: number }) {
  return <small data-testid="hint">{count === 1 ? 'one kind of thing' : `${count} kinds of things`}</small>;
}
