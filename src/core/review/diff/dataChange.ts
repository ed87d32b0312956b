/** What a change does to data beside that of declarations: of apps and the workspace, and to the allowance of the plan. */
import { dataAmount, exactly, type Amount } from '../../cost/amount';
import { allowanceUsd, type DataLine, type DataSum } from '../../cost/dataSum';
import { amountChange, type AmountChange } from './amountChange';

/** One app, or the workspace, in USD per month before the allowance. */
export interface DataLineChange extends AmountChange {
  /** The key of the app in the team file; null for the workspace. */
  readonly app: string | null;
  /** The line in the team file; that before the change if it is gone. */
  readonly line: number;
}

export interface DataChange {
  /** Of both states, also those that stay the same. */
  readonly lines: readonly DataLineChange[];
  /** What the allowance takes off the sum, in USD per month: 0 or less. */
  readonly allowance: AmountChange;
  /** The plan after the change; before it if there is no data any more. Null if the book has one allowance for all. */
  readonly plan: string | null;
}

/** Null if neither state has data. */
export function dataChange(before: DataSum | null, after: DataSum | null): DataChange | null {
  if (!before && !after) return null;
  const byApp = (sum: DataSum | null): ReadonlyMap<string | null, DataLine> =>
    new Map((sum?.lines ?? []).map((each) => [each.app, each]));
  const [was, is] = [byApp(before), byApp(after)];
  return {
    lines: [...new Set([...is.keys(), ...was.keys()])].map((app) => {
      const [old, now] = [was.get(app), is.get(app)];
      const line = (now ?? old)!.line;
      return { app, line, ...amountChange(dataAmount(old?.cost ?? null), dataAmount(now?.cost ?? null)) };
    }),
    allowance: amountChange(takenOff(before), takenOff(after)),
    plan: (after ?? before)!.plan,
  };
}

function takenOff(sum: DataSum | null): Amount {
  const usd = -allowanceUsd(sum);
  return usd === 0 ? 'none' : exactly(usd);
}

/** The lines and the allowance, for sums. */
export function dataAmounts(change: DataChange | null): readonly AmountChange[] {
  return change ? [...change.lines, change.allowance] : [];
}
