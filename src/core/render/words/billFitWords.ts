/** What fitting a usage to the bill comes to, in words. */
import type { FitAssumption, FitTarget, NotFitted } from '../../bill/fitOutcomes';
import type { Assessment } from '../../cost/assess';
import { usageFieldInfo, type UsageField } from '../../modal/usageFields';
import { oneLine } from '../escape';
import { numberInterval, plainNumber, usd } from '../money';
import { monthReasonText } from './monthWords';
import { rowName } from './subjectNames';
import { t } from './translate';

/** Why no usage meets the bill, and what to do about it: one or two sentences. */
export function fitReasonText(why: NotFitted): string {
  switch (why.reason) {
    case 'scheduled':
      return t('It runs on a schedule, so its code says how often it runs.');
    case 'trace':
      return t('Its requests come from a trace, which says more than a bill.');
    case 'countNotKnown':
      return t('The code does not say how many of it there are.');
    case 'missing':
      return t('Set {0} first.', fieldsText(why.fields));
    case 'gpuNotBilled':
      return t('The bill has no {0}: it did not run in this period.', oneLine(why.gpu));
    case 'othersNotKnown':
      return t(
        'The same bill pays for {0}, whose cost per month is unknown. Set its usage first.',
        namesText(why.others),
      );
    case 'othersExceed':
      return t(
        'The other declarations of the app ({0}) are estimated at {1} per month, which is more than the bill.',
        namesText(why.target.others),
        usd(why.target.othersUsd),
      );
    case 'monthNotKnown':
      return why.month
        ? t('Its cost per month is unknown: {0}.', monthReasonText(why.month))
        : t('Its cost per month is unknown.');
    case 'belowFloor':
      return t(
        'Its warm containers alone cost {0} per month, but the bill has {1}: they were not up all the time, or not with these settings.',
        usd(why.floorUsd),
        usd(why.target.usd),
      );
    case 'belowEven':
      return t(
        'Its requests cost {0} per month even if each comes by itself, but the bill has {1}: there are fewer of them, or they are shorter.',
        usd(why.evenUsd),
        usd(why.target.usd),
      );
    case 'aboveMost':
      return t(
        'The bill has {0} per month, more than the {1} that this can cost at most: requests take longer, or the code that ran has other settings.',
        usd(why.target.usd),
        usd(why.mostUsd),
      );
  }
}

/** What a fit takes as given, in one sentence. */
export function fitAssumptionText(assumption: FitAssumption): string {
  switch (assumption.kind) {
    case 'monthLikePeriod':
      return t('The usage is the same all month as in the {0} h of the bill.', plainNumber(assumption.hours));
    case 'fieldsGiven':
      return t('As given: {0}.', fieldsText(assumption.fields));
    case 'fieldsDefault':
      return t('By default: {0}.', fieldsText(assumption.fields));
    case 'othersHeld':
      return t(
        'The other declarations of the app ({0}) cost {1} per month, as estimated.',
        namesText(assumption.others),
        usd(assumption.usd),
      );
    case 'resourcesAsRequested':
      return t('CPU and memory are used as requested, and not beyond.');
  }
}

/** What of the bill is left for a declaration: `$2,880.00 per month for 720 h of H100`. */
export function fitTargetText({ usd: amount, basis }: FitTarget): string {
  return basis.kind === 'gpu'
    ? t(
        '{0} per month of {1} ({2} GPU-hours for the app)',
        usd(amount),
        oneLine(basis.resource),
        numberInterval(basis.gpuHours, 4),
      )
    : t('{0} per month', usd(amount));
}

function fieldsText(fields: readonly UsageField[]): string {
  return fields.map((field) => usageFieldInfo(field).name).join(', ');
}

const MAX_NAMES = 5;

function namesText(others: readonly Assessment[]): string {
  const names = others.slice(0, MAX_NAMES).map(({ estimate: { subject } }) => oneLine(rowName(subject)));
  const more = others.length - names.length;
  const list = names.join(', ');
  return more > 0 ? t('{0} and {1} more', list, more) : list;
}
