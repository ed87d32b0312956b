import type { LevelSpells } from '../../cost/traffic/levelSpells';
import type { BlockView, PanelView, TraceView } from './panelView';
import { tracePicture } from './traceCharts';
import { escapeMarkdown } from '../escape';
import { blockMarkdown, tableMarkdown } from '../report/blockMarkdown';
import { t } from '../words/translate';

/** A view with what its page draws of a trace by itself, under the setting of the view. */
export function withTrace(view: PanelView, trace: TraceView, spells: LevelSpells): PanelView {
  const { headline, detail, charts, month } = tracePicture(spells, trace, trace.model);
  const blocks: BlockView[] = [
    { kind: 'text', text: trace.summary },
    { kind: 'table', table: month },
    { kind: 'list', items: trace.notes },
  ];
  return {
    ...view,
    headline,
    detail,
    charts: [...charts, ...view.charts],
    sections: [{ id: 'trace', title: trace.title, open: true, blocks }, ...view.sections],
  };
}

/** The panel as Markdown: headline, inputs, every table. */
export function viewMarkdown(view: PanelView): string {
  const inputs = view.groups.flatMap(({ fields }) => fields).filter(({ value }) => value !== '');
  const sections = view.sections.flatMap(({ title, blocks }) => {
    const parts = blocks.map((block) => {
      switch (block.kind) {
        case 'text':
        case 'list':
        case 'table':
          return blockMarkdown(block);
        case 'split':
          return block.split.parts
            .map(({ label, amount }) => `- ${escapeMarkdown(label)}: ${amount}`)
            .join('\n');
        case 'verdict':
          return `- **${verdictText(block.verdict)}.** ${escapeMarkdown([block.title, block.reason].filter(Boolean).join('. '))} (${escapeMarkdown(block.source)})`;
      }
    });
    return [`### ${escapeMarkdown(title)}`, ...parts];
  });
  return [
    `## ${escapeMarkdown(view.title)}: ${escapeMarkdown(view.headline)}`,
    escapeMarkdown(view.detail),
    inputs
      .map(({ label, value, unit }) =>
        `- ${escapeMarkdown(label)}: ${escapeMarkdown(value)} ${escapeMarkdown(unit)}`.trim(),
      )
      .join('\n'),
    ...view.charts.map(({ table }) => `### ${escapeMarkdown(table.caption)}\n\n${tableMarkdown(table)}`),
    ...sections,
  ].join('\n\n');
}

function verdictText(verdict: Extract<BlockView, { kind: 'verdict' }>['verdict']): string {
  switch (verdict) {
    case 'good':
      return t('Fits');
    case 'caution':
      return t('With caution');
    case 'poor':
      return t('Does not fit');
    case 'unknown':
      return t('Unknown');
  }
}

/** The charts' and sections' tables as CSV (RFC 4180), one after the other, each under its caption. */
export function viewCsv(view: PanelView): string {
  const tables = [
    ...view.charts.map(({ table }) => table),
    ...view.sections.flatMap(({ title, blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'table' ? [{ ...block.table, caption: `${title}: ${block.table.caption}` }] : [],
      ),
    ),
  ];
  return tables
    .map(({ caption, columns, rows }) =>
      [[caption], columns.map(({ label }) => label), ...rows.map(({ cells }) => cells)]
        .map((row) => row.map(csvCell).join(','))
        .join('\r\n'),
    )
    .join('\r\n\r\n');
}

/** A spreadsheet must not run a cell that begins like a formula. */
function csvCell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) || /^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
