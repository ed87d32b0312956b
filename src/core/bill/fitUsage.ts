/**
 * Fits a usage to the bill: from what an app did cost to the requests that cost so much in the model, or to how many of them
 * come at once. The model's own month is asked again and again, so it takes as long as its simulations: it goes in steps.
 */
import type { Assessment } from '../cost/assess';
import { findRootInSteps } from '../cost/findRoot';
import { isSimulating, monthEstimate, type KnownMonth } from '../cost/month';
import { SimulatedOnce } from '../cost/simulatedOnce';
import type { ResolvedUsage } from '../cost/usage';
import { isCountUnknown } from '../modal/declaration';
import { usageFieldInfo, type Usage, type UsageField } from '../modal/usageFields';
import { atOnce, neverPause, type Pause, type Steps } from '../python/resumable';
import { aimOf, type Aim } from './fitTarget';
import type { FitAssumption, FitTarget, FittedField, NotFitted, UsageFit } from './fitOutcomes';
import type { BilledApp } from './join';

/** The question. */
export interface FitAsked {
  readonly app: BilledApp;
  /** One of the app's code. */
  readonly declaration: Assessment;
  readonly field: FittedField;
  /** The hours of the bill's period. */
  readonly hours: number;
  /** What is known better than the declaration's usage says it, as from metrics or from somebody who was asked. */
  readonly known?: Readonly<Partial<Pick<Usage, 'requestsPerDay' | 'secondsPerRequest'>>>;
}

/** See {@link fitUsageInSteps}; takes up to some seconds. */
export function fitUsage(asked: FitAsked): UsageFit {
  return atOnce(fitUsageInSteps(asked, neverPause));
}

/** The usage of one declaration with which its estimate meets the bill; everything else is held as it is. */
export function* fitUsageInSteps(asked: FitAsked, pause: Pause): Steps<UsageFit> {
  const { app, declaration, field, hours } = asked;
  const notFitted = (why: NotFitted): UsageFit => ({ kind: 'notFitted', field, ...why });
  const usage = usageOf(asked);
  if ('reason' in usage) return notFitted(usage);
  const aim = aimOf(app, declaration, hours);
  if ('reason' in aim) return notFitted(aim);
  const model = new FittedModel(declaration, usage, aim, pause);
  const found = yield* field === 'requestsPerDay' ? requestsPerDay(model) : requestsAtOnce(model);
  if ('reason' in found) return notFitted(found);
  const before = beforeOf(declaration, field);
  return {
    kind: 'fitted',
    field,
    before,
    after: found.value,
    target: aim.target,
    usdBefore: declaration.month?.status === 'known' ? aim.countedOf(declaration.month) : null,
    usdAfter: found.usd,
    usdEven: found.usdEven,
    assumptions: assumptionsOf(asked, usage, aim),
  };
}

/** The usage that is fitted, or why it cannot be. */
function usageOf({ declaration, field, known = {} }: FitAsked): ResolvedUsage | NotFitted {
  const { estimate, usage } = declaration;
  if (estimate.scheduled) return { reason: 'scheduled' };
  if (!usage) return { reason: 'monthNotKnown', month: null };
  if (usage.trace) return { reason: 'trace' };
  if (isCountUnknown(estimate.subject)) return { reason: 'countNotKnown' };
  const needed: readonly UsageField[] =
    field === 'requestsPerDay' ? ['secondsPerRequest'] : ['requestsPerDay', 'secondsPerRequest'];
  const missing = needed.filter((each) => usage.missing.includes(each) && !(each in known));
  if (missing.length > 0) return { reason: 'missing', fields: missing };
  return { ...usage, usage: { ...usage.usage, ...known }, given: true, missing: [] };
}

function beforeOf({ usage }: Assessment, field: FittedField): number | null {
  const isGiven = usage !== null && usage.origins[field].source !== 'default';
  return isGiven ? usage.usage[field] : null;
}

type NotKnown = Extract<NotFitted, { readonly reason: 'monthNotKnown' }>;

/** The month of a declaration with one field of its usage changed. */
class FittedModel {
  readonly #simulations = new SimulatedOnce();

  constructor(
    private readonly declaration: Assessment,
    private readonly usage: ResolvedUsage,
    private readonly aim: Aim,
    private readonly pause: Pause,
  ) {}

  get target(): FitTarget {
    return this.aim.target;
  }

  get values(): Usage {
    return this.usage.usage;
  }

  /** What the target counts of the month, in US dollars. */
  *usd(values: Partial<Usage>): Steps<number | NotKnown> {
    const month = yield* this.month(values);
    return 'reason' in month ? month : this.counted(month);
  }

  counted(month: KnownMonth): number {
    return this.aim.countedOf(month);
  }

