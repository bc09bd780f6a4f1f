import { lazy, Suspense, useState, type ComponentType } from 'react';
import { RemoteBoundary } from './RemoteBoundary';

/** A remote component in an error boundary; a retry asks for the module again. */
export function Remote<P extends object>({ name, load, props }: { name: string; load: () => Promise<{ default: ComponentType<P> }>; props: P }) {
  const [View, setView] = useState(() => lazy(load));
  return (
    <RemoteBoundary name={name} onRetry={() => setView(() => lazy(load))}>
      <Suspense fallback={<i>loading {name}</i>}>
        <View {...(props as any)} />
      </Suspense>
    </RemoteBoundary>
  );
}
