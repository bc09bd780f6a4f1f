import { Component, type ErrorInfo, type ReactNode } from 'react';

interface Props { name: string; children: ReactNode; onRetry?: () => void }
interface State { error: Error | null }

/** Shows a note in the place of a remote part that cannot be shown. */
export class RemoteBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State { return { error }; }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    const shop = ((globalThis as any).__shop ??= {});
    (shop.caught ??= []).push({ name: this.props.name, message: String(error?.message ?? error), stack: info.componentStack?.length ?? 0 });
  }

  #retry = () => { this.props.onRetry?.(); this.setState({ error: null }); };

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <div role="alert" data-testid={`fallback-${this.props.name}`}>
        <span data-testid="fallback-text">{`${this.props.name} is not available`}</span>
        <button data-testid="retry" onClick={this.#retry}>retry</button>
      </div>
    );
  }
}
