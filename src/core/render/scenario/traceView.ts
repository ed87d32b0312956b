/** A trace as the panel shows it: what it is, how it was read, and the settings that are worth having. */
import { middle } from '../../cost/interval';
import { inBook } from '../../cost/assess';
import { withRealUse } from '../../cost/monthBill';
import { poolOf } from '../../cost/demand';
import { pricedOptions } from '../../cost/month';
import type { TracePoolLimits, TracePools } from '../../cost/trace/tracePools';
import type { TraceReading } from '../../cost/trace/traceOutcomes';
import { otherBook } from '../../pricing/otherBook';
import { duration, percent, plainNumber, usd, usdShort } from '../money';
import { leftOutTexts, traceGuessText, traceSummaryText } from '../words/traces';
import { t } from '../words/translate';
import { niceAxis } from './axis';
import { right } from './columns';
import type { ChartView, TraceModel, TracePoint, TraceView } from './panelView';
import { moreOf, type Scenario } from './scenario';
import { traceMonth } from './traceModel';

/** A trace that was read, with its pools under the present limits. */
export interface PreparedTrace {
  /** Of these pools: the page gets their spells by themselves. */
  readonly id: number;
  /** The file's name. */
  readonly file: string;
  /** Whether the team file names it. */
  readonly ofTeam: boolean;
  readonly reading: Extract<TraceReading, { ok: true }>;
  readonly pools: TracePools;
}

/** What of a scenario changes which containers a trace needs; null if its pool is unknown. */
export function traceLimitsOf({ after: { estimate, usage } }: Scenario): TracePoolLimits | null {
  const settings = poolOf(estimate.settings);
  if ('reason' in settings) return null;
  const { singleUse, likely } = settings;
  const concurrency = singleUse ? 1 : (usage?.usage.concurrency ?? 1);
  return { maxContainers: likely.pool.maxContainers, concurrency, singleUse };
}

/** The view of a trace; null while the scenario has no price or its pool is unknown. */
export function traceView(scenario: Scenario, trace: PreparedTrace): TraceView | null {
  const model = modelOf(scenario, trace);
  if (!model) return null;
  const other = inBook(scenario.after, otherBook(scenario.context.book));
  const beside = modelOf({ ...scenario, after: other }, trace);
  const points = pointsOf(model, beside, trace.pools);
  return {
    id: trace.id,
    ofTeam: trace.ofTeam,
    title: t('Request trace: {0}', trace.file),
    summary: traceSummaryText(trace.reading.summary, trace.reading.trace.begin),
    notes: notesOf(scenario, trace),
    model,
    frontier: points.length < 2 ? null : frontierOf(model, points),
    points,
    beside,
  };
}

function modelOf(scenario: Scenario, { reading }: PreparedTrace): TraceModel | null {
  const { estimate, usage, use } = scenario.after;
  const [priced] = pricedOptions(estimate);
  const settings = poolOf(estimate.settings);
  if (!priced || 'reason' in settings) return null;
  const rate = usage ? withRealUse(priced.rate, usage.usage) : priced.rate;
  const { scaledownTail: tail } = rate.book.billing;
  const { pool, size } = settings.likely;
  return {
    secondsPerMonth: scenario.context.hoursPerMonth * 3_600,
    activePerSecond: middle(rate.activePerSecond),
    idlePerSecond: middle(rate.idlePerSecond),
    bills: { tail, startup: tail && use.includeStartup && !estimate.settings.isSandbox },
    startupSeconds: usage?.usage.startupSeconds ?? 0,
    clusterSize: size,
    singleUse: settings.singleUse,
    floor: pool.minContainers,
    buffer: pool.bufferContainers,
    window: settings.singleUse ? 0 : pool.scaledownWindow,
    ...moreOf(scenario),
    begin: reading.trace.begin,
  };
}

