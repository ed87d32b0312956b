/** What a finding advises, for the one order of advice. */
import { byAdvice, type AdviceWeight } from '../../cost/savings';
import type { Draft, Finding } from './finding';

/** What its advice would save; null if it has none, or none that leaves the cold starts as they are. */
export function adviceOf(finding: Draft): AdviceWeight | null {
  switch (finding.rule) {
    case 'warm-gpu':
    case 'warm-cpu':
      return finding.arguments.beaten;
    case 'cheaper-gpu':
      return finding.arguments.saving;
    case 'above-break-even': {
      const { modalUsdPerMonth, offerUsdPerMonth } = finding.arguments;
      return { kind: 'elsewhere', usdPerMonth: modalUsdPerMonth.likely - offerUsdPerMonth };
    }
    default:
      return null;
  }
}

/** Errors first, then advice as everywhere else, then the rest; otherwise the order stays. */
export function byUrgency(a: Finding, b: Finding): number {
  const rank = (finding: Finding): number => (finding.severity === 'error' ? 0 : adviceOf(finding) ? 1 : 2);
  const [ofA, ofB] = [adviceOf(a), adviceOf(b)];
  return rank(a) - rank(b) || (ofA && ofB ? byAdvice(ofA, ofB) : 0);
}
