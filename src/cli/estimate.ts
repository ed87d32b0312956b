import type { Assessment } from '../core/cost/assess';
import type { PricingContext } from '../core/cost/estimate';
import { estimateJson } from '../core/render/estimateJson';
import { bookSentence, estimateMarkdown, estimateTable } from '../core/render/report';
import type { Format } from './options';
import { styled, type Terminal } from './terminal';

/** `modal-cost estimate`: what the declarations, and the calls that cost by themselves, come to. */
export function printEstimate(
  assessments: readonly Assessment[],
  context: PricingContext,
  format: Format,
  terminal: Terminal,
): void {
  if (format === 'json') return terminal.print(JSON.stringify(estimateJson(assessments, context), null, 2));
  if (format === 'markdown') return terminal.print(estimateMarkdown(assessments, context));
  const { heading, rows, sum } = estimateTable(assessments, terminal.width);
  terminal.print(styled(terminal, 'bold', heading));
  rows.forEach((row, i) =>
    terminal.print(assessments[i]!.estimate.floor ? styled(terminal, 'yellow', row) : row),
  );
  terminal.print(`\n${styled(terminal, 'bold', sum)}`);
  terminal.print(styled(terminal, 'dim', bookSentence(context)));
}
