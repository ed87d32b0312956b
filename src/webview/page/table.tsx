import type { VNode } from 'preact';
import type { TableView } from '../../protocol';
import { memo } from '../memo';
import { Scrollable } from './scrollable';

/** A date, a sum, a name: what is no longer than this stays on one line. */
const MAX_WHOLE_LENGTH = 19;

interface TableProps {
  readonly view: TableView;
  /** Whether the title above says the same as its caption, which only a screen reader needs then. */
  readonly isTitled?: boolean;
}

/** A table that scrolls by itself where it is too wide. */
export const Table = memo(({ view: { caption, columns, rows }, isTitled = false }: TableProps) => (
  <Scrollable label={caption}>
    <table>
      <caption class={isTitled ? 'visually-hidden' : undefined}>
        <span class="caption-text">{caption}</span>
      </caption>
      <thead>
        <tr>
          {columns.map(({ label, align }) => (
            <th scope="col" class={`align-${align}`}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ cells, strong }) => (
          <tr class={strong ? 'strong' : undefined}>
            {cells.map((text, index) => (
              <Cell text={text} isHead={index === 0} align={columns[index]?.align ?? 'left'} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </Scrollable>
));

interface CellProps {
  readonly text: string;
  /** Whether it names its row. */
  readonly isHead: boolean;
  readonly align: TableView['columns'][number]['align'];
}

function Cell({ text, isHead, align }: CellProps): VNode {
  const look = text.length <= MAX_WHOLE_LENGTH ? `align-${align} whole` : `align-${align}`;
  return isHead ? (
    <th scope="row" class={look}>
      {text}
    </th>
  ) : (
    <td class={look}>{text}</td>
  );
}