function notesOf(scenario: Scenario, { reading, pools: { spells } }: PreparedTrace): string[] {
  const { guesses, leftOut, outOfOrder } = reading;
  const limits = traceLimitsOf(scenario);
  const { estimate, usage } = scenario.after;
  const settings = poolOf(estimate.settings);
  const buffer = 'reason' in settings ? 0 : settings.likely.pool.bufferContainers;
  const notes = [...guesses.map(traceGuessText), ...leftOutTexts(leftOut, outOfOrder)];
  notes.push(t('The most recently used container serves the next request.'));
  if ((usage?.usage.startupSeconds ?? 0) > 0)
    notes.push(
      t('Start-up adds its own seconds. Containers that start while requests wait for one are not counted.'),
    );
  if (buffer > 0)
    notes.push(t('Containers of the {0} are ready as soon as they are needed.', 'buffer_containers'));
  if (limits && limits.concurrency > 1)
    notes.push(
      t(
        'Each container is filled to {0} inputs before the next one starts: a low estimate.',
        limits.concurrency,
      ),
    );
  if (spells.minWindow > 2)
    notes.push(t('The trace has too many pauses to draw windows below {0}.', duration(spells.minWindow)));
  return notes;
}

/** Evenly between none and the most containers that the trace needs, and the first few. */
const FLOOR_STEPS = 12;
const FIRST_FLOORS = [0, 1, 2, 3];
/** Points of the frontier that are shown, at most. */
const MAX_POINTS = 60;

/** The settings that are worth having. */
function pointsOf(
  model: TraceModel,
  beside: TraceModel | null,
  { spells, windows }: TracePools,
): TracePoint[] {
  const most = spells.reached.length;
  const even = Array.from({ length: FLOOR_STEPS + 1 }, (_, i) => Math.round((i * most) / FLOOR_STEPS));
  const floors = [...new Set([...FIRST_FLOORS.filter((each) => each <= most), ...even, model.floor])];
  const points = windows.flatMap(({ window, pools }) =>
    floors.map((floor): TracePoint => {
      const pool = pools(floor);
      const month = (by: TraceModel): number => traceMonth(by, pool, spells.seconds).usd;
      const share = pool.coldStarts / Math.max(1, spells.requests);
      return { floor, window, share, usd: month(model), besideUsd: beside && month(beside) };
    }),
  );
  return paretoOf(points).slice(0, MAX_POINTS);
}

function frontierOf(model: TraceModel, best: readonly TracePoint[]): ChartView {
  const title = t('Cost and cold starts');
  return {
    id: 'trace-frontier',
    tab: t('Warm pool'),
    title,
    description: t(
      'The cheapest settings of {0} and {1} for this trace, by their share of cold starts.',
      'min_containers',
      'scaledown_window',
    ),
    x: niceAxis(t('of requests hit a cold start'), Math.max(...best.map(({ share }) => share)), percent, 4),
    y: niceAxis(t('USD per month'), Math.max(...best.map((each) => each.usd)), usdShort),
    series: [
      {
        id: 'frontier',
        label: t('Best settings'),
        style: 0,
        points: best.map(({ share, usd: y }): [number, number] => [share, y]).reverse(),
        dots: true,
      },
    ],
    markers: [],
    formats: { x: 'percent', y: 'usd' },
    table: {
      caption: title,
      columns: [
        right('min_containers'),
        right('scaledown_window'),
        right(t('per month')),
        right(t('cold starts')),
      ],
      rows: best.map(({ floor, window, share, usd: month }) => ({
        strong: false,
        cells: [plainNumber(floor * model.clusterSize), duration(window), usd(month), percent(share)],
      })),
    },
    drag: null,
  };
}

/** From the cheapest on, those with fewer cold starts than all that cost less. */
function paretoOf(points: readonly TracePoint[]): TracePoint[] {
  const sorted = [...points].sort((a, b) => a.usd - b.usd || a.share - b.share || a.floor - b.floor);
  let least = Infinity;
  return sorted.filter(({ share }) => {
    const isBest = share < least;
    least = Math.min(least, share);
    return isBest;
  });
}
