/** Work that nobody waits for: webhooks, and schedules. */
import { isBackground } from './coldStarts';
import type { FitContext } from './fitContext';
import type { FitFinding } from './fitFinding';
import { fitFinding } from './newFinding';
import { alternativeFor, REVIEW } from './reviewClaims';
import type { BackgroundMessage } from './fitMessages';

export function backgroundWork({ facts }: FitContext): FitFinding[] {
  if (!isBackground(facts)) return [];
  const message: BackgroundMessage = facts.scheduled
    ? { rule: 'batch', kind: 'onSchedule', arguments: {} }
    : { rule: 'async', kind: 'nobodyWaits', arguments: {} };
  return [fitFinding(message, 'good', REVIEW, { alternative: alternativeFor(message.rule) })];
}
