/** Keeps a drawing that throws to its own widget; a new answer gets a new try. */
import { Component, type ReactNode } from 'react';

interface Props {
  readonly resetKey: unknown;
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}
interface State {
  readonly failed: boolean;
  readonly key: unknown;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, key: this.props.resetKey };
  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }
  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return props.resetKey === state.key ? null : { failed: false, key: props.resetKey };
  }
  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
