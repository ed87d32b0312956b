/** Work that nobody waits for: webhooks, and schedules. */
import type { FitContext } from './fitContext';
import { fitFinding, type FitFinding } from './fitFinding';
import { alternativeFor, REVIEW } from './reviewClaims';
import type { BackgroundMessage } from './fitMessages';

export function backgroundWork({ facts }: FitContext): FitFinding[] {
  const message: BackgroundMessage | null = facts.scheduled
    ? { rule: 'batch', kind: 'onSchedule', arguments: {} }
    : facts.interactive === false
      ? { rule: 'async', kind: 'nobodyWaits', arguments: {} }
      : null;
  if (message === null) return [];
  return [fitFinding(message, 'good', REVIEW, { alternative: alternativeFor(message.rule) })];
}
