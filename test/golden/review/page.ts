/** The tables of docs/review-contradictions.md, made of the data that the golden tests pin. */
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { quoteGpu } from '../../../src/core/pricing/lookup';
import { contradicted, pinned } from './groups';

/** Rows of cells, the heading first. */
export type Table = string[][];

/** Derived figures that do not follow from the review's own rates. */
export function pinnedTable(): Table {
  return [
    ['Figure', 'The review prints', 'Its own rates give', 'Why'],
    ...Object.entries(pinned).map(([id, { print, shown, why }]) => [`\`${id}\``, print, shown, why]),
  ];
}

/** Statements and measurements that the review contradicts elsewhere, or that Modal contradicts. */
export function contradictedTable(by: 'itself' | 'Modal'): Table {
  return [
    ['Figure', 'The review says', 'Against it'],
    ...Object.entries(contradicted)
      .filter(([, one]) => (one.by === undefined) === (by === 'Modal'))
      .map(([id, { print, against }]) => [`\`${id}\``, print, against]),
  ];
}

const rate = (value: number): string => `$${value.toFixed(8).replace(/0+$/, '')}`;

const percent = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(0)}%`;

/** The review's rates beside the list's. */
export function ratesTable(): Table {
  const asked = [...Object.keys(reviewBook.gpus), 'A100'];
  return [
    ['Rate', 'Review', 'Modal’s list', 'The review is'],
    ...asked.flatMap((type) => {
      const book = quoteGpu(reviewBook, listBook, type);
      const list = quoteGpu(listBook, listBook, type);
      if (!book || !list) throw new Error(`nothing to compare for ${type}`);
      const { idle } = book;
      const active = [
        type === 'A100' ? 'plain `A100`, per second' : `${type}, per second`,
        rate(book.active.value),
        rate(list.active.value),
        percent((book.active.value / list.active.value - 1) * 100),
      ];
      if (idle === null || type === 'A100') return [active];
      const full = list.active.value;
      return [
        active,
        [`${type} idle, per second`, rate(idle.value), rate(full), percent((idle.value / full - 1) * 100)],
      ];
    }),
    [
      'CPU core, per second',
      rate(reviewBook.cpu.value),
      rate(listBook.cpu.value),
      percent((reviewBook.cpu.value / listBook.cpu.value - 1) * 100),
    ],
  ];
}

/** The tables of a Markdown page, without regard to how their columns are padded. */
export function tablesOf(markdown: string): Table[] {
  const tables: Table[] = [];
  let open: Table | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    if (!line.startsWith('|')) {
      open = undefined;
      continue;
    }
    const cells = line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim());
    if (cells.every((cell) => /^:?-+:?$/.test(cell))) continue;
    if (open === undefined) tables.push((open = []));
    open.push(cells);
  }
  return tables;
}

/** A table as Markdown. */
export function markdownOf([head = [], ...rows]: Table): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
