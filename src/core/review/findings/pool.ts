/** Rules on containers: how many stay warm, how many may run, how long they wait. */
import type { Assessment } from '../../cost/assess';
import { comparisonOf } from '../../cost/comparison';
import type { Interval } from '../../cost/interval';
import { isExact } from '../../cost/interval';
import { quantity } from '../../cost/quantities';
import type { BillPart, BillPartName } from '../../cost/month';
import { offerName } from '../../render/comparison';
import { oneLine } from '../../render/escape';
import { numberInterval, percent, plainNumber, usd, usdInterval } from '../../render/money';
import { exceeds } from './budgets';
import type { Draft, FindingFix } from './finding';
import type { ActiveRule } from './rules';
import type { Subject } from './subject';

export function warmGpu(on: Subject, rule: ActiveRule): Draft[] {
  const { floor, alternatives } = on.assessment.estimate;
  const limit = rule.threshold('usdPerMonth');
  if (!floor?.perMonth || !floor.containers.interval || !exceeds(floor.perMonth.high, limit)) return [];
  const gpus = alternatives.filter(({ gpu, rate }) => gpu && rate).map(({ label }) => label);
  if (gpus.length === 0) return [];
  const containers = floor.containers.interval;
  const count = `${numberInterval(containers)} container${containers.high === 1 ? '' : 's'}`;
  return [
    on.draft(
      'warm-gpu',
      on.rangeOf('min_containers'),
      `${on.name} keeps ${count} of ${gpus.join(' or ')} warm all month: ${usdInterval(floor.perMonth)} before the first request, over ${usd(limit)}.`,
      {
        figure: { value: floor.perMonth.high, unit: 'USD/month', limit },
        fixes: [{ kind: 'set', title: 'Remove min_containers', parameter: 'min_containers', value: null }],
      },
    ),
  ];
}

export function aboveBreakEven(on: Subject, rule: ActiveRule): Draft[] {
  const { includeStartup, assessment } = on;
  if (!hasOwnUse(assessment)) return [];
  const comparison = comparisonOf(assessment, { includeStartup, rateBreakEvens: false });
  if (comparison?.winner.kind !== 'provider') return [];
  const { winner, modal } = comparison;
  const saves = modal.monthUsd - winner.monthUsd;
  const limit = rule.threshold('usdPerMonth');
  if (!(saves > limit)) return [];
  const share = winner.utilization?.kind === 'at' ? winner.utilization.share : null;
  const breakEven =
    share === null ? '' : ` Modal is the cheaper up to ${percent(share)} of its time at work.`;
  return [
    on.draft(
      'above-break-even',
      on.head,
      `${on.name} costs about ${usd(modal.monthUsd)} a month; the same work on ${oneLine(offerName(winner))} costs ${usd(winner.monthUsd)}: ${usd(saves)} less.${breakEven}`,
      { figure: { value: saves, unit: 'USD/month', limit } },
    ),
  ];
}

/** A setting guesses the traffic of whatever says none itself: nothing to find fault with a declaration for. */
function hasOwnUse({ usage }: Assessment): boolean {
  return usage?.origins.requestsPerDay.source !== 'setting';
}

export function costlyWindow(on: Subject, rule: ActiveRule): Draft[] {
  const { month, usage } = on.assessment;
  if (month?.status !== 'known' || month.atMost || !usage || !hasOwnUse(on.assessment)) return [];
  const [tail, active] = [
    partOf(month.options[0].bill.parts, 'tail'),
    partOf(month.options[0].bill.parts, 'active'),
  ];
  const [least, share] = [rule.threshold('usdPerMonth'), rule.threshold('share')];
  if (tail.usd.likely <= least || tail.usd.likely <= share * active.usd.likely) return [];
  const { scaledownWindow: window, bufferContainers: buffer } = month.pool;
  const times =
    active.usd.likely > 0 ? `, ${plainNumber(tail.usd.likely / active.usd.likely, 3)} times as much` : '';
  const buffers = buffer > 0 ? ` and ${plainNumber(buffer * month.clusterSize)} in the buffer` : '';
  return [
    on.draft(
      'costly-window',
      on.rangeOf('scaledown_window'),
      `Containers of ${on.name} that wait (scaledown_window ${plainNumber(window)} s${buffers}) cost ${usd(tail.usd.likely)} a month; the requests that they serve cost ${usd(active.usd.likely)}${times}.`,
      {
        figure: { value: tail.usd.likely, unit: 'USD/month', limit: share * active.usd.likely },
        fixes: windowFix(
          window,
          usage.origins.startupSeconds.source === 'default' ? null : usage.usage.startupSeconds,
        ),
      },
    ),
  ];
}

