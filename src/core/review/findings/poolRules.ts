/** Rules on containers: how many stay warm, how many may run, how long they wait. */
import type { Assessment } from '../../cost/assess';
import { comparisonOf } from '../../cost/comparison/compareDeclaration';
import type { Interval } from '../../cost/interval';
import { isExact } from '../../cost/interval';
import { quantity } from '../../cost/quantities';
import type { BillPart, BillPartName } from '../../cost/month';
import { offerName } from '../../render/comparisonText';
import { oneLine } from '../../render/escape';
import { numberInterval, percent, plainNumber, usd, usdInterval } from '../../render/money';
import { exceeds } from './budgetRules';
import type { Draft, FindingFix } from './finding';
import type { ActiveRule } from './rules';
import type { RuleSubject } from './ruleSubject';
import { t } from '../../render/words/translate';

export function warmGpu(on: RuleSubject, rule: ActiveRule): Draft[] {
  const { floor, alternatives } = on.assessment.estimate;
  const limit = rule.threshold('usdPerMonth');
  if (!floor?.perMonth || !floor.containers.interval || !exceeds(floor.perMonth.high, limit)) return [];
  const gpus = alternatives.filter(({ gpu, rate }) => gpu && rate).map(({ label }) => label);
  if (gpus.length === 0) return [];
  const containers = floor.containers.interval;
  const count =
    containers.high === 1
      ? t('{0} container', numberInterval(containers))
      : t('{0} containers', numberInterval(containers));
  return [
    on.draft(
      'warm-gpu',
      on.rangeOf('min_containers'),
      t(
        '{0} keeps {1} of {2} warm all month: {3} before the first request, over {4}.',
        on.name,
        count,
        gpus.join(` ${t('or')} `),
        usdInterval(floor.perMonth),
        usd(limit),
      ),
      {
        figure: { value: floor.perMonth.high, unit: 'USD/month', limit },
        fixes: [{ kind: 'set', title: t('Remove min_containers'), parameter: 'min_containers', value: null }],
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
  const share = winner.utilization?.kind === 'at' ? winner.utilization.share : null;
  return [
    on.draft(
      'above-break-even',
      on.head,
      [
        t(
          '{0} costs about {1} a month; the same work on {2} costs {3}: {4} less.',
          on.name,
          usd(modal.monthUsd),
          oneLine(offerName(winner)),
          usd(winner.monthUsd),
          usd(saves),
        ),
        ...(share === null ? [] : [t('Modal is the cheaper up to {0} of its time at work.', percent(share))]),
      ].join(' '),
      { figure: { value: saves, unit: 'USD/month', limit } },
    ),
  ];
}

/** A setting guesses the traffic of whatever says none itself: nothing to find fault with a declaration for. */
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
  const { scaledownWindow: window, bufferContainers: buffer } = month.pool;
  const times =
    active.usd.likely > 0
      ? t(', {0} times as much', plainNumber(tail.usd.likely / active.usd.likely, 3))
      : '';
  const buffers = buffer > 0 ? ` ${t('and {0} in the buffer', plainNumber(buffer * month.clusterSize))}` : '';
  return [
    on.draft(
      'costly-window',
      on.rangeOf('scaledown_window'),
      t(
        'Containers of {0} that wait (scaledown_window {1} s{2}) cost {3} a month; the requests that they serve cost {4}{5}.',
        on.name,
        plainNumber(window),
        buffers,
        usd(tail.usd.likely),
        usd(active.usd.likely),
        times,
      ),
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
        title: t('Say how long a start-up takes, to know a good window'),
        fields: ['startupSeconds'],
      },
    ];
  }
  const value = Math.max(SHORTEST_WINDOW, Math.ceil(startup));
  if (value >= window) return [];
  return [
    {
      kind: 'set',
      title: t('Set scaledown_window={0}, as long as a start-up takes', value),
      parameter: 'scaledown_window',
      value: String(value),
    },
  ];
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
  const figures = [on.name, usdInterval(livePerHour)] as const;
  return [
    on.draft(
      'no-ceiling',
      on.head,
      clusterSize.interval?.high === 1
        ? t(
            'Nothing limits how many containers of {0} run at once: each container costs {1} an hour at work. Set max_containers.',
            ...figures,
          )
        : t(
            'Nothing limits how many containers of {0} run at once: each cluster costs {1} an hour at work. Set max_containers.',
            ...figures,
          ),
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
      'min-over-max',
      on.rangeOf('min_containers'),
      t(
        '{0} keeps {1} containers warm, but at most {2} may run: Modal refuses min_containers over max_containers.',
        on.name,
        numberInterval(min),
        numberInterval(max),
      ),
      { figure: { value: min.low, unit: 'containers', limit: max.high }, fixes },
    ),
  ];
}

const GROUPED = ['min_containers', 'max_containers', 'buffer_containers'] as const;

export function clusterMultiple(on: RuleSubject): Draft[] {
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
        t(
          '{0}={1} of {2} is not a multiple of its clusters of {3} containers: Modal refuses it.',
          name,
          plainNumber(given.low),
          on.name,
          plainNumber(size.low),
        ),
        {
          figure: { value: given.low, unit: 'containers', limit: size.low },
          fixes: [
            value === 0
              ? { kind: 'set', title: t('Remove {0}', name), parameter: name, value: null }
              : setTo(name, value),
          ],
        },
      ),
    ];
  });
}

function setTo(parameter: (typeof GROUPED)[number], value: Interval['low']): FindingFix {
  return { kind: 'set', title: t('Set {0}={1}', parameter, value), parameter, value: String(value) };
}
