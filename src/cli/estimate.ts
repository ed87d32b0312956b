import { estimate, type PricingContext } from '../core/cost/estimate';
import { estimateJson } from '../core/render/estimateJson';
import { bookSentence, estimateMarkdown, estimateTable } from '../core/render/report';
import type { WorkspaceScan } from '../core/render/scanJson';
import type { Format } from './options';
import { styled, type Terminal } from './terminal';

/** `modal-cost estimate`: what the declarations, and the calls that cost by themselves, come to. */
export function printEstimate(
  scan: WorkspaceScan,
  context: PricingContext,
  format: Format,
  terminal: Terminal,
): void {
  const calls = scan.callSites.filter(({ form }) => form === 'sandbox' || form === 'image_build');
  const estimates = [...scan.declarations, ...calls].map((subject) => estimate(subject, context));
  if (format === 'json') return terminal.print(JSON.stringify(estimateJson(estimates, context), null, 2));
  if (format === 'markdown') return terminal.print(estimateMarkdown(estimates, context));
  const { heading, rows, sum } = estimateTable(estimates, terminal.width);
  terminal.print(styled(terminal, 'bold', heading));
  rows.forEach((row, i) => terminal.print(estimates[i]!.floor ? styled(terminal, 'yellow', row) : row));
  terminal.print(`\n${styled(terminal, 'bold', sum)}`);
  terminal.print(styled(terminal, 'dim', bookSentence(context)));
}
