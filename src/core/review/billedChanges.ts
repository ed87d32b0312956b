/** What the apps of a change cost today, by the bill, beside what the change is estimated to add. */
import type { BilledApp, BilledWorkspace } from '../bill/join';
import type { Subject } from '../modal/declaration';
import { costsTheSame, monthlyDifference, type Change, type MonthlyDifference } from './diff/diff';

export interface BilledChange {
  readonly billed: BilledApp;
  /** Of the changes to declarations of the app, in US dollars per month. */
  readonly difference: MonthlyDifference;
}

/** The apps on the bill that the changes cost something, the dearest first; one in two environments twice. */
export function billedChanges(
  changes: readonly Change[],
  before: BilledWorkspace | null,
  after: BilledWorkspace,
): readonly BilledChange[] {
  const different = changes.filter((each) => !costsTheSame(each));
  const was = new Map(before?.apps.map((each) => [keyOf(each), each]));
  return after.apps.flatMap((billed): BilledChange[] => {
    const [then, now] = [subjectsOf(was.get(keyOf(billed))), subjectsOf(billed)];
    const own = different.filter((each) => now.has(each.after) || then.has(each.before));
    return own.length === 0 ? [] : [{ billed, difference: monthlyDifference({ changes: own }) }];
  });
}

function keyOf({ actual: { app, environment } }: BilledApp): string {
  return `${environment}\n${app}`;
}

function subjectsOf(billed: BilledApp | undefined): ReadonlySet<Subject | null> {
  return new Set(billed?.code?.members.map(({ estimate }) => estimate.subject));
}
