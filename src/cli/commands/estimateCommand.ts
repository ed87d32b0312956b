import type { Assessment } from '../../core/cost/assess';
import { declaredData, type DataSum } from '../../core/cost/dataSum';
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

/**
 * `modal-cost estimate`: what the declarations, and the calls that cost by themselves, come to.
 * @param data what is stored and sent; by default what the declarations say
 */
export async function printEstimate(
  assessments: readonly Assessment[],
  context: PricingContext,
  { format }: Pick<Options, 'format'>,
  terminal: Terminal,
  data = declaredData(assessments),
): Promise<void> {
  if (format === 'json') return terminal.json(estimateJson(assessments, context, data));
  if (format === 'csv') terminal.write(estimateCsv(assessments, data));
  else if (format === 'markdown') terminal.print(estimateMarkdown(assessments, context, data));
  else printTable(assessments, context, data, terminal);
}

function printTable(
  assessments: readonly Assessment[],
  context: PricingContext,
  data: DataSum | null,
  terminal: Terminal,
): void {
  const { heading, rows, dataRows, sum } = estimateTable(assessments, terminal.width, data);
  terminal.print(styled(terminal, 'bold', heading));
  rows.forEach((row, i) =>
    terminal.print(assessments[i]!.estimate.floor ? styled(terminal, 'yellow', row) : row),
  );
  for (const row of dataRows) terminal.print(row);
  terminal.print(`\n${styled(terminal, 'bold', sum)}`);
  for (const line of cheapestLines(assessments)) terminal.print(line);
  for (const line of traceLines(assessments)) terminal.print(line);
  terminal.print(styled(terminal, 'dim', bookSentence(context)));
}
