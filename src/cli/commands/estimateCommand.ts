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
import type { Options } from '../options';
import { styled, type Terminal } from '../terminal';

/** `modal-cost estimate`: what the declarations, and the calls that cost by themselves, come to. */
export async function printEstimate(
  assessments: readonly Assessment[],
  context: PricingContext,
  { format }: Pick<Options, 'format'>,
  terminal: Terminal,
): Promise<void> {
  if (format === 'json') return terminal.json(estimateJson(assessments, context));
  if (format === 'csv') terminal.write(estimateCsv(assessments));
  else if (format === 'markdown') terminal.print(estimateMarkdown(assessments, context));
  else printTable(assessments, context, terminal);
}

function printTable(assessments: readonly Assessment[], context: PricingContext, terminal: Terminal): void {
  const { heading, rows, sum } = estimateTable(assessments, terminal.width);
  terminal.print(styled(terminal, 'bold', heading));
  rows.forEach((row, i) =>
    terminal.print(assessments[i]!.estimate.floor ? styled(terminal, 'yellow', row) : row),
  );
  terminal.print(`\n${styled(terminal, 'bold', sum)}`);
  for (const line of cheapestLines(assessments)) terminal.print(line);
  terminal.print(styled(terminal, 'dim', bookSentence(context)));
}
