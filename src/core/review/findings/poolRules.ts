/** Rules on containers: how many stay warm, how many may run, how long they are idle. */
import type { Assessment } from '../../cost/assess';
import { changeCost } from '../../cost/changeCost';
import { cheaperElsewhere } from '../../cost/comparison/cheaperElsewhere';
import { breakEvenShare } from '../../cost/comparison/compareDeclaration';
import { estimate, type WarmFloor } from '../../cost/estimate';
import { exactly, hull, isExact, type Interval } from '../../cost/interval';
import { quantity } from '../../cost/quantities';
import { fewerWarm, type PoolSaving } from '../../cost/savings';
import type { Change } from '../../cost/varyDeclaration';
import { withChange } from '../../cost/withChange';
import { partOf } from '../../cost/monthBill';
import { exceeds } from './budgetRules';
import type { Draft, FindingFix, FixSaving } from './finding';
import type { CountOfContainers, PoolMessage, ShorterWindow, WarmPool } from './poolMessages';
import type { ActiveRule } from './rules';
import type { RuleSubject } from './ruleSubject';

export function warmGpu(on: RuleSubject, rule: ActiveRule): Draft[] {
  const gpus = pricedGpus(on);
  return gpus.length === 0
    ? []
    : warmPool(on, rule, (warm) => ({
        rule: 'warm-gpu',
        kind: 'gpuKeptWarm',
        arguments: { ...warm, gpus },
      }));
}

export function warmCpu(on: RuleSubject, rule: ActiveRule): Draft[] {
  return pricedGpus(on).length > 0
    ? []
    : warmPool(on, rule, (warm) => ({ rule: 'warm-cpu', kind: 'cpuKeptWarm', arguments: warm }));
}

function pricedGpus({ assessment: { estimate } }: RuleSubject): string[] {
  return estimate.alternatives.filter(({ gpu, rate }) => gpu && rate).map(({ label }) => label);
}

function warmPool(on: RuleSubject, rule: ActiveRule, say: (warm: WarmPool) => PoolMessage): Draft[] {
  const floor = writtenFloor(on);
  const limit = rule.threshold('usdPerMonth');
  if (!floor?.perMonth || !floor.containers.interval || !exceeds(floor.perMonth.high, limit)) return [];
  const { perMonth: usdPerMonth } = floor;
  const { fixes, ...advice } = poolFixes(on);
  const warm = { containers: warmSizes(floor), hoursPerWeek: warmHours(floor), usdPerMonth, limit };
  return [
    on.draft(on.rangeOf('min_containers'), say({ ...warm, ...advice }), {
      figure: { value: usdPerMonth.high, unit: 'USD/month', limit },
      fixes,
    }),
  ];
}

/** What to do about a warm pool, or why nothing saves; no fixes where others than the subject keep it warm. */
export function poolFixes(
  on: RuleSubject,
): Pick<WarmPool, 'beaten' | 'notFixed'> & { readonly fixes: readonly FindingFix[] } {
  const floor = writtenFloor(on);
  // With traffic, what the floor saves in start-ups may be more than it costs.
  const removal = changeCost(on.assessment, { min_containers: null });
  const notFixed = removal?.verdict === 'saves' ? null : removal;
  const beaten = fewerWarm(on.assessment);
  return {
    beaten,
    notFixed,
    fixes: !floor?.perMonth
      ? []
      : [
          ...(beaten && beaten.to > 0 ? [fewerFix(beaten)] : []),
          ...(notFixed ? [] : [removalFix(on, floor)]),
        ],
  };
}

function fewerFix({ to, usdPerMonth }: PoolSaving): FindingFix {
  return {
    ...setTo('min_containers', to),
    saves: { usdPerMonth, isBound: false, coldStartShare: null },
  };
}

function removalFix({ assessment }: RuleSubject, floor: WarmFloor): FindingFix {
  const saves = savingOf(assessment, { min_containers: null }) ?? {
    usdPerMonth: floor.perMonth!.high,
    isBound: true,
    coldStartShare: null,
  };
  return { kind: 'set', parameter: 'min_containers', value: null, saves };
}

/** More cold starts by less than this share are printed as the same. */
const SAME_SHARE = 0.005;

/** What a change saves per month, and the cold starts that it brings; null while the cost per month is not known. */
function savingOf(assessment: Assessment, change: Change): FixSaving | null {
  const { subject } = assessment.estimate;
  const now = assessment.month;
  if (subject.type !== 'declaration' || now?.status !== 'known') return null;
  const then = withChange(assessment, subject, change).month;
  if (then?.status !== 'known') return null;
  const [before, after] = [now, then].map(({ seconds }) => seconds.coldStartShare.likely);
  return {
    usdPerMonth: now.total.likely - then.total.likely,
    isBound: false,
    coldStartShare: after! > (1 + SAME_SHARE) * before! ? after! : null,
  };
}

