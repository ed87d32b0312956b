import type { Assessment } from '../../cost/assess';
import type { Setting } from '../../cost/subjectSettings';
import { usageFieldNamed, type UsageField, type UsageFigures } from '../../modal/usageFields';
import type { PriceBook } from '../../pricing/schema';
import type { BarsView, SliderRange } from './panelView';
import { plainNumber } from '../money';
import { originText } from '../usageOrigin';
import { t } from '../words/translate';
import { bookTitle } from '../words/priceBooks';

/** The inputs of a scenario that no price book and no usage field describes. */
const OWN_NUMBERS = {
  gpu_count: number('', [1, 64], true),
  min_containers: number('', [0, 10_000], true),
  max_containers: number('', [1, 100_000], true),
  buffer_containers: number('', [0, 10_000], true),
  scaledown_window: number('s', [0, 604_800], false),
  volume_gb: number('GB', [0, 1e9], false),
  egress_gb_per_month: number('GB', [0, 1e9], false),
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
    egress_gb_per_month: {
      label: t('Egress (GB per month)'),
      help: t('Public network traffic out of Modal.'),
    },
  };
}

export type OwnNumber = keyof typeof OWN_NUMBERS;

const OWN_NAMES = Object.keys(OWN_NUMBERS) as OwnNumber[];

/** A sandbox has no pool. */
const NOT_OF_SANDBOXES: ReadonlySet<OwnNumber> = new Set([
  'min_containers',
  'max_containers',
  'buffer_containers',
  'scaledown_window',
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
  /** Of weights: the bars that they are drawn as. */
  readonly bars?: BarsView;
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
  requests_at_once: { min: 1, max: 200, step: 1, scale: 'log' },
  burst_share: { min: 0.05, max: 1, step: 0.05, scale: 'linear' },
  seconds_cv: { min: 0, max: 4, step: 0.1, scale: 'linear' },
};

/** The inputs' values: where one is not valid, the last that was. */
export interface ScenarioValues {
  readonly book: string;
  readonly gpu: string;
  /** Null for none, and for one that is not known; absent if the subject takes no such number. */
  readonly numbers: Readonly<Partial<Record<OwnNumber, number | null>>>;
  readonly usage: UsageFigures;
  /** What somebody else says of the usage and is not to count: its default does. */
  readonly unsaid: readonly UsageField[];
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

/** Reads the inputs of the code and its data. `typed` is what stands in them, `good` the last valid text of each. */
export function readInputs(given: Given, typed: Typed, good: Typed): ReadInputs {
  const book = bookInput(given, typed, good);
  const gpu = gpuInput(given, typed, good);
  const fromCode = numbersInCode(given.assessment);
  const { isSandbox } = given.assessment.estimate.settings;
  const own = OWN_NAMES.filter((name) => !isSandbox || !NOT_OF_SANDBOXES.has(name)).map((name) => ({
    name,
    ...numberInput(name, fromCode[name], given, typed, good),
  }));
  return {
    inputs: [book, gpu, ...own].map(({ input }) => input),
    values: {
      book: book.text,
      gpu: gpu.text,
      numbers: Object.fromEntries(own.map(({ name, text }) => [name, text === '' ? null : Number(text)])),
      usage: {},
      unsaid: [],
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
function numbersInCode({ estimate, usage }: Assessment): Record<OwnNumber, string> {
  const { minContainers, maxContainers, bufferContainers, scaledownWindow } = estimate.settings;
  const numberOf = ({ interval }: Setting): string => (interval ? plain(interval.low) : '');
  return {
    gpu_count: plain(Math.max(1, estimate.alternatives[0]?.gpu?.count ?? 1)),
    min_containers: numberOf(minContainers),
    max_containers: numberOf(maxContainers),
    buffer_containers: numberOf(bufferContainers),
    scaledown_window: numberOf(scaledownWindow),
    volume_gb: plain(usage?.usage.volumeGb ?? 0),
    egress_gb_per_month: plain(usage?.usage.egressGbPerMonth ?? 0),
  };
}

function numberInput(name: OwnNumber, fromCode: string, given: Given, typed: Typed, good: Typed): Read {
  const info = { ...OWN_NUMBERS[name], ...numberWords()[name] };
  const isUnknown = fromCode === '' && name !== 'max_containers';
  const mayBeEmpty = isUnknown || name === 'max_containers';
  return textInput(
    {
      name,
      ...info,
      given: fromCode,
      origin: numberOrigin(name, given),
      placeholder: isUnknown ? t('unknown') : mayBeEmpty ? t('no limit') : '',
      check: (text) => checkNumber(text, info, mayBeEmpty),
      refusal: given.refused.get(name),
    },
    typed,
    good,
  );
}

/** Where a number is from that nobody has typed: the code, or for data whoever says its usage. */
function numberOrigin(name: OwnNumber, given: Given): string {
  const field = usageFieldNamed(name)?.field;
  if (field === undefined) return codeText(given);
  const origin = given.assessment.usage?.origins[field];
  return origin && origin.source !== 'default' ? originText(origin) : t('not in the code');
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
