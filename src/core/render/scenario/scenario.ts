import type { PanelBill } from './actualMarks';
import { assess, type Assessment, type UsageContext } from '../../cost/assess';
import type { KnownAmount } from '../../cost/amount';
import type { DataKind } from '../../cost/dataCost';
import { dataSum } from '../../cost/dataSum';
import { isOpen, type PricingContext } from '../../cost/estimate';
import type { UsageFigures } from '../../modal/usageFields';
import { vary, type Change } from '../../cost/varyDeclaration';
import { isCountUnknown, type Declaration } from '../../modal/declaration';
import { absent } from '../../modal/declaredValue';
import type { PriceBook } from '../../pricing/schema';
import { refusals } from '../../review/refusals';
import { atOnce, neverPause, type Pause, type Steps } from '../../python/resumable';
import { findingText } from '../words/findingsText';
import { withFitInputs } from './fitInputs';
import { readInputs, type Given, type ReadInputs, type ScenarioValues, type Typed } from './scenarioInputs';
import { withUsageInputs } from './usageInputs';

/** What a scenario starts from: a declaration of the code, or a calculator's. */
export interface ScenarioSubject {
  readonly declaration: Declaration;
  readonly isCode: boolean;
  readonly context: PricingContext;
  readonly use: UsageContext;
  /** The books to choose from; the one in use first. */
  readonly books: readonly PriceBook[];
  /** What its app did cost; null or absent without a bill. */
  readonly bill?: PanelBill | null;
}

/** A scenario worked out: its inputs, the code's own assessment and the one with the inputs. */
export interface Scenario {
  readonly subject: ScenarioSubject;
  readonly read: ReadInputs;
  /** As the code is. */
  readonly before: Assessment;
  /** With the inputs. */
  readonly after: Assessment;
  readonly context: PricingContext;
  /** What the inputs change in the code. */
  readonly change: Change;
  /** USD a month for Volumes and for traffic out; null where the book has no price. */
  readonly storage: number | null;
  readonly egress: number | null;
}

/** Works a scenario out. `typed` and `good` as `readInputs` takes them. What Modal refuses counts no more than what is no number. */
export function scenarioOf(subject: ScenarioSubject, typed: Typed, good: Typed): Scenario {
  return atOnce(scenarioInSteps(subject, typed, good, neverPause));
}

/** The same with pauses between its months. */
export function* scenarioInSteps(
  subject: ScenarioSubject,
  typed: Typed,
  good: Typed,
  pause: Pause,
): Steps<Scenario> {
  const before = assess(subject.declaration, subject.context, subject.use);
  if (pause()) yield;
  const asTyped = scenarioWith(subject, before, { typed, good });
  if (pause()) yield;
  const refused = refusedInputs(asTyped, typed, good);
  return refused.size === 0 ? asTyped : scenarioWith(subject, before, { typed, good, refused });
}

/** Why Modal refuses what stands in an input, by the input's name: where several have a part in it, the one typed last. */
function refusedInputs({ after, read }: Scenario, typed: Typed, good: Typed): ReadonlyMap<string, string> {
  const isNew = (name: string): boolean => typed[name] !== undefined && typed[name] !== good[name];
  const refused = new Map<string, string>();
  for (const { parameters, finding } of refusals(after)) {
    const inputs = parameters
      .flatMap((name) => (name === 'gpu' ? ['gpu_count', 'gpu'] : [name]))
      .filter((name) => read.inputs.some((each) => each.name === name));
    const blamed = inputs.find(isNew) ?? inputs.find((name) => typed[name] !== undefined) ?? inputs[0];
    if (blamed !== undefined && !refused.has(blamed)) refused.set(blamed, findingText(finding));
  }
  return refused;
}

interface InputTexts {
  readonly typed: Typed;
  readonly good: Typed;
  readonly refused?: ReadonlyMap<string, string>;
}

