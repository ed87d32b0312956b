import type { Estimate } from './estimate';
import { add, type Interval } from './interval';

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
  const estimates = all.filter(({ subject }) => !('form' in subject) || subject.form !== 'image_build');
  const floors = estimates.flatMap(({ floor }) => (floor?.perMonth ? [floor.perMonth] : []));
  const lives = estimates.flatMap(({ livePerHour }) => (livePerHour ? [livePerHour] : []));
  const unknown = estimates.filter(
    (each) => each.certainty === 'unknown' || (each.floor !== null && !each.floor.perMonth),
  );
  return {
    declarations: estimates.length,
    floorPerMonth: add(...floors),
    livePerHour: add(...lives),
    unknown: unknown.length,
  };
}