/** The floor that a subject sets itself: what calls set in a declaration is found at the calls. */
function writtenFloor({ declaration, subject, assessment: { estimate: of } }: RuleSubject): WarmFloor | null {
  if (subject.type === 'call' && subject.changes?.isContinued) return null;
  if (!declaration?.changedBy) return of.floor;
  const { changedBy, ...written } = declaration;
  return estimate({ ...written, params: changedBy.written }, of.context).floor;
}

function warmSizes({ containers, hours }: WarmFloor): Interval {
  const sizes = hours?.flatMap((each) => (each.containers > 0 ? [exactly(each.containers)] : []));
  return (sizes && hull(sizes)) ?? containers.interval!;
}

function warmHours({ hours }: WarmFloor): number | null {
  const warm = hours?.filter(({ containers }) => containers > 0);
  return warm?.reduce((sum, { share }) => sum + share * HOURS_PER_WEEK, 0) ?? null;
}

const HOURS_PER_WEEK = 7 * 24;

/** What one call costs if it takes its whole timeout. */
export function costlyCall(on: RuleSubject, rule: ActiveRule): Draft[] {
  const { call } = on.assessment.estimate;
  const limit = rule.threshold('usdPerCall');
  if (!on.decides('gpu', 'cpu', 'memory', 'timeout', 'retries', 'region')) return [];
  if (!call?.atTimeout || !call.timeout.interval || !exceeds(call.atTimeout.high, limit)) return [];
  const { atTimeout: usdPerCall, most } = call;
  return [
    on.draft(
      on.rangeOf('timeout'),
      {
        rule: 'costly-call',
        kind: 'callMayCost',
        arguments: {
          usdPerCall,
          timeoutSeconds: call.timeout.interval,
          attempts: call.attempts.interval?.high ?? 1,
          mostUsd: most?.usd ?? null,
          limit,
        },
      },
      { figure: { value: usdPerCall.high, unit: 'USD/call', limit } },
    ),
  ];
}

export function aboveBreakEven(on: RuleSubject, rule: ActiveRule): Draft[] {
  const { assessment } = on;
  const limit = rule.threshold('usdPerMonth');
  // No more can be saved than is spent: most declarations need no comparison.
  if (!hasOwnUse(assessment) || !spendsMore(assessment, limit)) return [];
  const found = cheaperElsewhere(assessment);
  if (!found || !(found.usdPerMonth > limit)) return [];
  const { modal, offer, usdPerMonth } = found;
  return [
    on.draft(
      on.head,
      {
        rule: 'above-break-even',
        kind: 'cheaperElsewhere',
        arguments: {
          modalUsdPerMonth: { ...modal.range, likely: modal.monthUsd },
          containers: containersOf(assessment),
          offer: { provider: offer.provider, product: offer.product, machines: offer.machines },
          offerUsdPerMonth: offer.monthUsd,
          breakEvenShare: offer.offerId === null ? null : breakEvenShare(assessment, offer.offerId),
        },
      },
      { figure: { value: usdPerMonth, unit: 'USD/month', limit } },
    ),
  ];
}

/** The containers of a pool, counting each one of a cluster. */
function containersOf({ month }: Assessment): { readonly least: number; readonly most: number | null } {
  if (month?.status !== 'known') return { least: 0, most: null };
  const { pool, clusterSize } = month;
  const { minContainers, maxContainers } = pool;
  return { least: minContainers * clusterSize, most: maxContainers && maxContainers * clusterSize };
}

/** Whether the first option costs more than a limit per month. */
export function spendsMore({ month }: Assessment, limit: number): boolean {
  return month?.status === 'known' && month.options[0].bill.total.likely > limit;
}

/** A usage from the settings is a guess for all declarations without their own, and no reason for a finding. */
export function hasOwnUse({ usage }: Assessment): boolean {
  return usage?.origins.requestsPerDay.source !== 'setting';
}

export function costlyWindow(on: RuleSubject, rule: ActiveRule): Draft[] {
  const { month, usage } = on.assessment;
  if (month?.status !== 'known' || month.atTimeout || !usage || !hasOwnUse(on.assessment)) return [];
  const [tail, active] = [
    partOf(month.options[0].bill.parts, 'tail'),
    partOf(month.options[0].bill.parts, 'active'),
  ];
  const [least, share] = [rule.threshold('usdPerMonth'), rule.threshold('share')];
  if (tail.usd.likely <= least || tail.usd.likely <= share * active.usd.likely) return [];
  const { scaledownWindow, bufferContainers } = month.pool;
  const isStartupKnown = usage.origins.startupSeconds.source !== 'default';
  const shorter = isStartupKnown
    ? shorterWindow(on.assessment, scaledownWindow, usage.usage.startupSeconds)
    : null;
  return [
    on.draft(
      on.rangeOf('scaledown_window'),
      {
        rule: 'costly-window',
        kind: 'waitingCostsMore',
        arguments: {
          windowSeconds: scaledownWindow,
          buffer: bufferContainers * month.clusterSize,
          waitingUsdPerMonth: tail.usd.likely,
          servingUsdPerMonth: active.usd.likely,
          notFixed: shorter?.cost.verdict === 'saves' ? null : shorter,
        },
      },
      {
        figure: { value: tail.usd.likely, unit: 'USD/month', limit: share * active.usd.likely },
        fixes: isStartupKnown
          ? windowFix(on.assessment, shorter)
          : [{ kind: 'usage', fields: ['startupSeconds'] }],
      },
    ),
  ];
}

