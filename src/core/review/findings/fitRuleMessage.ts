import type { FitFinding } from '../fit/fitFinding';

/** The finding of the rule on fit. */
export interface FitRuleMessage {
  readonly rule: 'poor-fit';
  readonly kind: 'poorFit';
  readonly arguments: { readonly fit: FitFinding };
}
