/** The inputs that say how a declaration is used: how much comes, and when. Each is a field of a usage. */
import { burstReason } from '../../cost/demand';
import { defaultUsage } from '../../cost/usage';
import {
  parseUsageValue,
  usageFieldInfo,
  writtenUsage,
  type Usage,
  type UsageField,
  type UsageFigure,
} from '../../modal/usageFields';
import { plainNumber } from '../money';
import { originText } from '../usageOrigin';
import { monthReasonText } from '../words/monthWords';
import { t } from '../words/translate';
import { usageFieldText, usageProblemText } from '../words/usageWords';
import {
  textInput,
  typedText,
  type Given,
  type Read,
  type ReadInputs,
  type ScenarioInput,
  type ScenarioValues,
  type Typed,
} from './scenarioInputs';
import { barsOf } from './weightBars';

/** How much comes, and what it takes. */
const TRAFFIC = [
  'requestsPerDay',
  'secondsPerRequest',
  'activeHoursPerDay',
  'concurrency',
  'startupSeconds',
  'tokensPerSecond',
] as const satisfies readonly UsageField[];

/** When it comes, and how much it varies: those with a slider have rows of their own, and come last, so that no other moves up past them. */
const SHAPE = [
  'hourly',
  'weekly',
  'daysPerMonth',
  'burstsPerDay',
  'burstMinutes',
  'burstShare',
  'requestsAtOnce',
  'secondsCv',
] as const satisfies readonly UsageField[];

type UsageInput = (typeof TRAFFIC)[number] | (typeof SHAPE)[number];

/** The names of the inputs, in the panel's order. */
export const TRAFFIC_NAMES: readonly string[] = TRAFFIC.map((field) => usageFieldInfo(field).name);
export const SHAPE_NAMES: readonly string[] = SHAPE.map((field) => usageFieldInfo(field).name);

/** A sandbox serves nothing, bills nothing before it runs, and costs the same whenever it is created. */
const NOT_OF_SANDBOXES: ReadonlySet<UsageField> = new Set([
  'concurrency',
  'startupSeconds',
  ...SHAPE.filter((field) => field !== 'daysPerMonth'),
]);

/** The inputs that say something in any case: who empties them has not said what counts in their place. */
const NEEDED: ReadonlySet<UsageField> = new Set(['requestsPerDay', 'secondsPerRequest', 'concurrency']);

/** The inputs that are empty where nobody says them: there is no default, or one that nobody would type. */
const SHOWN_IF_SAID: ReadonlySet<UsageField> = new Set([
  'requestsPerDay',
  'secondsPerRequest',
  'daysPerMonth',
]);

interface ReadUsage extends Read {
  readonly field: UsageInput;
}

/** The inputs with these behind them. */
export function withUsageInputs(read: ReadInputs, given: Given, typed: Typed, good: Typed): ReadInputs {
  const asked = askedOf(given).map((field) => ({ field, ...usageInput(field, given, typed, good) }));
  const reads = withBursts(asked, given, typed, good);
  return {
    inputs: [...read.inputs, ...reads.map(({ input }) => input)],
    values: { ...read.values, ...valuesOf(reads, given, typed) },
  };
}

/** A schedule says by itself when its runs start. */
function askedOf({ assessment: { estimate } }: Given): readonly UsageInput[] {
  const fields: readonly UsageInput[] = estimate.scheduled ? TRAFFIC : [...TRAFFIC, ...SHAPE];
  return estimate.settings.isSandbox ? fields.filter((field) => !NOT_OF_SANDBOXES.has(field)) : fields;
}

/** What was typed: what nobody typed stays with whoever says it, the comment, a setting, the default. */
function valuesOf(
  reads: readonly ReadUsage[],
  given: Given,
  typed: Typed,
): Pick<ScenarioValues, 'usage' | 'unsaid'> {
  const isTyped = ({ input }: Read): boolean => typedText(typed, input.name) !== undefined;
  const said = reads.filter((each) => isTyped(each) && each.text !== '');
  const emptied = reads.filter((each) => isTyped(each) && each.text === '' && isGiven(each.field, given));
  return {
    usage: Object.fromEntries(said.map(({ field, text }) => [field, valueIn(field, text)])),
    unsaid: emptied.map(({ field }) => field),
  };
}

