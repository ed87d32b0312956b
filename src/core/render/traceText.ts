/** The trace that a usage rests on, for a person: what it says, what was guessed, what was left out. */
import type { Assessment } from '../cost/assess';
import { oneLine } from './escape';
import { leftOutTexts, traceGuessText, traceSummaryTexts } from './words/traces';
import { plural } from './words/plural';
import { message, t } from './words/translate';

/** The lines about the traces of some assessments, each trace once. */
export function traceLines(assessments: readonly Assessment[]): string[] {
  const said = new Map<string, string[]>();
  for (const { usage } of assessments) {
    if (usage?.trace?.read.status !== 'read') continue;
    const { file, read } = usage.trace;
    const { id, summary, guesses, leftOut, outOfOrder } = read.trace;
    said.set(id, [
      t('Trace {0}: {1}', oneLine(file), traceSummaryTexts(summary).join(' ')),
      ...(guesses.length > 0 ? [t('Assumed of the file: {0}.', guesses.map(traceGuessText).join('; '))] : []),
      ...leftOutTexts(leftOut).map((each) => `${each}.`),
      ...(outOfOrder > 0
        ? [plural(outOfOrder, message('{0} row was out of order.'), message('{0} rows were out of order.'))]
        : []),
    ]);
  }
  return [...said.values()].flat();
}
