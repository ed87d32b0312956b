/** Why the runs of a schedule cannot be counted, as data: render/words/schedule.ts words it. */
import type { DeclaredParameter } from '../../modal/declaration';

/** The fields of a cron line, in its order. */
export type CronFieldName = 'minute' | 'hour' | 'dayOfMonth' | 'month' | 'dayOfWeek';

/** Why a schedule has no runs. */
export type RunsReason =
  | { readonly kind: 'notSchedule' }
  | { readonly kind: 'periodNotPositive' }
  /** A cron line of more or fewer than five fields. */
  | { readonly kind: 'cronFieldCount'; readonly line: string; readonly fields: number }
  /** A field of a cron line that is none. */
  | { readonly kind: 'cronField'; readonly field: CronFieldName; readonly text: string };

/** Why the runs of a declaration's schedule are not known. */
export type ScheduleReason =
  | RunsReason
  | { readonly kind: 'severalSchedules' }
  /** Only a run knows it; `reason` as the code's reading has it. */
  | { readonly kind: 'scheduleInCode'; readonly reason: NonNullable<DeclaredParameter['reason']> };
