import type { Assessment } from './assess';
import type { Estimate } from './estimate';
import { add, type Interval } from './interval';
import type { LikelyRange } from './traffic/likelyRange';

/**
 * The sum over some estimates. Money is USD; what is not known is counted, not taken for 0.
 * An image build is not in it: it costs once, while it builds.
 */
export interface Total {
  readonly declarations: number;
  /** Of the warm floors that are known, a month. */
  readonly floorPerMonth: Interval;
  /** One container (or cluster) of each at work, an hour. */
  readonly livePerHour: Interval;
  /** How many have a floor, or a price, that is not known here. */
  readonly unknown: number;
}

export function total(all: readonly Estimate[]): Total {
  const estimates = all.filter(
    ({ subject }) => subject.type === 'declaration' || subject.form !== 'image_build',
  );
  const floors = estimates.flatMap(({ floor }) => (floor?.perMonth ? [floor.perMonth] : []));
  const lives = estimates.flatMap(({ livePerHour }) => (livePerHour ? [livePerHour] : []));
  return {
    declarations: estimates.length,
    floorPerMonth: add(...floors),
    livePerHour: add(...lives),
    unknown: estimates.filter(isUnknown).length,
  };
}

/** Whether a floor, or a price, is not known here. */
export function isUnknown({ certainty, floor }: Estimate): boolean {
  return certainty === 'unknown' || (floor !== null && !floor.perMonth);
}

/** What those with a known month come to together, in USD, and how many they are. Credits and fees are the workspace's, not in it. */
export function monthTotal(assessments: readonly Assessment[]): {
  readonly known: number;
  readonly usd: LikelyRange;
} {
  const months = assessments.flatMap(({ month }) => (month?.status === 'known' ? [month.total] : []));
  const sum = (pick: keyof LikelyRange): number => months.reduce((all, month) => all + month[pick], 0);
  return { known: months.length, usd: { low: sum('low'), likely: sum('likely'), high: sum('high') } };
}
