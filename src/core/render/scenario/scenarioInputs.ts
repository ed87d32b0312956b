import type { Assessment } from '../../cost/assess';
import type { Setting } from '../../cost/subjectSettings';
import { parseUsageValue, usageFieldInfo, type UsageField, type UsageFigures } from '../../modal/usageFields';
import type { PriceBook } from '../../pricing/schema';
import type { SliderRange } from './panelView';
import { plainNumber } from '../money';
import { originText } from '../usageOrigin';
import { t } from '../words/translate';
import { usageFieldText, usageProblemText } from '../words/usageWords';
import { bookTitle } from '../words/priceBooks';

/** The inputs of a scenario that no price book and no usage field describes. */
const OWN_NUMBERS = {
  gpu_count: number('', [1, 64], true),
  min_containers: number('', [0, 10_000], true),
  max_containers: number('', [1, 100_000], true),
  buffer_containers: number('', [0, 10_000], true),
  scaledown_window: number('s', [0, 604_800], false),
  volume_gb: number('GB', [0, 1e9], false),
  egress_gb: number('GB', [0, 1e9], false),
} as const;

type NumberWords = Pick<ScenarioInput, 'label' | 'help'>;

function numberWords(): Readonly<Record<OwnNumber, NumberWords>> {
  return {
    gpu_count: { label: t('GPUs per container'), help: t('GPUs that each container requests.') },
    min_containers: { label: t('min_containers'), help: t('Containers kept warm at all times.') },
    max_containers: { label: t('max_containers'), help: t('Empty: no limit.') },
    buffer_containers: {
      label: t('buffer_containers'),
      help: t('Idle containers kept ready beyond the busy ones, while requests are served.'),
    },
    scaledown_window: { label: t('scaledown_window'), help: t('How long an idle container keeps running.') },
    volume_gb: { label: t('Volume storage'), help: t('Stored in Volumes all month.') },
    egress_gb: { label: t('Egress (GB per month)'), help: t('Public network traffic out of Modal.') },
  };
}

/** The usage fields that the panel asks for, in its order. */
const USAGE_INPUTS = [
  'requestsPerDay',
  'secondsPerRequest',
  'activeHoursPerDay',
  'concurrency',
  'startupSeconds',
  'tokensPerSecond',
] as const satisfies readonly UsageField[];

export type OwnNumber = keyof typeof OWN_NUMBERS;
export type UsageInput = (typeof USAGE_INPUTS)[number];

const OWN_NAMES = Object.keys(OWN_NUMBERS) as OwnNumber[];

/** A sandbox has no pool, serves nothing, and bills nothing before it runs. */
const NOT_OF_SANDBOXES: ReadonlySet<OwnNumber | UsageInput> = new Set([
  'min_containers',
  'max_containers',
  'buffer_containers',
  'scaledown_window',
  'concurrency',
  'startupSeconds',
]);

/** What a reader has typed or picked, by input name; whatever is not there is as the code and its usage say. */
export type Typed = Readonly<Record<string, string>>;

/** The inputs of a scenario, each with what is shown, where it comes from and what is wrong with it. */
export interface ScenarioInput {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly help: string;
  readonly text: string;
  readonly placeholder: string;
  readonly error: string | null;
  readonly origin: string;
  /** It was typed, and differs from what the code says. */
  readonly changed: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Whether it takes several of its options, with commas between them. */
  readonly takesSeveral: boolean;
  /** The ends of its slider, where it has one. */
  readonly range: SliderRange | undefined;
}

/** The inputs that can be dragged, as far as is usual: a number beyond can still be typed. */
const SLIDERS: Readonly<Record<string, SliderRange>> = {
  gpu_count: { min: 1, max: 8, step: 1, scale: 'linear' },
  min_containers: { min: 0, max: 10, step: 1, scale: 'linear' },
  buffer_containers: { min: 0, max: 10, step: 1, scale: 'linear' },
  scaledown_window: { min: 2, max: 1_200, step: 1, scale: 'log' },
  requests_per_day: { min: 10, max: 10_000_000, step: 1, scale: 'log' },
  seconds_per_request: { min: 0.01, max: 3_600, step: 0.01, scale: 'log' },
  active_hours_per_day: { min: 1, max: 24, step: 0.5, scale: 'linear' },
  concurrency: { min: 1, max: 64, step: 1, scale: 'log' },
  startup_seconds: { min: 0, max: 120, step: 1, scale: 'linear' },
};

