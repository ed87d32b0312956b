/** Cost against utilization before there is any usage: prices and the warm floor alone. */
import type { Assessment } from '../../cost/assess';
import { machinesNeeded, containersPerMachine } from '../../cost/comparison/machines';
import { machinePerHour } from '../../cost/comparison/offerMonth';
import { poolOf } from '../../cost/demand';
import { pricedOptions } from '../../cost/month';
import { hourlyPrice, providersFor } from '../../pricing/lookup';
import { offerName } from '../comparisonText';
import { percent, usdShort } from '../money';
import { t } from '../words/translate';
import { niceAxis } from './axis';
import type { ChartView, SeriesView } from './panelView';
import { breakEvenMarkers, chartTable, most, shareAxis } from './scenarioCharts';

/** As in the charts with usage: lines that can be told apart. */
const MAX_OFFERS = 6;

/** An offer's machines that are paid all month. */
interface Machine {
  readonly id: string;
  readonly label: string;
  readonly monthUsd: number;
}

/**
 * The chart for one container that is active for a share of the time; null without a priced GPU, and where the pool is
 * not known. Modal's line is the least that it costs: the time before scale-down and start-up depend on the requests.
 */
export function bareChart({ estimate }: Assessment): ChartView | null {
  const [option] = pricedOptions(estimate);
  const pool = poolOf(estimate.settings);
  if (!option?.gpu || 'reason' in pool) return null;
  const { rate } = option;
  const { hoursPerMonth } = estimate.context;
  const {
    size,
    pool: { minContainers },
  } = pool.likely;
  const usdPerMonth = (perSecond: { low: number; high: number }): number =>
    ((perSecond.low + perSecond.high) / 2) * hoursPerMonth * 3_600 * size;
  const [active, idle] = [usdPerMonth(rate.activePerSecond), usdPerMonth(rate.idlePerSecond)];
  const modalUsd = (share: number): number => active * share + idle * Math.max(0, minContainers - share);
  const machines = machinesFor(option, size, hoursPerMonth);
  const line = (id: string, label: string, style: number, usd: (share: number) => number): SeriesView => ({
    id,
    label,
    style,
    points: SHARES.map((share) => [share, usd(share)]),
  });
  const series = [
    line('modal', t('Modal, active time and warm floor'), 0, modalUsd),
    ...machines.map(({ id, label, monthUsd }, i) => line(id, label, i + 2, () => monthUsd)),
  ];
  const found = machines.flatMap((machine) => crossing(machine, modalUsd));
  const title = t('Cost per month by utilization');
  return {
    id: 'utilization',
    tab: t('Utilization'),
    title,
    description: [
      t('Cost per month as one container is active 0% to 100% of the time: active time and warm floor.'),
      t('Idle time before scale-down and start-up cost more, by usage.'),
      ...latest(machines, found, modalUsd(0)),
    ].join(' '),
    x: shareAxis(t('of the time active')),
    y: niceAxis(t('USD per month'), most(series), usdShort),
    series,
    // Whatever else the requests cost, they bring it nearer.
    markers: breakEvenMarkers(found, (x) => `≤ ${percent(x)}`),
    formats: { x: 'percent', y: 'usd' },
    table: chartTable(title, t('active'), series, percent),
    drag: null,
  };
}

/** 2.5% apart. */
const SHARES = Array.from({ length: 41 }, (_, i) => i / 40);

type PricedOption = ReturnType<typeof pricedOptions>[number];

/** The machines that do the work of one group of containers, the cheapest first. */
function machinesFor({ gpu, rate: { book, quote } }: PricedOption, size: number, hours: number): Machine[] {
  if (!gpu || !quote) return [];
  return providersFor(book, quote.pricedAs)
    .filter(({ bills }) => bills === 'wholeMonth')
    .flatMap((offer): Machine[] => {
      const gpusPerInstance = offer.gpusPerInstance ?? null;
      const perMachine = containersPerMachine(gpusPerInstance, gpu.count);
      if (perMachine === 0) return [];
      const terms = { perGpuHour: hourlyPrice(offer), gpusPerInstance };
      const count = machinesNeeded(size, perMachine, size);
      const label = offerName({ kind: 'provider', provider: offer.name, product: offer.product });
      const monthUsd = machinePerHour(terms, gpu.count) * hours * count;
      return [{ id: offer.id, label, monthUsd }];
    })
    .sort((a, b) => a.monthUsd - b.monthUsd)
    .slice(0, MAX_OFFERS);
}

interface Crossing extends Machine {
  readonly x: number;
  readonly y: number;
}

/** Modal's line rises straight between its points. */
function crossing(machine: Machine, modalUsd: (share: number) => number): Crossing[] {
  const { monthUsd } = machine;
  const after = SHARES.findIndex((share) => modalUsd(share) >= monthUsd);
  if (after <= 0) return [];
  const [from, to] = [SHARES[after - 1]!, SHARES[after]!];
  const [low, high] = [modalUsd(from), modalUsd(to)];
  const x = from + ((to - from) * (monthUsd - low)) / (high - low);
  return [{ ...machine, x, y: monthUsd }];
}

/** From where on machines cost less, whatever the requests. */
function latest(machines: readonly Machine[], found: readonly Crossing[], floorUsd: number): string[] {
  const dear = machines.filter(({ monthUsd }) => floorUsd >= monthUsd).map(({ label }) => label);
  const words: string[] = [];
  if (found.length > 0)
    words.push(
      t(
        'Other offers become cheaper than Modal at the latest: {0}.',
        found.map(({ label, x }) => t('{0} from {1} utilization', label, percent(x))).join('; '),
      ),
    );
  if (dear.length > 0) words.push(t('The warm floor alone costs more than {0}.', dear.join('; ')));
  return words;
}
