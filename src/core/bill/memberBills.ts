/** What of an app's bill falls on each declaration of its code: a report has one row for all of them. */
import { monthOrFloor } from '../cost/amount';
import type { Assessment } from '../cost/assess';
import type { BilledApp, BilledWorkspace } from './join';

/** A declaration's part of one app's bill. */
export interface MemberBill {
  readonly billed: BilledApp;
  /** In US dollars; null where the estimate of one of the app's declarations is unknown, so that nothing says how to split. */
  readonly perMonth: number | null;
  /** Whether it is a part by the share of the estimate, not a figure of the bill. */
  readonly isSplit: boolean;
}

/** By declaration; an app in two environments twice. */
export function memberBills({
  apps,
}: Pick<BilledWorkspace, 'apps'>): ReadonlyMap<Assessment, readonly MemberBill[]> {
  const found = new Map<Assessment, MemberBill[]>();
  for (const billed of apps) {
    for (const member of billed.code?.members ?? []) {
      const share = estimatedShare(billed, member);
      const isSplit = billed.code!.members.length > 1;
      const bill = { billed, perMonth: share === null ? null : billed.perMonth * share, isSplit };
      found.set(member, [...(found.get(member) ?? []), bill]);
    }
  }
  return found;
}

/** A declaration's share of its app's estimate, 0…1; null where that is unknown. */
function estimatedShare({ code }: BilledApp, member: Assessment): number | null {
  if (code?.members.length === 1) return 1;
  const own = monthOrFloor(member);
  if (!code || code.month === 'unknown' || code.month.atLeast || typeof own === 'string') return null;
  return code.month.likely > 0 ? own.likely / code.month.likely : null;
}
