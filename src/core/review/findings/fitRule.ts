/** Work that the review or Modal's own documents advise against, whatever it costs. */
import type { FitFinding } from '../fit/fitFinding';
import { fitOf } from '../fitOf';
import type { Draft } from './finding';
import type { RuleSubject } from './ruleSubject';

/** Load has a rule of its own, and no comparison with other offers is needed for the others. */
export function poorFit(on: RuleSubject): Draft[] {
  const found = fitOf(on.assessment, null)?.findings ?? [];
  return found
    .filter(isAdvisedAgainst)
    .map((fit) => on.draft(on.head, { rule: 'poor-fit', kind: 'poorFit', arguments: { fit } }));
}

/** What does not fit; and what fits with caution, where somebody says that it is needed. */
function isAdvisedAgainst({ rule, verdict, kind, avoider }: FitFinding): boolean {
  if (rule === 'sustained' || (avoider === null && rule !== 'regions')) return false;
  return verdict === 'poor' || (verdict === 'caution' && kind === 'needed');
}
