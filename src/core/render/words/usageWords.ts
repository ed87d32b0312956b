/** How a declaration is used, in words: the fields of a usage, and where each figure comes from. */
import type { UsagePlace, UsageSource } from '../../cost/usage';
import type { TeamFilePlace } from '../../cost/usage';
import { usageFieldInfo, type UsageField, type UsageProblem } from '../../modal/usageFields';
import { TEAM_FILE } from '../../review/team/team';
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
  }
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
  }
}

/** What a field does not take: the field, its unit and its range, and what was given. */
export function usageProblemText({ field, given }: UsageProblem): string {
  const { name, min, max, whole } = usageFieldInfo(field);
  const kind = whole ? t('a whole number') : t('a number');
  const range = t('from {0} to {1}', decimal(min), decimal(max));
  return t('{0} must be {1} of {2} {3}, not {4}.', name, kind, usageUnitText(field), range, shown(given));
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
  }
}

/** `modal-cost.json, line 3`. */
export function teamPlaceText({ line }: TeamFilePlace): string {
  return t('{0}, line {1}', TEAM_FILE, line);
}
