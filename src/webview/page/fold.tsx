import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { usePanel } from '../context';
import { Icon } from './icon';

interface FoldProps {
  /** The name that the reader's choice is kept by. */
  readonly id: string;
  /** What its title is in the page's outline; null for no heading. */
  readonly level: 'h2' | 'h3' | null;
  readonly title: string;
  /** Whether it is open before its reader says so. */
  readonly initial: boolean;
  /** What is wrong inside, for when it is closed. */
  readonly warning?: string | undefined;
  /** What is in it; a function for what is drawn only while it is open, and takes no time of a page that does not show it. */
  readonly children: ComponentChildren | (() => ComponentChildren);
}

/** A part of the page that folds away, and stays as its reader left it. */
export function Fold({ id, level, title, initial, warning, children }: FoldProps): VNode {
  const { memory } = usePanel();
  const [isOpen, setOpen] = useState(() => memory.isOpen(id, initial));
  const Title = level ?? 'span';
  return (
    <details
      class="fold"
      open={isOpen}
      onToggle={({ currentTarget: { open } }) => {
        // The browser also says so where the page itself has opened it.
        if (open === isOpen) return;
        setOpen(open);
        memory.setOpen(id, open);
      }}
    >
      <summary>
        <Title class="fold-title">{title}</Title>
        {warning !== undefined && (
          <span class="fold-warning">
            <Icon name="error" />
            <span class="visually-hidden">{warning}</span>
          </span>
        )}
      </summary>
      <div class="fold-body">{typeof children === 'function' ? isOpen && children() : children}</div>
    </details>
  );
}
