import { Component, type ComponentType, type FunctionComponent, type VNode } from 'preact';

/**
 * A component that is drawn anew only where one of its properties is another one. Preact has the same in its layer for
 * React, of which the page needs nothing else.
 */
export function memo<Props extends object>(Draw: FunctionComponent<Props>): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      return differs(this.props, next);
    }
    override render(props: Props): VNode {
      return <Draw {...props} />;
    }
  };
}

function differs(a: object, b: object): boolean {
  const [before, after] = [new Map<string, unknown>(Object.entries(a)), Object.entries(b)];
  return before.size !== after.length || after.some(([name, value]) => before.get(name) !== value);
}
