import type { Bill } from '../../core/bill/bill';
import type { BilledWorkspace } from '../../core/bill/join';
import { actualCsv } from '../../core/render/actualCsv';
import { actualJson } from '../../core/render/actualJson';
import { actualLines, actualMarkdown, actualTable } from '../../core/render/actualText';
import type { Options } from '../options';
import { styled, type Terminal } from '../terminal';

/** `modal-cost actual`: what each app did cost, beside what its code is estimated to cost. */
export async function printActual(
  workspace: BilledWorkspace,
  bill: Bill,
  { format }: Pick<Options, 'format'>,
  terminal: Terminal,
): Promise<void> {
  if (format === 'json') return terminal.json(actualJson(workspace, bill));
  if (format === 'csv') terminal.write(actualCsv(workspace));
  else if (format === 'markdown') terminal.print(actualMarkdown(workspace, bill));
  else printTable(workspace, bill, terminal);
}

function printTable(workspace: BilledWorkspace, bill: Bill, terminal: Terminal): void {
  const { heading, rows } = actualTable(workspace, terminal.width);
  terminal.print(styled(terminal, 'bold', heading));
  for (const row of rows) terminal.print(row);
  terminal.print('');
  for (const line of actualLines(workspace, bill)) terminal.print(line);
}