  *month(values: Partial<Usage>): Steps<KnownMonth | NotKnown> {
    const { estimate, use } = this.declaration;
    const usage = { ...this.usage, usage: { ...this.usage.usage, ...values } };
    const options = { includeStartup: use.includeStartup, simulations: this.#simulations };
    for (;;) {
      if (this.pause()) yield;
      const month = monthEstimate(estimate, usage, options);
      if (month?.status === 'known') return month;
      if (!isSimulating(month)) return { reason: 'monthNotKnown', month: month?.reason ?? null };
      yield* this.#simulations.work(this.pause);
    }
  }
}

interface Found {
  readonly value: number;
  readonly usd: number;
  readonly usdEven: number | null;
}

/** A difference of less than this share of the target is none. */
const SAME = 1e-6;

function* requestsPerDay(model: FittedModel): Steps<Found | NotFitted> {
  const { target } = model;
  const floor = yield* model.usd({ requestsPerDay: 0 });
  if (typeof floor === 'object') return floor;
  if (floor > target.usd * (1 + SAME)) return { reason: 'belowFloor', target, floorUsd: floor };
  if (floor >= target.usd * (1 - SAME)) return { value: 0, usd: floor, usdEven: null };
  const bracket = yield* bracketed(model);
  if ('reason' in bracket) return bracket;
  // By the logarithm: requests may be few or a million. What is unknown is too much to simulate: it is above.
  const difference = function* (log: number): Steps<number> {
    const usd = yield* model.usd({ requestsPerDay: Math.exp(log) });
    return typeof usd === 'number' ? usd - target.usd : target.usd;
  };
  const [low, high] = [Math.log(bracket.low), Math.log(bracket.high)];
  const root = yield* findRootInSteps(difference, { low, high, tolerance: 1e-4, maxEvaluations: 40 });
  const value = toThreeDigits(root.kind === 'root' ? Math.exp(root.x) : bracket.high);
  const usd = yield* model.usd({ requestsPerDay: value });
  return typeof usd === 'number' ? { value, usd, usdEven: null } : usd;
}

/** Where the search begins if nobody gives a number of requests, and the factor of its steps. */
const [FIRST_REQUESTS, STEP] = [1_000, 8];
const MIN_REQUESTS = 1e-9;

/** Requests a day that cost less than the target, and requests that cost more, or too many to tell. */
function* bracketed(model: FittedModel): Steps<{ readonly low: number; readonly high: number } | NotFitted> {
  const { target } = model;
  const { max } = usageFieldInfo('requestsPerDay');
  let at = model.values.requestsPerDay || FIRST_REQUESTS;
  let month = yield* model.month({ requestsPerDay: at });
  if ('reason' in month || model.counted(month) >= target.usd) {
    while (at > MIN_REQUESTS) {
      const below = yield* model.usd({ requestsPerDay: at / STEP });
      if (typeof below === 'number' && below < target.usd) break;
      at /= STEP;
    }
    return { low: at / STEP, high: at };
  }
  while (at < max) {
    if (month.unstable) break;
    const above = yield* model.month({ requestsPerDay: Math.min(max, at * STEP) });
    if ('reason' in above || model.counted(above) >= target.usd)
      return { low: at, high: Math.min(max, at * STEP) };
    month = above;
    at = Math.min(max, at * STEP);
  }
  return { reason: 'aboveMost', target, mostUsd: model.counted(month), most: at };
}

function* requestsAtOnce(model: FittedModel): Steps<Found | NotFitted> {
  const { target } = model;
  const { max } = usageFieldInfo('requestsAtOnce');
  const even = yield* model.usd({ requestsAtOnce: 1 });
  if (typeof even === 'object') return even;
  if (even > target.usd * (1 + SAME)) return { reason: 'belowEven', target, evenUsd: even };
  let [low, lowUsd] = [1, even];
  let [high, highUsd] = [1, even];
  while (highUsd < target.usd * (1 - SAME)) {
    [low, lowUsd] = [high, highUsd];
    const usd = high < max ? yield* model.usd({ requestsAtOnce: Math.min(max, high * 2) }) : null;
    if (typeof usd !== 'number') return { reason: 'aboveMost', target, mostUsd: highUsd, most: high };
    [high, highUsd] = [Math.min(max, high * 2), usd];
  }
  while (high - low > 1) {
    const at = Math.floor((low + high) / 2);
    const usd = yield* model.usd({ requestsAtOnce: at });
    if (typeof usd === 'object') return usd;
    if (usd < target.usd) [low, lowUsd] = [at, usd];
    else [high, highUsd] = [at, usd];
  }
  const isLow = target.usd - lowUsd < highUsd - target.usd;
  return { value: isLow ? low : high, usd: isLow ? lowUsd : highUsd, usdEven: even };
}

/** As somebody would write it: more digits are noise. */
function toThreeDigits(value: number): number {
  return Number(value.toPrecision(3));
}

/** The fields that matter for what requests cost, besides the one that is fitted. */
const FIELDS: readonly UsageField[] = [
  'requestsPerDay',
  'secondsPerRequest',
  'activeHoursPerDay',
  'daysPerMonth',
  'concurrency',
  'startupSeconds',
  'secondsCv',
];

function assumptionsOf(
  { declaration, field, hours, known = {} }: FitAsked,
  { origins }: ResolvedUsage,
  { target }: Aim,
): readonly FitAssumption[] {
  const isGiven = (each: UsageField): boolean => each in known || origins[each].source !== 'default';
  const others = FIELDS.filter((each) => each !== field);
  const isRequested = declaration.estimate.alternatives.some(({ rate }) => rate?.atLeast === true);
  const { others: held, othersUsd: usd } = target;
  return [
    { kind: 'monthLikePeriod', hours },
    { kind: 'fieldsGiven', fields: others.filter(isGiven) },
    { kind: 'fieldsDefault', fields: others.filter((each) => !isGiven(each)) },
    ...(held.length > 0 ? [{ kind: 'othersHeld', others: held, usd } as const] : []),
    ...(target.basis.kind === 'dollars' && isRequested ? [{ kind: 'resourcesAsRequested' } as const] : []),
  ];
}