/** Modal documents windows from 2 s on. */
const SHORTEST_WINDOW = 2;

/** To wait longer than a start-up takes costs more than the start-up would: the window that is never worse than twice the best. */
function windowFix(window: number, startup: number | null): FindingFix[] {
  if (startup === null) {
    return [
      {
        kind: 'usage',
        title: 'Say how long a start-up takes, to know a good window',
        fields: ['startupSeconds'],
      },
    ];
  }
  const value = Math.max(SHORTEST_WINDOW, Math.ceil(startup));
  if (value >= window) return [];
  return [
    {
      kind: 'set',
      title: `Set scaledown_window=${value}, as long as a start-up takes`,
      parameter: 'scaledown_window',
      value: String(value),
    },
  ];
}

function partOf(parts: readonly BillPart[], name: BillPartName): BillPart {
  return parts.find(({ part }) => part === name)!;
}

export function noCeiling(on: Subject, rule: ActiveRule): Draft[] {
  const { declaration } = on;
  const { ceiling, scheduled, alternatives, livePerHour, clusterSize } = on.assessment.estimate;
  const limit = rule.threshold('usdPerHour');
  if (!declaration || ceiling || scheduled || declaration.unreadSpreads.length > 0 || !livePerHour) return [];
  if (!alternatives.some(({ gpu, rate }) => gpu && rate) || livePerHour.high <= limit) return [];
  const unit = clusterSize.interval?.high === 1 ? 'container' : 'cluster';
  return [
    on.draft(
      'no-ceiling',
      on.head,
      `Nothing limits how many containers of ${on.name} run at once: each ${unit} costs ${usdInterval(livePerHour)} an hour at work. Set max_containers.`,
      { figure: { value: livePerHour.high, unit: 'USD/hour', limit } },
    ),
  ];
}

export function minOverMax(on: Subject): Draft[] {
  const min = quantity(on.subject.params, 'min_containers', 0).interval;
  const max = quantity(on.subject.params, 'max_containers', null).interval;
  if (!min || !max || min.low <= max.high) return [];
  const fixes: FindingFix[] = [
    ...(isExact(max) ? [setTo('min_containers', max.low)] : []),
    ...(isExact(min) ? [setTo('max_containers', min.low)] : []),
  ];
  return [
    on.draft(
      'min-over-max',
      on.rangeOf('min_containers'),
      `${on.name} keeps ${numberInterval(min)} containers warm, but at most ${numberInterval(max)} may run: Modal refuses min_containers over max_containers.`,
      { figure: { value: min.low, unit: 'containers', limit: max.high }, fixes },
    ),
  ];
}

const GROUPED = ['min_containers', 'max_containers', 'buffer_containers'] as const;

export function clusterMultiple(on: Subject): Draft[] {
  const size = on.assessment.estimate.clusterSize.interval;
  if (!size || !isExact(size) || size.low <= 1 || !Number.isInteger(size.low)) return [];
  return GROUPED.flatMap((name) => {
    const given = quantity(on.subject.params, name, null).interval;
    if (!given || !isExact(given) || given.low % size.low === 0) return [];
    const below = Math.floor(given.low / size.low) * size.low;
    const value = name === 'max_containers' ? Math.max(size.low, below) : below;
    return [
      on.draft(
        'cluster-multiple',
        on.rangeOf(name),
        `${name}=${plainNumber(given.low)} of ${on.name} is not a multiple of its clusters of ${plainNumber(size.low)} containers: Modal refuses it.`,
        {
          figure: { value: given.low, unit: 'containers', limit: size.low },
          fixes: [
            value === 0
              ? { kind: 'set', title: `Remove ${name}`, parameter: name, value: null }
              : setTo(name, value),
          ],
        },
      ),
    ];
  });
}

function setTo(parameter: (typeof GROUPED)[number], value: Interval['low']): FindingFix {
  return { kind: 'set', title: `Set ${parameter}=${value}`, parameter, value: String(value) };
}
