/** The trace that a usage rests on, for a person: what it says, what was guessed, what was left out. */
import type { Assessment } from '../cost/assess';
import { oneLine } from './escape';
import { leftOutTexts, traceGuessText, traceSummaryText } from './words/traces';
import { t } from './words/translate';

/** The lines about the traces of some assessments, each trace once. */
export function traceLines(assessments: readonly Assessment[]): string[] {
  const said = new Map<string, string[]>();
  for (const { usage } of assessments) {
    if (usage?.trace?.read.status !== 'read') continue;
    const { file, read } = usage.trace;
    const { id, trace, summary, guesses, leftOut, outOfOrder } = read.trace;
    said.set(id, [
      t('Trace {0}: {1}', oneLine(file), traceSummaryText(summary, trace.begin)),
      ...(guesses.length > 0 ? [t('How it was read: {0}', guesses.map(traceGuessText).join(' '))] : []),
      ...leftOutTexts(leftOut, outOfOrder),
    ]);
  }
  return [...said.values()].flat();
}