/** The inputs' values: where one is not valid, the last that was. */
export interface ScenarioValues {
  readonly book: string;
  readonly gpu: string;
  /** Null for none, and for one that is not known; absent if the subject takes no such number. */
  readonly numbers: Readonly<Partial<Record<OwnNumber, number | null>>>;
  readonly usage: Readonly<Partial<Record<UsageInput, number>>>;
  /** What the work is; absent for what the code and its usage say. */
  readonly fit: Pick<UsageFigures, 'interactive' | 'needs'>;
}

export interface ReadInputs {
  readonly inputs: readonly ScenarioInput[];
  readonly values: ScenarioValues;
}

/** What the code and its usage say, for the inputs that nobody has typed. */
export interface Given {
  readonly assessment: Assessment;
  /** Whether there is a declaration behind it, or only a calculator. */
  readonly isCode: boolean;
  readonly books: readonly Pick<PriceBook, 'id' | 'lineage'>[];
  readonly gpuTypes: readonly string[];
  /** Why Modal refuses what is typed, by the inputs' names. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Reads all inputs. `typed` is what stands in them, `good` the last valid text of each. */
export function readInputs(given: Given, typed: Typed, good: Typed): ReadInputs {
  const book = bookInput(given, typed, good);
  const gpu = gpuInput(given, typed, good);
  const fromCode = numbersInCode(given.assessment);
  const { isSandbox } = given.assessment.estimate.settings;
  const isTaken = (name: OwnNumber | UsageInput): boolean => !isSandbox || !NOT_OF_SANDBOXES.has(name);
  const own = OWN_NAMES.filter(isTaken).map((name) => ({
    name,
    ...numberInput(name, fromCode[name], given, typed, good),
  }));
  const usage = USAGE_INPUTS.filter(isTaken).map((field) => ({
    field,
    ...usageInput(field, given, typed, good),
  }));
  return {
    inputs: [book, gpu, ...own, ...usage].map(({ input }) => input),
    values: {
      book: book.text,
      gpu: gpu.text,
      numbers: Object.fromEntries(own.map(({ name, text }) => [name, text === '' ? null : Number(text)])),
      // What nobody typed stays with whoever says it: the comment, a setting, the default.
      usage: Object.fromEntries(
        usage
          .filter(({ text, input }) => text !== '' && typedText(typed, input.name) !== undefined)
          .map(({ field, text }) => [field, Number(text)]),
      ),
      fit: {},
    },
  };
}

function bookInput({ assessment, books }: Given, typed: Typed, good: Typed): Read {
  const spec = {
    name: 'book',
    label: t('Price book'),
    help: t('The prices to use.'),
    given: assessment.estimate.context.book.id,
    origin: t('the setting'),
  };
  const options = books.map((each) => ({ value: each.id, label: bookTitle(each) }));
  return choiceInput(spec, options, typed, good);
}

function gpuInput(given: Given, typed: Typed, good: Typed): Read {
  const spec = {
    name: 'gpu',
    label: 'GPU',
    help: t('What each container requests.'),
    given: given.assessment.estimate.alternatives[0]?.gpu?.type ?? '',
    origin: codeText(given),
    refusal: given.refused.get('gpu'),
  };
  const types = given.gpuTypes.map((each) => ({ value: each, label: each }));
  return choiceInput(spec, [{ value: '', label: t('CPU only') }, ...types], typed, good);
}

/** Where a value is from that nobody has typed. */
function codeText({ isCode }: Given): string {
  return isCode ? t('the code') : t('the calculator');
}

/** The numbers as the code has them, as texts; empty for what it does not say. */
function numbersInCode({ estimate }: Assessment): Record<OwnNumber, string> {
  const { minContainers, maxContainers, bufferContainers, scaledownWindow } = estimate.settings;
  const numberOf = ({ interval }: Setting): string => (interval ? plain(interval.low) : '');
  return {
    gpu_count: plain(Math.max(1, estimate.alternatives[0]?.gpu?.count ?? 1)),
    min_containers: numberOf(minContainers),
    max_containers: numberOf(maxContainers),
    buffer_containers: numberOf(bufferContainers),
    scaledown_window: numberOf(scaledownWindow),
    volume_gb: '0',
    egress_gb: '0',
  };
}

function numberInput(name: OwnNumber, fromCode: string, given: Given, typed: Typed, good: Typed): Read {
  const info = { ...OWN_NUMBERS[name], ...numberWords()[name] };
  const isInCode = name !== 'volume_gb' && name !== 'egress_gb';
  const isUnknown = fromCode === '' && name !== 'max_containers';
  const mayBeEmpty = isUnknown || name === 'max_containers';
  return textInput(
    {
      name,
      ...info,
      given: fromCode,
      origin: isInCode ? codeText(given) : t('not in the code'),
      placeholder: isUnknown ? t('unknown') : mayBeEmpty ? t('no limit') : '',
      check: (text) => checkNumber(text, info, mayBeEmpty),
      refusal: given.refused.get(name),
    },
    typed,
    good,
  );
}

function usageInput(field: UsageInput, { assessment }: Given, typed: Typed, good: Typed): Read {
  const { usage, estimate } = assessment;
  const info = usageFieldInfo(field);
  const origin = usage?.origins[field];
  const value = usage?.usage[field];
  const isGiven = origin !== undefined && origin.source !== 'default';
  const fallback =
    field === 'requestsPerDay' || field === 'secondsPerRequest' || value == null ? '' : plain(value);
  return textInput(
    {
      name: info.name,
      ...(estimate.settings.isSandbox ? sandboxWords(field) : usageWords(field)),
      help: usageFieldText(field),
      given: isGiven && value != null ? plain(value) : fallback,
      origin: isGiven ? originText(origin) : t('not set: default'),
      placeholder: field === 'tokensPerSecond' ? t('unknown') : '',
      check: (text) => {
        if (text === '') return null;
        const parsed = parseUsageValue(info, text);
        return 'problem' in parsed ? usageProblemText(parsed.problem) : null;
      },
    },
    typed,
    good,
  );
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
  }
}

