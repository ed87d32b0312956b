/** Cold starts and latency, if somebody waits for the result. */
import { quoteGpu } from '../../pricing/lookup';
import type { PriceBook } from '../../pricing/schema';
import { gpusOf, type FitContext } from './fitContext';
import type { Citation, FitFinding } from './fitFinding';
import { fitFinding } from './newFinding';
import { MODAL } from './modalDocs';
import { alternativeFor, REVIEW } from './reviewClaims';
import type { StartTime } from './fitMessages';

/** Our thresholds, not the review's: the share of requests that may wait for a start, unless one is given. */
const COLD_START_BUDGET = { realTime: 0.01, other: 0.05 } as const;

/** Our threshold: a start of at most this many seconds is no reason to keep containers warm. */
const BRIEF_START_SECONDS = 1;

/** Whether nobody waits: that is said, or it runs on a schedule and nothing else is said. */
export function isBackground({ scheduled, interactive }: FitContext['facts']): boolean {
  return interactive === false || (scheduled && interactive === null);
}

export function coldStarts(context: FitContext): FitFinding[] {
  const { facts, byReview } = context;
  if (isBackground(facts)) return [];
  const source = byReview ? REVIEW : MODAL.coldStart;
  const start = startOf(context);
  if (facts.interactive === null) {
    return [
      fitFinding({ rule: 'coldStart', kind: 'waitingNotKnown', arguments: { start } }, 'unknown', source),
    ];
  }
  return [coldStart(start, context, source), ...realTime(context)];
}

function coldStart(start: StartTime, { facts }: FitContext, source: Citation): FitFinding {
  const { coldStartShare: share, minContainers: warm, realTime: isRealTime } = facts;
  const budget = facts.coldStartBudget ?? COLD_START_BUDGET[isRealTime ? 'realTime' : 'other'];
  const rule = 'coldStart';
  const least = start.kind === 'given' ? start.seconds : start.kind === 'measured' ? start.low : Infinity;
  if (least <= BRIEF_START_SECONDS)
    return fitFinding({ rule, kind: 'startIsBrief', arguments: { start } }, 'good', source);
  if (share !== null) {
    const verdict = share <= budget ? 'good' : warm === 0 ? 'poor' : 'caution';
    return fitFinding(
      { rule, kind: 'shareOfColdStarts', arguments: { start, share, budget } },
      verdict,
      source,
      { alternative: verdict === 'good' ? null : { kind: warm === 0 ? 'keepWarm' : 'keepMoreWarm' } },
    );
  }
  return warm === 0
    ? fitFinding({ rule, kind: 'nothingWarm', arguments: { start } }, 'poor', source, {
        alternative: { kind: 'keepWarm' },
      })
    : fitFinding({ rule, kind: 'shareNotKnown', arguments: { start, warm } }, 'unknown', source);
}

/** The review's “OK with warm pool”, with its measured latency. */
function realTime({ facts, books: { book } }: FitContext): FitFinding[] {
  const { minContainers: containers } = facts;
  if (!facts.realTime || containers === null) return [];
  const [modalMs, machineMs] = [warmLatency(book, 'Modal'), warmLatency(book, 'Lambda')];
  const latency = modalMs === undefined || machineMs === undefined ? null : { modalMs, machineMs };
  return [
    fitFinding(
      containers > 0
        ? { rule: 'realTime', kind: 'warmPool', arguments: { containers, latency } }
        : { rule: 'realTime', kind: 'noWarmPool', arguments: {} },
      'caution',
      REVIEW,
      { alternative: alternativeFor('realTime') },
    ),
  ];
}

function warmLatency({ measurements }: PriceBook, provider: string): number | undefined {
  const value = measurements.find((each) => each.what === 'warmLatencyP50' && each.provider === provider)
    ?.figure.value;
  return typeof value === 'number' ? value : undefined;
}

function startOf(context: FitContext): StartTime {
  const { facts, books } = context;
  if (facts.startupSeconds !== null) return { kind: 'given', seconds: facts.startupSeconds };
  const types = new Set(
    gpusOf(context).map(({ type }) => quoteGpu(books.book, books.list, type ?? '')?.pricedAs),
  );
  const values = books.book.measurements
    .filter(({ what, provider, gpu }) => what === 'coldStart' && provider === 'Modal' && types.has(gpu))
    .flatMap(({ figure }) => figure.value);
  return values.length === 0
    ? { kind: 'unknown' }
    : { kind: 'measured', low: Math.min(...values), high: Math.max(...values) };
}
