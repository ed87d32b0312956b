import { isCountedElsewhere } from '../../modal/callChange';
import type { Subject } from '../../modal/declaration';
import { costsTheSame, type Change } from '../diff/diff';
import type { Finding, FindingReport } from './finding';
import { byUrgency } from './findingAdvice';
import { fingerprints } from './fingerprint';

/**
 * The findings that a change causes: all findings of new and changed declarations; of other declarations, those that
 * did not exist before; and of the workspace (budgets), also those with a higher figure than before. A declaration that
 * was only moved or renamed causes none. What to do first comes first.
 */
export function findingsOfChange(
  changes: readonly Change[],
  before: FindingReport,
  after: FindingReport,
): FindingReport {
  const subjects = (of: readonly Change[]): Set<Finding['subject']> =>
    new Set(of.flatMap(({ after: subject }) => subject ?? []));
  const kept = subjects(changes.filter(costsTheSame));
  const changed = subjects(changes.filter((change) => !costsTheSame(change)));
  const prints = fingerprints(before.findings);
  const known = new Map(before.findings.map((finding, i) => [prints[i]!, finding]));
  const now = fingerprints(after.findings);
  return {
    findings: after.findings
      .filter((finding, i) => {
        if (finding.subject !== null && kept.has(finding.subject)) return false;
        if (finding.subject !== null && changed.has(ownerOf(finding.subject))) return true;
        return isNewOrHigher(known.get(now[i]!), finding);
      })
      .sort(byUrgency),
    silenced: after.silenced.filter(({ finding }) => changed.has(finding.subject)),
  };
}

/** The declaration that a call sets something in: the change is the declaration's. */
function ownerOf(subject: Subject): Subject {
  const isSetting = subject.type === 'call' && isCountedElsewhere(subject);
  return (isSetting ? subject.joined?.declaration : null) ?? subject;
}

function isNewOrHigher(before: Finding | undefined, after: Finding): boolean {
  if (!before) return true;
  if (after.subject !== null) return false;
  const [was, is] = [before.figure?.value, after.figure?.value];
  return typeof was === 'number' && typeof is === 'number' && is > was * (1 + 1e-9);
}
