import type { Advice } from '../../core/cost/advisor';
import type { Assessment } from '../../core/cost/assess';
import { adviseInSteps } from '../../core/cost/simulatedAdvice';
import { atOnce, neverPause } from '../../core/python/resumable';
import { adviceMarkdown, adviceTable } from '../../core/render/adviceText';
import { oneLine } from '../../core/render/escape';
import { bookSentence } from '../../core/render/estimateReport';
import { UsageError, type Options } from '../options';
import { styled, type Terminal } from '../terminal';
import { adviceJson } from '../../core/render/estimateJson';
import { assumptionText, monthReasonText } from '../../core/render/words/monthWords';

/** The version of what `advise --format json` prints. */
const ADVICE_VERSION = 1;

/** `PATH::NAME` as a path and a declaration's name or qualified name. */
export function splitTarget(target: string | undefined): { readonly path: string; readonly name: string } {
  const at = target?.lastIndexOf('::') ?? -1;
  if (target === undefined || at <= 0 || at + 2 >= target.length) {
    throw new UsageError('advise needs PATH::NAME, such as app/serve.py::Model');
  }
  return { path: target.slice(0, at), name: target.slice(at + 2) };
}

/** `modal-cost advise`: settings of the warm pool of one declaration, compared. */
export async function printAdvice(
  assessments: readonly Assessment[],
  name: string,
  options: Options,
  terminal: Terminal,
): Promise<void> {
  const assessment = find(assessments, name);
  const { coldStartShare, format } = options;
  const asked = coldStartShare === undefined ? {} : { coldStartShare };
  const advice = atOnce(adviseInSteps(assessment, asked, neverPause));
  if (!advice) {
    throw new UsageError(
      `the usage of ${name} is unknown: set it with --usage "requests_per_day=… seconds_per_request=…" or in a # modal-cost: comment above its decorator`,
    );
  }
  if (advice.status === 'unknown') throw new UsageError(`${name}: ${monthReasonText(advice.reason)}`);
  if (format === 'json') return terminal.json({ version: ADVICE_VERSION, name, ...adviceJson(advice) });
  if (format === 'markdown') terminal.print(adviceMarkdown(advice));
  else printTable(advice, terminal);
  terminal.print(styled(terminal, 'dim', bookSentence(assessment.estimate.context)));
}

function find(assessments: readonly Assessment[], name: string): Assessment {
  const named = assessments.filter(
    ({ estimate: { subject } }) =>
      subject.type === 'declaration' && [subject.name, subject.qualname].includes(name),
  );
  const [found, ...more] = named;
  const known = assessments.flatMap(({ estimate: { subject } }) =>
    subject.type === 'declaration' ? [oneLine(subject.qualname)] : [],
  );
  if (!found) throw new UsageError(`no declaration ${oneLine(name)}; found: ${known.join(', ') || 'none'}`);
  if (more.length > 0)
    throw new UsageError(
      `${oneLine(name)} is declared ${named.length} times: give the path of one file and the qualified name`,
    );
  return found;
}

function printTable(advice: Advice, terminal: Terminal): void {
  const { heading, rows, sentences } = adviceTable(advice, terminal.width);
  terminal.print(styled(terminal, 'bold', heading));
  for (const row of rows) terminal.print(row.startsWith('now') ? styled(terminal, 'yellow', row) : row);
  terminal.print('');
  for (const sentence of sentences) terminal.print(sentence);
  if (advice.assumptions.length > 0) {
    terminal.print(styled(terminal, 'dim', `Assumes: ${advice.assumptions.map(assumptionText).join('; ')}.`));
  }
}