function scenarioWith(subject: ScenarioSubject, before: Assessment, texts: InputTexts): Scenario {
  const { book, list } = subject.context;
  const gpuTypes = [...new Set([...Object.keys(book.gpus), ...Object.keys(list.gpus)])];
  const { typed, good } = texts;
  const given: Given = {
    assessment: before,
    isCode: subject.isCode,
    books: subject.books,
    gpuTypes,
    refused: texts.refused ?? new Map(),
  };
  const ofUsage = withUsageInputs(readInputs(given, typed, good), given, typed, good);
  const read = withFitInputs(ofUsage, given, typed, good);
  const { values } = read;
  const chosen = subject.books.find(({ id }) => id === values.book) ?? book;
  const context: PricingContext =
    chosen.id === book.id
      ? subject.context
      : {
          book: chosen,
          list,
          hoursPerMonth: subject.context.hoursChosen
            ? subject.context.hoursPerMonth
            : chosen.hoursPerMonth.value,
          hoursChosen: subject.context.hoursChosen === true,
          discounts: subject.context.discounts ?? null,
          plan: subject.context.plan ?? null,
          ...(subject.context.today === undefined ? {} : { today: subject.context.today }),
        };
  const change = changeOf(values, before, read);
  const usage: UsageFigures = { ...values.usage, ...values.fit };
  const options = {
    source: 'option',
    values: { ...subject.use.options?.values, ...usage, volumeGb: 0, egressGbPerMonth: 0 },
    unsaid: values.unsaid,
    where: { kind: 'panel' },
  } as const;
  const after = assess(vary(subject.declaration, change), context, { ...subject.use, options });
  return {
    subject,
    read,
    before,
    after,
    context,
    change,
    ...dataOf(values, context),
  };
}

/** Only what was typed and differs changes the code: an unknown GPU stays unknown until one is picked. */
function changeOf({ gpu, numbers }: ScenarioValues, before: Assessment, { inputs }: ReadInputs): Change {
  const isChanged = (name: string): boolean => inputs.some((input) => input.name === name && input.changed);
  const change: { -readonly [key in keyof Change]: Change[key] } = {};
  if (isChanged('gpu') || isChanged('gpu_count')) {
    const type = gpu === '' ? (before.estimate.alternatives[0]?.gpu?.type ?? null) : gpu;
    change.gpu =
      isChanged('gpu') && gpu === '' ? null : type === null ? null : { type, count: numbers.gpu_count ?? 1 };
  }
  for (const name of ['min_containers', 'max_containers', 'buffer_containers', 'scaledown_window'] as const) {
    if (isChanged(name)) change[name] = numbers[name] ?? null;
  }
  return change;
}

/**
 * What is paid for data if the declaration has the plan's allowance to itself; null where the book has no rate. It is
 * the panel's own figure, so the month of the containers is assessed without it.
 */
function dataOf({ numbers }: ScenarioValues, context: PricingContext): Pick<Scenario, DataKind> {
  const usage = { volumeGb: numbers.volume_gb ?? 0, egressGbPerMonth: numbers.egress_gb_per_month ?? 0 };
  const sum = dataSum([{ usage: { usage }, estimate: { context } }], [], context);
  const paid = (kind: DataKind): number | null => {
    const part = sum?.declared?.parts.find((each) => each.kind === kind);
    return part?.usd == null ? (part ? null : 0) : part.usd * sum!.paid[kind];
  };
  return { storage: paid('storage'), egress: paid('egress') };
}

/** What comes on top of the month of the containers, and whether something in either has no known price. */
export function moreOf({ after, storage, egress }: Scenario): {
  /** USD per month. */
  readonly extra: number;
  readonly atLeast: boolean;
} {
  const { estimate } = after;
  const isPartly = isOpen(estimate) || isCountUnknown(estimate.subject);
  return {
    extra: (storage ?? 0) + (egress ?? 0),
    atLeast: isPartly || storage === null || egress === null,
  };
}

/** The month with storage and traffic out; null where it is not known. */
export function scenarioTotal(scenario: Scenario): KnownAmount | null {
  const { month } = scenario.after;
  if (month?.status !== 'known' || month.unstable !== null) return null;
  const { extra, atLeast } = moreOf(scenario);
  const { low, likely, high } = month.total;
  const total = { low: low + extra, likely: likely + extra, high: high + extra };
  return atLeast ? { ...total, atLeast } : total;
}

/** A declaration for a calculator: nothing of it comes from code. */
export function calculatorDeclaration(): Declaration {
  const place = { line: 0, column: 0 };
  return {
    type: 'declaration',
    file: '',
    line: 1,
    endLine: 1,
    defLine: 1,
    name: 'calculator',
    qualname: 'calculator',
    kind: 'function',
    registeredBy: 'decorator',
    count: 1,
    app: 'app',
    appName: null,
    gpu: { ...absent(1), status: 'known', value: [{ type: 'H100', count: 1 }] },
    params: {},
    concurrent: null,
    batched: null,
    clustered: null,
    unreadSpreads: [],
    oldNames: [],
    range: { start: place, end: place },
    options: null,
    stale: false,
  };
}
