/** Why the runs of a schedule cannot be counted, as data: render/words/schedule.ts has the words. */
import type { DeclaredParameter } from '../../modal/declaration';

/** The fields of a cron line, in order. */
export type CronFieldName = 'minute' | 'hour' | 'dayOfMonth' | 'month' | 'dayOfWeek';

/** Why a schedule has no runs. */
export type RunsReason =
  | { readonly kind: 'notSchedule' }
  | { readonly kind: 'periodNotPositive' }
  /** A cron line that does not have five fields. */
  | { readonly kind: 'cronFieldCount'; readonly line: string; readonly fields: number }
  /** An invalid field of a cron line. */
  | { readonly kind: 'cronField'; readonly field: CronFieldName; readonly text: string };

/** Why the runs of a declaration's schedule are unknown. */
export type ScheduleReason =
  | RunsReason
  | { readonly kind: 'severalSchedules' }
  /** It is only known at run time; `reason` is that of the scan. */
  | { readonly kind: 'scheduleInCode'; readonly reason: NonNullable<DeclaredParameter['reason']> };
