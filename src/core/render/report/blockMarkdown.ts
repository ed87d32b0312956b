/** Texts, lists and tables as Markdown: of reports, and of what the panel exports. */
import { escapeMarkdown } from '../escape';
import type { BlockView, TableView } from '../scenario/panelView';

/** The blocks that a report is made of. */
export type ReportBlock = Extract<BlockView, { kind: 'text' | 'list' | 'table' }>;

/** A block without the caption of a table. */
export function blockMarkdown(block: ReportBlock): string {
  switch (block.kind) {
    case 'text':
      return escapeMarkdown(block.text);
    case 'list':
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
    case 'table':
      return tableMarkdown(block.table);
  }
}

/** A table without its caption. */
export function tableMarkdown({ columns, rows }: TableView): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [
    line(columns.map(({ label }) => label)),
    `|${columns.map(({ align }) => (align === 'left' ? ':--' : '--:')).join('|')}|`,
    ...rows.map(({ cells }) => line(cells)),
  ].join('\n');
}
