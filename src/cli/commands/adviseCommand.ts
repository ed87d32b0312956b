import type { Advice } from '../../core/cost/advisor';
import type { Assessment } from '../../core/cost/assess';
import { adviseInSteps } from '../../core/cost/simulatedAdvice';
import { atOnce } from '../../core/python/resumable';
import { adviceMarkdown, adviceTable } from '../../core/render/adviceText';
import { escapeMarkdown } from '../../core/render/escape';
import { traceLines } from '../../core/render/traceText';
import { bookSentence } from '../../core/render/estimateReport';
import { UsageError, type Options } from '../options';
import { Progress } from '../progress';
import { styled, type Terminal } from '../terminal';
import { adviceJson, traceJson } from '../../core/render/estimateJson';
import { assumptionText, monthReasonText } from '../../core/render/words/monthWords';

/** The version of what `advise --format json` prints. */
const ADVICE_VERSION = 1;

/** `modal-cost advise`: settings of the warm pool of one declaration, compared. */
export async function printAdvice(
  assessment: Assessment | undefined,
  name: string,
  options: Options,
  terminal: Terminal,
): Promise<void> {
  if (!assessment) return;
  const { coldStartShare, format } = options;
  const asked = coldStartShare === undefined ? {} : { coldStartShare };
  const progress = new Progress();
  const advice = atOnce(adviseInSteps(assessment, asked, progress.simulating));
  progress.end();
  if (!advice) {
    throw new UsageError(
      `the usage of ${name} is unknown: set it with --usage "requests_per_day=… seconds_per_request=…" or in a # modal-cost: comment above its decorator`,
    );
  }
  if (advice.status === 'unknown') throw new UsageError(`${name}: ${monthReasonText(advice.reason)}`);
  if (format === 'json')
    return terminal.json({
      version: ADVICE_VERSION,
      name,
      ...adviceJson(advice),
      trace: traceJson(assessment.usage),
    });
  const trace = traceLines([assessment]);
  if (format === 'markdown') {
    terminal.print([adviceMarkdown(advice), ...trace.map(escapeMarkdown)].join('\n\n'));
    return;
  }
  printTable(advice, terminal);
  for (const line of trace) terminal.print(styled(terminal, 'dim', line));
  terminal.print(styled(terminal, 'dim', bookSentence(assessment.estimate.context)));
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