/** Modal documents windows from 2 s on. */
const SHORTEST_WINDOW = 2;

/**
 * Being idle for longer than a start-up takes costs more than the start-up. A window of this length never costs more
 * than twice the best possible choice, but with frequent requests it may cost more than the present one.
 */
function shorterWindow(assessment: Assessment, window: number, startup: number): ShorterWindow | null {
  const seconds = Math.max(SHORTEST_WINDOW, Math.ceil(startup));
  const cost = seconds < window ? changeCost(assessment, { scaledown_window: seconds }) : null;
  return cost && { seconds, cost };
}

function windowFix(assessment: Assessment, shorter: ShorterWindow | null): FindingFix[] {
  if (shorter?.cost.verdict !== 'saves') return [];
  const value = String(shorter.seconds);
  const saves = savingOf(assessment, { scaledown_window: shorter.seconds });
  return [
    { kind: 'set', parameter: 'scaledown_window', value, to: 'startupTime', ...(saves ? { saves } : {}) },
  ];
}

export function noCeiling(on: RuleSubject, rule: ActiveRule): Draft[] {
  const { declaration } = on;
  const { ceiling, scheduled, alternatives, livePerHour, clusterSize, settings } = on.assessment.estimate;
  const limit = rule.threshold('usdPerHour');
  // A sandbox is one container, created by code that decides how many.
  if (
    !declaration ||
    settings.isSandbox ||
    ceiling ||
    scheduled ||
    declaration.unreadSpreads.length > 0 ||
    !livePerHour
  )
    return [];
  if (!alternatives.some(({ gpu, rate }) => gpu && rate) || livePerHour.high <= limit) return [];
  return [
    on.draft(
      on.head,
      {
        rule: 'no-ceiling',
        kind: clusterSize.interval?.high === 1 ? 'containersUnlimited' : 'clustersUnlimited',
        arguments: { usdPerHour: livePerHour },
      },
      { figure: { value: livePerHour.high, unit: 'USD/hour', limit } },
    ),
  ];
}

export function minOverMax(on: RuleSubject): Draft[] {
  if (!on.decides('min_containers', 'max_containers')) return [];
  const { settings } = on.assessment.estimate;
  const [min, max] = [settings.minContainers.interval, settings.maxContainers.interval];
  if (!min || !max || min.low <= max.high) return [];
  const fixes: FindingFix[] = [
    ...(isExact(max) ? [setTo('min_containers', max.low)] : []),
    ...(isExact(min) ? [setTo('max_containers', min.low)] : []),
  ];
  return [
    on.draft(
      on.rangeOf('min_containers'),
      { rule: 'min-over-max', kind: 'minOverMax', arguments: { min, max } },
      { figure: { value: min.low, unit: 'containers', limit: max.high }, fixes },
    ),
  ];
}

const GROUPED: readonly CountOfContainers[] = ['min_containers', 'max_containers', 'buffer_containers'];

export function clusterMultiple(on: RuleSubject): Draft[] {
  const size = on.assessment.estimate.clusterSize.interval;
  if (!size || !isExact(size) || size.low <= 1 || !Number.isInteger(size.low)) return [];
  const clusterSize = size.low;
  return GROUPED.flatMap((parameter) => {
    const given = quantity(on.subject.params, parameter, null).interval;
    if (!given || !isExact(given) || given.low % clusterSize === 0) return [];
    const value = given.low;
    const below = Math.floor(value / clusterSize) * clusterSize;
    const instead = parameter === 'max_containers' ? Math.max(clusterSize, below) : below;
    return [
      on.draft(
        on.rangeOf(parameter),
        {
          rule: 'cluster-multiple',
          kind: 'notMultipleOfCluster',
          arguments: { parameter, value, clusterSize },
        },
        {
          figure: { value, unit: 'containers', limit: clusterSize },
          fixes: [instead === 0 ? { kind: 'set', parameter, value: null } : setTo(parameter, instead)],
        },
      ),
    ];
  });
}

function setTo(parameter: CountOfContainers, value: number): FindingFix & { readonly kind: 'set' } {
  return { kind: 'set', parameter, value: String(value) };
}
