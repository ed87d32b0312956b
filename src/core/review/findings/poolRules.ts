/** Rules on containers: how many stay warm, how many may run, how long they are idle. */
import type { Assessment } from '../../cost/assess';
import { comparisonOf } from '../../cost/comparison/compareDeclaration';
import { isExact } from '../../cost/interval';
import { quantity } from '../../cost/quantities';
import type { BillPart, BillPartName } from '../../cost/monthBill';
import { exceeds } from './budgetRules';
import type { Draft, FindingFix } from './finding';
import type { CountOfContainers } from './poolMessages';
import type { ActiveRule } from './rules';
import type { RuleSubject } from './ruleSubject';

export function warmGpu(on: RuleSubject, rule: ActiveRule): Draft[] {
  const { floor, alternatives } = on.assessment.estimate;
  const limit = rule.threshold('usdPerMonth');
  if (!floor?.perMonth || !floor.containers.interval || !exceeds(floor.perMonth.high, limit)) return [];
  const gpus = alternatives.filter(({ gpu, rate }) => gpu && rate).map(({ label }) => label);
  if (gpus.length === 0) return [];
  const { perMonth: usdPerMonth } = floor;
  return [
    on.draft(
      on.rangeOf('min_containers'),
      {
        rule: 'warm-gpu',
        kind: 'gpuKeptWarm',
        arguments: { containers: floor.containers.interval, gpus, usdPerMonth, limit },
      },
      {
        figure: { value: usdPerMonth.high, unit: 'USD/month', limit },
        fixes: [{ kind: 'set', parameter: 'min_containers', value: null }],
      },
    ),
  ];
}

export function aboveBreakEven(on: RuleSubject, rule: ActiveRule): Draft[] {
  const { includeStartup, assessment } = on;
  if (!hasOwnUse(assessment)) return [];
  const comparison = comparisonOf(assessment, { includeStartup, rateBreakEvens: false });
  if (comparison?.winner.kind !== 'provider') return [];
  const { winner, modal } = comparison;
  const saves = modal.monthUsd - winner.monthUsd;
  const limit = rule.threshold('usdPerMonth');
  if (!(saves > limit)) return [];
  return [
    on.draft(
      on.head,
      {
        rule: 'above-break-even',
        kind: 'cheaperElsewhere',
        arguments: {
          modalUsdPerMonth: modal.monthUsd,
          offer: { provider: winner.provider, product: winner.product },
          offerUsdPerMonth: winner.monthUsd,
          breakEvenShare: winner.utilization?.kind === 'at' ? winner.utilization.share : null,
        },
      },
      { figure: { value: saves, unit: 'USD/month', limit } },
    ),
  ];
}

/** A usage from the settings is a guess for all declarations without their own, and no reason for a finding. */
function hasOwnUse({ usage }: Assessment): boolean {
  return usage?.origins.requestsPerDay.source !== 'setting';
}

export function costlyWindow(on: RuleSubject, rule: ActiveRule): Draft[] {
  const { month, usage } = on.assessment;
  if (month?.status !== 'known' || month.atMost || !usage || !hasOwnUse(on.assessment)) return [];
  const [tail, active] = [
    partOf(month.options[0].bill.parts, 'tail'),
    partOf(month.options[0].bill.parts, 'active'),
  ];
  const [least, share] = [rule.threshold('usdPerMonth'), rule.threshold('share')];
  if (tail.usd.likely <= least || tail.usd.likely <= share * active.usd.likely) return [];
  const { scaledownWindow, bufferContainers } = month.pool;
  const { origins, usage: use } = usage;
  return [
    on.draft(
      on.rangeOf('scaledown_window'),
      {
        rule: 'costly-window',
        kind: 'waitingCostsMore',
        arguments: {
          windowSeconds: scaledownWindow,
          buffer: bufferContainers > 0 ? bufferContainers * month.clusterSize : 0,
          waitingUsdPerMonth: tail.usd.likely,
          servingUsdPerMonth: active.usd.likely,
        },
      },
      {
        figure: { value: tail.usd.likely, unit: 'USD/month', limit: share * active.usd.likely },
        fixes: windowFix(
          scaledownWindow,
          origins.startupSeconds.source === 'default' ? null : use.startupSeconds,
        ),
      },
    ),
  ];
}

/** Modal documents windows from 2 s on. */
const SHORTEST_WINDOW = 2;

/**
 * Being idle for longer than a start-up takes costs more than the start-up. A window of this length never costs more
 * than twice the best possible choice.
 */
function windowFix(window: number, startup: number | null): FindingFix[] {
  if (startup === null) return [{ kind: 'usage', fields: ['startupSeconds'] }];
  const value = Math.max(SHORTEST_WINDOW, Math.ceil(startup));
  if (value >= window) return [];
  return [{ kind: 'set', parameter: 'scaledown_window', value: String(value), to: 'startupTime' }];
}

function partOf(parts: readonly BillPart[], name: BillPartName): BillPart {
  return parts.find(({ part }) => part === name)!;
}

export function noCeiling(on: RuleSubject, rule: ActiveRule): Draft[] {
  const { declaration } = on;
  const { ceiling, scheduled, alternatives, livePerHour, clusterSize } = on.assessment.estimate;
  const limit = rule.threshold('usdPerHour');
  if (!declaration || ceiling || scheduled || declaration.unreadSpreads.length > 0 || !livePerHour) return [];
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

function setTo(parameter: CountOfContainers, value: number): FindingFix {
  return { kind: 'set', parameter, value: String(value) };
}
