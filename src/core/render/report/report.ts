/** A report about a price book: sections of tables, lists and texts, which a terminal, Markdown and the panel draw alike. */
import { escapeMarkdown, oneLine } from '../escape';
import type { SectionView, TableView } from '../scenario/panelView';
import { textTable } from '../textTable';
import { blockMarkdown, type ReportBlock } from './blockMarkdown';

export type { ReportBlock };

export interface ReportSection extends SectionView {
  blocks: ReportBlock[];
}

export interface Report {
  readonly title: string;
  readonly sections: readonly ReportSection[];
}

/** A line of a terminal, and what it is: titles and heads of tables look different from the rest. */
export interface ReportLine {
  readonly kind: 'title' | 'head' | 'caption' | 'text';
  readonly text: string;
}

/** A report for a terminal of `width` columns; nothing is cut without a width. */
export function reportLines({ sections }: Report, width?: number): ReportLine[] {
  return sections.flatMap(({ title, blocks }, i) => [
    ...(i === 0 ? [] : [line('text', '')]),
    line('title', oneLine(title)),
    ...blocks.flatMap((block) => blockLines(block, width)),
  ]);
}

function blockLines(block: ReportBlock, width: number | undefined): ReportLine[] {
  switch (block.kind) {
    case 'text':
      return [line('text', oneLine(block.text))];
    case 'list':
      return block.items.map((item) => line('text', `- ${oneLine(item)}`));
    case 'table':
      return tableLines(block.table, width);
  }
}

function tableLines({ caption, columns, rows }: TableView, width: number | undefined): ReportLine[] {
  const cuts = columns.map(({ label, align }) => ({
    title: label.toUpperCase(),
    align,
    ...(align === 'left' ? { cuts: 'end' as const } : {}),
  }));
  const [head = '', ...lines] = textTable(
    cuts,
    rows.map(({ cells }) => cells.map(oneLine)),
    width,
  );
  return [
    ...(caption === '' ? [] : [line('caption', oneLine(caption))]),
    line('head', head),
    ...lines.map((text) => line('text', text)),
  ];
}

function line(kind: ReportLine['kind'], text: string): ReportLine {
  return { kind, text };
}

/** A report as Markdown. */
export function reportMarkdown({ title, sections }: Report): string {
  return [
    `## ${escapeMarkdown(title)}`,
    ...sections.flatMap((section) => [
      `### ${escapeMarkdown(section.title)}`,
      ...section.blocks.map(captioned),
    ]),
  ].join('\n\n');
}

/** A table of a report says above it what it is. */
function captioned(block: ReportBlock): string {
  const caption = block.kind === 'table' ? block.table.caption : '';
  return caption === '' ? blockMarkdown(block) : `${escapeMarkdown(caption)}\n\n${blockMarkdown(block)}`;
}

/** A table block of rows of plain cells. */
export function tableBlock(
  caption: string,
  columns: TableView['columns'],
  rows: readonly (readonly string[])[],
  isStrong: (index: number) => boolean = () => false,
): ReportBlock {
  return {
    kind: 'table',
    table: {
      caption,
      columns,
      rows: rows.map((cells, index) => ({ cells: [...cells], strong: isStrong(index) })),
    },
  };
}

/** A section of the blocks that there are; null without any. */
export function reportSection(
  id: string,
  title: string,
  blocks: readonly (ReportBlock | null)[],
  open = true,
): ReportSection | null {
  const found = blocks.filter((block) => block !== null);
  return found.length === 0 ? null : { id, title, open, blocks: found };
}

/** Sentences as a list; null without any. */
export function listBlock(items: readonly string[]): ReportBlock | null {
  return items.length === 0 ? null : { kind: 'list', items: [...items] };
}
