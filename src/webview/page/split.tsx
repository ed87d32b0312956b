import type { VNode } from 'preact';
import { percent } from '../../core/render/money';
import type { SplitView } from '../../protocol';
import { colorOf, themePalette } from '../chart/palette';

const PATTERNS = 4;

/** A bar of parts that add up, and what each of them is. */
export function Split({ view: { title, total, parts } }: { readonly view: SplitView }): VNode {
  return (
    <div class="split">
      <div class="split-head">
        <span>{title}</span>
        <strong>{total}</strong>
      </div>
      <div class="bar" aria-hidden="true">
        {parts.map(
          ({ share }, index) =>
            share > 0 && (
              <span
                class={`segment pattern-${index % PATTERNS}`}
                style={{ flexGrow: String(share), backgroundColor: colorOf(index, themePalette) }}
              />
            ),
        )}
      </div>
      <ul class="split-parts">
        {parts.map((part, index) => (
          <SplitPart part={part} index={index} />
        ))}
      </ul>
    </div>
  );
}

function SplitPart({
  part: { label, amount, share },
  index,
}: {
  readonly part: SplitView['parts'][number];
  readonly index: number;
}): VNode {
  return (
    <li class={share > 0 ? undefined : 'nothing'}>
      <span
        class={`chip pattern-${index % PATTERNS}`}
        aria-hidden="true"
        style={{ backgroundColor: colorOf(index, themePalette) }}
      />
      <span class="split-label">{label}</span>
      <span class="split-amount">{amount}</span>
      <span class="split-share">{percent(share)}</span>
    </li>
  );
}
