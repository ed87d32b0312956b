import type { Assessment } from '../../core/cost/assess';
import type { PricingContext } from '../../core/cost/estimate';
import { estimateCsv } from '../../core/render/estimateCsv';
import { estimateJson } from '../../core/render/estimateJson';
import {
  bookSentence,
  cheapestLines,
  estimateMarkdown,
  estimateTable,
} from '../../core/render/estimateReport';
import { traceLines } from '../../core/render/traceText';
import type { Options } from '../options';
import { styled, type Terminal } from '../terminal';

/** `modal-cost estimate`: what the declarations, and the calls that cost by themselves, come to. */
export function printEstimate(
  assessments: readonly Assessment[],
  context: PricingContext,
  { format }: Pick<Options, 'format'>,
  terminal: Terminal,
): void {
  if (format === 'json') return terminal.print(JSON.stringify(estimateJson(assessments, context), null, 2));
  if (format === 'csv') return terminal.write(estimateCsv(assessments));
  if (format === 'markdown') return terminal.print(estimateMarkdown(assessments, context));
  const { heading, rows, sum } = estimateTable(assessments, terminal.width);
  terminal.print(styled(terminal, 'bold', heading));
  rows.forEach((row, i) =>
    terminal.print(assessments[i]!.estimate.floor ? styled(terminal, 'yellow', row) : row),
  );
  terminal.print(`\n${styled(terminal, 'bold', sum)}`);
  for (const line of cheapestLines(assessments)) terminal.print(line);
  for (const line of traceLines(assessments)) terminal.print(line);
  terminal.print(styled(terminal, 'dim', bookSentence(context)));
}
