/** How a declaration is used, in words: the fields of a usage, and where each figure comes from. */
import type { ResolvedUsage, TeamFilePlace, UsagePlace, UsageSource } from '../../cost/usage';
import { NEEDS } from '../../modal/needs';
import { NO_NEEDS, usageFieldInfo, type UsageField, type UsageProblem } from '../../modal/usageFields';
import { TEAM_FILE } from '../../review/team/team';
import { oneLine } from '../escape';
import { quoted } from './quoted';
import { t } from './translate';

/** What a field counts, in words that follow "a number of". */
export function usageUnitText(field: UsageField): string {
  switch (field) {
    case 'requestsPerDay':
      return t('requests per day');
    case 'secondsPerRequest':
    case 'startupSeconds':
      return t('seconds');
    case 'activeHoursPerDay':
      return t('hours per day');
    case 'daysPerMonth':
      return t('days per month');
    case 'concurrency':
      return t('requests');
    case 'tokensPerSecond':
      return t('tokens per second');
    case 'cpuCores':
      return t('cores');
    case 'memoryGib':
      return t('GiB');
    case 'requestsAtOnce':
      return t('requests');
    case 'burstsPerDay':
      return t('bursts per day');
    case 'burstMinutes':
      return t('minutes');
    case 'burstShare':
    case 'secondsCv':
    case 'interactive':
    case 'needs':
      return '';
    case 'volumeGb':
      return t('GB');
    case 'egressGbPerMonth':
      return t('GB per month');
    case 'hourly':
      return t('weights, one per hour of a day from midnight on');
    case 'weekly':
      return t('weights, one per day of a week from Monday on');
  }
}

/** What a usage lacks for a month, where one of two figures is there: `seconds_per_request is missing`; else null. */
export function missingUsageText(usage: ResolvedUsage | null): string | null {
  const [field, ...others] = usage?.missing ?? [];
  return field === undefined || others.length > 0 ? null : t('{0} is missing', usageFieldInfo(field).name);
}

/** What a field is, in a sentence. */
export function usageFieldText(field: UsageField): string {
  switch (field) {
    case 'requestsPerDay':
      return t('Requests per day with traffic.');
    case 'secondsPerRequest':
      return t('Mean time that a container spends on one request, without start-up.');
    case 'activeHoursPerDay':
      return t('Hours per day with traffic. Requests arrive evenly during these hours.');
    case 'daysPerMonth':
      return t('Days per month with traffic.');
    case 'concurrency':
      return t('Concurrent requests per container.');
    case 'startupSeconds':
      return t('Time from the start of a container to its first request.');
    case 'tokensPerSecond':
      return t('Tokens that one container generates per active second.');
    case 'cpuCores':
      return t('Physical cores that a container actually uses. Use above the request is billed.');
    case 'memoryGib':
      return t('Memory that a container actually uses. Use above the request is billed.');
    case 'requestsAtOnce':
      return t(
        'Requests that arrive together, on average, as from .map or from a page that sends twenty at once.',
      );
    case 'burstsPerDay':
      return t('Bursts of requests per day, at random times. Needs burst_minutes.');
    case 'burstMinutes':
      return t('Length of a burst. Needs bursts_per_day.');
    case 'burstShare':
      return t('Share of the requests of a day that arrives in bursts; the others arrive evenly.');
    case 'hourly':
      return t(
        'The shape of a day: 24 weights, one per hour from midnight on. Replaces active_hours_per_day.',
      );
    case 'weekly':
      return t('The shape of a week: 7 weights, one per day from Monday on. Replaces days_per_month.');
    case 'secondsCv':
      return t(
        'How much the seconds of requests vary (coefficient of variation): 0 not at all, 1 exponential, 2 heavy.',
      );
    case 'interactive':
      return t(
        'Whether somebody waits for the answer. It changes no cost, only whether the work fits Modal.',
      );
    case 'needs':
      return t('Everything that the work needs. It changes no cost, only whether the work fits Modal.');
    case 'volumeGb':
      return t(
        'GB stored in Volumes all month. What several declarations share belongs to the app or the workspace in modal-cost.json.',
      );
    case 'egressGbPerMonth':
      return t(
        'GB sent out of Modal per month. The allowance of the plan is counted once, in the sum of the workspace.',
      );
  }
}

/** What a field does not take: the field as it is named where it is given, its unit and its range, and what was given. */
export function usageProblemText(
  { field, given, near }: UsageProblem,
  name: string = usageFieldInfo(field).name,
): string {
  const { shape, min, max, whole, weights } = usageFieldInfo(field);
  if (shape === 'flag') return t('{0} must be true or false, not {1}.', name, shown(given));
  if (shape === 'words') {
    const text = t('{0} must be {1}, or several with commas, not {2}.', name, choicesText(), shown(given));
    return near === undefined ? text : `${text} ${t('Did you mean {0}?', near)}`;
  }
  if (weights !== null)
    return t(
      '{0} must be {1} numbers from {2} to {3}, at least one of them above 0, not {4}.',
      name,
      weights,
      decimal(min),
      decimal(max),
      shown(given),
    );
  const kind = whole ? t('a whole number') : t('a number');
  const range = t('from {0} to {1}', decimal(min), decimal(max));
  const unit = usageUnitText(field);
  return unit === ''
    ? t('{0} must be {1} {2}, not {3}.', name, kind, range, shown(given))
    : t('{0} must be {1} of {2} {3}, not {4}.', name, kind, unit, range, shown(given));
}

/** The words that `needs` takes. */
export function choicesText(): string {
  return [...NEEDS, NO_NEEDS].join(', ');
}

function decimal(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** What was given, short and on one line. */
function shown(given: string | number): string {
  if (typeof given === 'number') return String(given);
  return given === '' ? t('nothing') : quoted(given);
}

/** Who says a figure of a usage. */
export function usageSourceText(source: UsageSource): string {
  switch (source) {
    case 'option':
      return t('an option');
    case 'comment':
      return t('the comment');
    case 'team':
      return t('the team file');
    case 'setting':
      return t('a setting');
    case 'code':
      return t('the code');
    case 'default':
      return t('the default');
  }
}

/** Where it is said: `line 12`, `modal-cost.json, line 3`, `@modal.concurrent(max_inputs=8)`. */
export function usagePlaceText(place: UsagePlace): string {
  switch (place.kind) {
    case 'comment':
      return t('line {0}', place.line);
    case 'teamFile':
      return place.keys > 1
        ? t('{0}, line {1}, the most specific of {2} keys', TEAM_FILE, place.line, place.keys)
        : teamPlaceText(place);
    case 'setting':
    case 'option':
      return place.name;
    case 'code':
      return place.written;
    case 'whatIf':
      return t('what if');
    case 'panel':
      return t('the panel');
    case 'question':
      return 'the question';
    case 'trace':
      return t('the trace {0}', oneLine(place.file));
  }
}

/** `modal-cost.json, line 3`. */
export function teamPlaceText({ line }: TeamFilePlace): string {
  return t('{0}, line {1}', TEAM_FILE, line);
}