function isGiven(field: UsageField, { assessment: { usage } }: Given): boolean {
  return usage !== null && usage.origins[field].source !== 'default';
}

function usageInput(field: UsageInput, given: Given, typed: Typed, good: Typed): Read {
  const { usage, estimate } = given.assessment;
  const info = usageFieldInfo(field);
  const origin = usage?.origins[field];
  const isSaid = isGiven(field, given);
  const value = !isSaid && SHOWN_IF_SAID.has(field) ? null : (usage?.usage[field] ?? null);
  const { label, unit } = estimate.settings.isSandbox ? sandboxWords(field) : usageWords(field);
  const written = value === null ? '' : writtenPlainly(value);
  const read = textInput(
    {
      name: info.name,
      label,
      unit,
      help: usageFieldText(field),
      given: written,
      origin: isSaid && origin ? originText(origin) : t('not set: default'),
      placeholder: placeholderOf(field, estimate.context.hoursPerMonth),
      check: (text) => checkUsage(field, text, isSaid, label),
    },
    typed,
    good,
  );
  const bars = barsOf(field, isSaid ? written : null);
  // Emptied, an input that nobody says is as it was: the default counts.
  const changed = read.input.changed && (isSaid || read.input.text !== '');
  return { ...read, input: { ...read.input, changed, ...(bars && { bars }) } };
}

function checkUsage(field: UsageInput, text: string, isSaid: boolean, label: string): string | null {
  if (text === '') return isSaid && NEEDED.has(field) ? t('{0}: a number is needed', label) : null;
  const parsed = parsedUsage(field, text);
  return 'problem' in parsed ? usageProblemText(parsed.problem, label) : null;
}

/** A list may also be pasted as JSON has it. */
export function parsedUsage(field: UsageField, text: string): ReturnType<typeof parseUsageValue> {
  const info = usageFieldInfo(field);
  return parseUsageValue(info, info.shape === 'weights' ? text.replace(/[[\]\s]/g, '') : text);
}

function valueIn(field: UsageField, text: string): UsageFigure | undefined {
  const parsed = parsedUsage(field, text);
  return 'value' in parsed ? parsed.value : undefined;
}

/** What counts where an input is empty. */
function placeholderOf(field: UsageInput, hoursPerMonth: number): string {
  switch (field) {
    case 'tokensPerSecond':
      return t('unknown');
    case 'hourly':
    case 'weekly':
      return t('even');
    case 'burstsPerDay':
    case 'burstMinutes':
      return t('no bursts');
    case 'daysPerMonth':
      return plainNumber(defaultUsage(hoursPerMonth).daysPerMonth, 3);
    case 'requestsPerDay':
    case 'secondsPerRequest':
    case 'concurrency':
      return '';
    default:
      return writtenPlainly(defaultUsage(hoursPerMonth)[field]);
  }
}

/** A value as an input shows it: no grouping, no exponent. */
export function writtenPlainly(value: UsageFigure): string {
  return typeof value === 'number' ? plainNumber(value, 12).replace(/,/g, '') : writtenUsage(value);
}

/**
 * Bursts need their number and their length, which together are shorter than a day. What is wrong with them is said at the one that
 * is missing, or was typed last; then those count that counted before.
 */
function withBursts(
  reads: readonly ReadUsage[],
  given: Given,
  typed: Typed,
  good: Typed,
): readonly ReadUsage[] {
  const textOf = (field: UsageField): string => reads.find((each) => each.field === field)?.text ?? '';
  const reason = burstsReason(textOf);
  if (!reason) return reads;
  const isNew = (field: UsageField): boolean => {
    const { name } = usageFieldInfo(field);
    return typedText(typed, name) !== typedText(good, name);
  };
  const last = BURSTS.find(isNew) ?? 'burstMinutes';
  const blamed = reason.kind === 'burstsIncomplete' ? reason.missing : last;
  const errorAt = (label: string): string =>
    reason.kind === 'burstsIncomplete'
      ? t('{0}: a number is needed', label)
      : `${label}: ${monthReasonText(reason)}.`;
  const before = (field: UsageField): string =>
    typedText(good, usageFieldInfo(field).name) ?? givenText(field, given);
  const counts = burstsReason(before) ? (field: UsageField): string => givenText(field, given) : before;
  return reads.map((each) => {
    if (!BURSTS.includes(each.field)) return each;
    const isBlamed = each.field === blamed && each.input.error === null;
    return {
      ...each,
      text: counts(each.field),
      input: isBlamed ? { ...each.input, error: errorAt(each.input.label) } : each.input,
    };
  });
}

