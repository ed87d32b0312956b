/** Why the runs of a schedule cannot be counted, in words. */
import type { CronFieldName, RunsReason, ScheduleReason } from '../../cost/schedule/scheduleOutcomes';
import { reasonText } from './reasons';
import { t } from './translate';

export function scheduleReasonText(reason: ScheduleReason): string {
  switch (reason.kind) {
    case 'severalSchedules':
      return t('it can be one of several schedules');
    case 'scheduleInCode':
      return reasonText(reason.reason);
    default:
      return runsReasonText(reason);
  }
}

export function runsReasonText(reason: RunsReason): string {
  switch (reason.kind) {
    case 'notSchedule':
      return t('it is not a schedule');
    case 'periodNotPositive':
      return t('the period must be longer than 0');
    case 'cronFieldCount':
      return t('a cron expression must have five fields, and "{0}" has {1}', reason.line, reason.fields);
    case 'cronField':
      return t('"{0}" is not a cron {1}', reason.text, cronFieldText(reason.field));
  }
}

function cronFieldText(field: CronFieldName): string {
  switch (field) {
    case 'minute':
      return t('minute');
    case 'hour':
      return t('hour');
    case 'dayOfMonth':
      return t('day of month');
    case 'month':
      return t('month');
    case 'dayOfWeek':
      return t('day of week');
  }
}
