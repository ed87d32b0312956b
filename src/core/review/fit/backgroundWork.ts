/** Work that nobody waits for: webhooks, and schedules. */
import type { FitContext } from './fitContext';
import { fitFinding, type FitFinding } from './fitFinding';
import { alternativeFor, REVIEW } from './reviewClaims';

export type BackgroundMessage = { readonly arguments: Readonly<Record<string, never>> } & (
  | { readonly rule: 'batch'; readonly kind: 'onSchedule' }
  | { readonly rule: 'async'; readonly kind: 'nobodyWaits' }
);

export function backgroundWork({ facts }: FitContext): FitFinding[] {
  const message: BackgroundMessage | null = facts.scheduled
    ? { rule: 'batch', kind: 'onSchedule', arguments: {} }
    : facts.interactive === false
      ? { rule: 'async', kind: 'nobodyWaits', arguments: {} }
      : null;
  if (message === null) return [];
  return [fitFinding(message, 'good', REVIEW, { alternative: alternativeFor(message.rule) })];
}