const BURSTS: readonly UsageField[] = ['burstsPerDay', 'burstMinutes'];

function burstsReason(textOf: (field: UsageField) => string): ReturnType<typeof burstReason> {
  const value = (field: UsageField): number | null => {
    const read = valueIn(field, textOf(field));
    return typeof read === 'number' ? read : null;
  };
  return burstReason({ burstsPerDay: value('burstsPerDay'), burstMinutes: value('burstMinutes') });
}

function givenText(field: UsageField, { assessment: { usage } }: Given): string {
  const value = usage?.usage[field] ?? null;
  return value === null ? '' : writtenPlainly(value);
}

/** The unit is short enough to stand in a narrow input. */
function usageWords(field: UsageInput): Pick<ScenarioInput, 'label' | 'unit'> {
  switch (field) {
    case 'requestsPerDay':
      return { label: t('Requests'), unit: t('per day') };
    case 'secondsPerRequest':
      return { label: t('Seconds per request'), unit: 's' };
    case 'activeHoursPerDay':
      return { label: t('Active hours'), unit: t('h/day') };
    case 'concurrency':
      return { label: t('Concurrent inputs per container'), unit: '' };
    case 'startupSeconds':
      return { label: t('Start-up'), unit: 's' };
    case 'tokensPerSecond':
      return { label: t('Tokens'), unit: t('per s') };
    case 'hourly':
      return { label: t('Requests by hour'), unit: '' };
    case 'weekly':
      return { label: t('Requests by day of the week'), unit: '' };
    case 'daysPerMonth':
      return { label: t('Days with traffic per month'), unit: '' };
    case 'requestsAtOnce':
      return { label: t('Requests at once'), unit: '' };
    case 'burstsPerDay':
      return { label: t('Bursts'), unit: t('per day') };
    case 'burstMinutes':
      return { label: t('Burst length'), unit: t('min') };
    case 'burstShare':
      return { label: t('Share in bursts'), unit: '' };
    case 'secondsCv':
      return { label: t('Variation of seconds'), unit: t('CV') };
  }
}

/** A sandbox is created where a function is called. */
function sandboxWords(field: UsageInput): Pick<ScenarioInput, 'label' | 'unit'> {
  const words = usageWords(field);
  if (field === 'requestsPerDay') return { ...words, label: t('Sandboxes') };
  return field === 'secondsPerRequest' ? { ...words, label: t('Seconds per sandbox') } : words;
}

/** Whether a trace of requests says by itself what an input says. */
export function isOfTraces(name: string): boolean {
  return OF_TRACES.has(name);
}

const OF_TRACES: ReadonlySet<string> = new Set([
  ...(['requestsPerDay', 'secondsPerRequest', 'activeHoursPerDay'] as const).map(
    (field) => usageFieldInfo(field).name,
  ),
  ...SHAPE_NAMES,
]);

/** Why an input has no say in the month, in the place of where it is from; null where it has. */
export function notCountedText(
  name: string,
  usage: Pick<ReadonlyUsage, 'usage' | 'trace'> | null,
): string | null {
  if (!usage) return null;
  const { hourly, weekly, burstsPerDay } = usage.usage;
  if (usage.trace && (SHAPE_NAMES.includes(name) || name === 'active_hours_per_day'))
    return t('not counted: the trace says it');
  if (name === 'active_hours_per_day' && isUneven(hourly)) return replacedText('hourly');
  if (name === 'days_per_month' && isUneven(weekly)) return replacedText('weekly');
  if (name === 'burst_share' && burstsPerDay === null) return t('not counted without bursts');
  return null;
}

function replacedText(field: UsageInput): string {
  return t('not counted: replaced by “{0}”', usageWords(field).label);
}

interface ReadonlyUsage {
  readonly usage: Usage;
  readonly trace: unknown;
}

function isUneven(weights: readonly number[] | null): boolean {
  return weights?.some((each) => each !== weights[0]) ?? false;
}