/** A sandbox is created where a function is called. */
function sandboxWords(field: UsageInput): Pick<ScenarioInput, 'label' | 'unit'> {
  const words = usageWords(field);
  if (field === 'requestsPerDay') return { ...words, label: t('Sandboxes') };
  return field === 'secondsPerRequest' ? { ...words, label: t('Seconds per sandbox') } : words;
}

/** An input as read: what counts of it, and how it is shown. */
export interface Read {
  readonly input: ScenarioInput;
  readonly text: string;
}

interface TextSpec {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly help: string;
  readonly given: string;
  readonly origin: string;
  readonly placeholder: string;
  readonly check: (text: string) => string | null;
  /** Why Modal refuses what stands in it. */
  readonly refusal?: string | undefined;
}

export function textInput(spec: TextSpec, typed: Typed, good: Typed): Read {
  const { name, label, unit, help, given, origin, placeholder, check, refusal = null } = spec;
  const shown = typedText(typed, name)?.trim() ?? given;
  const error = check(shown) ?? refusal;
  const last = typedText(good, name)?.trim() ?? given;
  const isTyped = typedText(typed, name) !== undefined;
  return {
    text: error === null ? shown : last,
    input: {
      name,
      label,
      unit,
      help,
      text: shown,
      placeholder,
      error,
      origin: isTyped ? t('typed here') : origin,
      changed: isTyped && shown !== given,
      options: [],
      takesSeveral: false,
      range: SLIDERS[name],
    },
  };
}

export function choiceInput(
  spec: Omit<TextSpec, 'unit' | 'placeholder' | 'check'>,
  options: ScenarioInput['options'],
  typed: Typed,
  good: Typed,
): Read {
  const { label, given } = spec;
  const all = options.some(({ value }) => value === given)
    ? options
    : [{ value: given, label: given }, ...options];
  const check = (text: string): string | null =>
    all.some(({ value }) => value === text) ? null : t('{0}: not one of the choices', label);
  const read = textInput({ ...spec, unit: '', placeholder: '', check }, typed, good);
  return { ...read, input: { ...read.input, options: all } };
}

export function typedText(record: Typed, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function checkNumber(
  text: string,
  { label, min, max, whole }: (typeof OWN_NUMBERS)[OwnNumber] & NumberWords,
  mayBeEmpty: boolean,
): string | null {
  if (text === '') return mayBeEmpty ? null : t('{0}: a number is needed', label);
  const value = Number(text);
  const range = [plainNumber(min), plainNumber(max, 9)];
  if (!Number.isFinite(value) || value < min || value > max)
    return t('{0}: from {1} to {2}', label, ...range);
  return whole && !Number.isInteger(value) ? t('{0}: a whole number from {1} to {2}', label, ...range) : null;
}

function number(unit: string, [min, max]: readonly [number, number], whole: boolean) {
  return { unit, min, max, whole };
}

/** A number as an input shows it: no grouping, no exponent. */
function plain(value: number): string {
  return plainNumber(value, 12).replace(/,/g, '').replace('−', '-');
}
