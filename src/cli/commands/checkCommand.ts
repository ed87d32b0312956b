import type { PricingContext } from '../../core/cost/estimate';
import { reviewChange } from '../../core/review/reviewChange';
import { check, type Check } from '../../core/review/gate';
import type { Severity } from '../../core/review/findings/rules';
import { checkJson } from '../../core/render/review/checkJson';
import {
  checkSentences,
  findingsCsv,
  findingsMarkdown,
  findingsTable,
} from '../../core/render/review/findingsReport';
import { sarif } from '../../core/render/review/sarif';
import { about } from '../about';
import { linkTo } from '../../common/repository';
import type { Options } from '../options';
import type { State } from '../states';
import { styled, type Terminal } from '../terminal';

/** `modal-cost check`: what the rules and budgets find, of all or of a change. */
export async function printCheck(
  before: State | null,
  state: State,
  options: Options,
  terminal: Terminal,
): Promise<Check> {
  const { format, minDelta } = options;
  const change = before && reviewChange(before, state, minDelta);
  const checked = check(state, change, options);
  if (format === 'json') await terminal.json(checkJson(checked, state.context));
  else if (format === 'sarif') await terminal.json(sarif(checked.findings, state, about, state.prefix));
  else if (format === 'markdown') terminal.print(findingsMarkdown(checked, state.context, linkTo));
  else if (format === 'csv') terminal.write(findingsCsv(checked.findings));
  else printTable(checked, state.context, terminal);
  return checked;
}

const STYLES: Readonly<Record<Severity, 'red' | 'yellow' | 'dim'>> = {
  error: 'red',
  warning: 'yellow',
  info: 'dim',
};

function printTable(checked: Check, context: PricingContext, terminal: Terminal): void {
  const { heading, rows } = findingsTable(checked.findings);
  if (heading !== null) terminal.print(styled(terminal, 'bold', heading));
  checked.findings.findings.forEach(({ severity }, i) =>
    terminal.print(styled(terminal, STYLES[severity], rows[i]!)),
  );
  if (heading !== null) terminal.print('');
  for (const sentence of checkSentences(checked, context)) terminal.print(sentence);
}
