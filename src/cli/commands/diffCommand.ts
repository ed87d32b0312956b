import { reviewChange } from '../../core/review/reviewChange';
import { headline } from '../../core/review/diff/diff';
import type { ChangeReport } from '../../core/render/review/changeReport';
import { diffJson } from '../../core/render/review/diffJson';
import { diffCsv, diffMarkdown, diffTable } from '../../core/render/review/diffReport';
import type { Options } from '../options';
import type { State } from '../states';
import { styled, type Terminal } from '../terminal';

/** `modal-cost diff`: what a change costs. */
export async function printDiff(
  before: State,
  after: State,
  { format, minDelta }: Options,
  terminal: Terminal,
): Promise<void> {
  const report = { before, after, ...reviewChange(before, after, minDelta) };
  if (format === 'json') return terminal.json(diffJson(report, report));
  if (format === 'markdown') terminal.print(diffMarkdown(report));
  else if (format === 'csv') terminal.write(diffCsv(report));
  else printDiffTable(report, terminal);
}

export function printDiffTable(report: ChangeReport, terminal: Terminal): void {
  const { heading, rows, headline: sum, sentences } = diffTable(report, terminal.width);
  if (heading !== null) terminal.print(styled(terminal, 'bold', heading));
  for (const { change, row, why } of rows) {
    const rise = headline(change)?.delta.likely ?? 0;
    terminal.print(rise === 0 ? row : styled(terminal, rise > 0 ? 'yellow' : 'green', row));
    if (why !== null) terminal.print(styled(terminal, 'dim', why));
  }
  terminal.print(`${heading === null ? '' : '\n'}${styled(terminal, 'bold', sum)}`);
  for (const sentence of sentences) terminal.print(sentence);
}
