/** Cold starts and latency, if somebody waits for the result. */
import { quoteGpu } from '../../pricing/lookup';
import type { PriceBook } from '../../pricing/schema';
import { gpusOf, type FitContext } from './fitContext';
import { fitFinding, type Citation, type FitFinding } from './fitFinding';
import { MODAL } from './modalDocs';
import { alternativeFor, REVIEW } from './reviewClaims';
import type { StartTime } from './fitMessages';

/** Our threshold, not the review's: the share of requests that may wait for a start, unless one is given. */
const COLD_START_BUDGET = 0.01;

/** Our threshold: a start of at most this many seconds is no reason to keep containers warm. */
const BRIEF_START_SECONDS = 1;

export function coldStarts(context: FitContext): FitFinding[] {
  const { facts, byReview } = context;
  if (facts.scheduled || facts.interactive === false) return [];
  const source = byReview ? REVIEW : MODAL.coldStart;
  const start = startOf(context);
  if (facts.interactive === null) {
    const kind = facts.kind === 'server' ? 'waitingOnServerNotKnown' : 'waitingNotKnown';
    return [fitFinding({ rule: 'coldStart', kind, arguments: { start } }, 'unknown', source)];
  }
  return [coldStart(start, context, source), ...realTime(context)];
}

function coldStart(start: StartTime, { facts }: FitContext, source: Citation): FitFinding {
  const { coldStartShare: share, minContainers: warm, coldStartBudget: budget = COLD_START_BUDGET } = facts;
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
  if (containers === null || containers < 1) return [];
  const [modalMs, machineMs] = [warmLatency(book, 'Modal'), warmLatency(book, 'Lambda')];
  const latency = modalMs === undefined || machineMs === undefined ? null : { modalMs, machineMs };
  return [
    fitFinding(
      { rule: 'realTime', kind: 'warmPool', arguments: { containers, latency } },
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
