/** Whether the work fits Modal: the review's rules, and Modal's documentation where it says otherwise. */
import { containersPerMachine } from '../cost/comparison/machines';
import { utilizationBreakEven } from '../cost/comparison/utilizationBreakEven';
import { containerRate, type Books } from '../cost/containerRate';
import type { Gpu } from '../modal/gpu';
import type { DeclarationKind } from '../modal/declaration';
import { defaultBookId } from '../pricing/bundled';
import {
  choices,
  hourlyPrice,
  originOf,
  providersFor,
  quoteGpu,
  type PricedProvider,
} from '../pricing/lookup';
import type { BookName, Measurement, PriceBook } from '../pricing/schema';
import { duration, percent, plainNumber, usd } from '../render/money';
import {
  CLUSTER_MOST_GPUS,
  CLUSTER_MOST_NODES,
  MODAL,
  REVIEW,
  REVIEW_CATALOGUE,
  REVIEW_NOT_OFFERED,
  REVIEW_SELF_SERVE_GPUS,
  UNSEEN,
  useCase,
  type Citation,
  type FitRule,
  type UnseenNote,
} from './fitClaims';
import { t } from '../render/words/translate';

/** What the rules need to know of a declaration and its usage. Null: not known. */
export interface FitFacts {
  /** What a container may run on, fallbacks included; empty for CPU alone; null where the code does not tell. */
  readonly gpus: readonly Gpu[] | null;
  /** Containers that serve one input together: 1 for all but clusters. */
  readonly clusterSize: number | null;
  readonly kind: DeclarationKind;
  readonly scheduled: boolean;
  readonly minContainers: number | null;
  /** Active time ÷ the time of the containers that the work takes: 1 for one that is always at work. */
  readonly utilization: number | null;
  /** Share of requests that wait for a container to start, 0 to 1. */
  readonly coldStartShare: number | null;
  /** Seconds from the start of a container to its first request. */
  readonly startupSeconds: number | null;
  /** Somebody waits for the answer. */
  readonly interactive: boolean | null;
  /** The share of requests that may wait for a start; by default {@link COLD_START_BUDGET}. */
  readonly coldStartBudget?: number;
}

export type Verdict = 'good' | 'caution' | 'poor' | 'unknown';

/** What one rule finds. */
export interface FitFinding {
  readonly rule: FitRule;
  readonly verdict: Verdict;
  /** A sentence or two, with the figure that decided. */
  readonly reason: string;
  readonly source: Citation;
  /** Where to go instead, by the same source. */
  readonly alternative: string | null;
  /** What the other side says, where it contradicts. */
  readonly otherwise: { readonly says: string; readonly source: Citation } | null;
}

export interface FitReport {
  readonly book: BookName;
  /** The worst finding: poor, caution, unknown, good. */
  readonly overall: Verdict;
  readonly findings: readonly FitFinding[];
  /** What decides too and cannot be seen in code. */
  readonly unseen: readonly UnseenNote[];
}

/** Our own threshold, not the review's: the share of requests that may wait for a start, where none is given. */
export const COLD_START_BUDGET = 0.01;

/** Ours: from this share of the break-even on, a utilization is near it. */
const NEAR_BREAK_EVEN = 0.8;

/** Ours: a start of at most so many seconds is no reason to keep anything warm. */
const BRIEF_START_SECONDS = 1;

/** The review's “idle most of the day”. */
const MOSTLY_IDLE = 0.5;

/** Applies all rules that have something to say of the facts. */
export function fit(facts: FitFacts, books: Books): FitReport {
  const context: Context = { facts, books, byReview: speaksForReview(books.book) };
  const findings = [
    ...utilization(context),
    ...multiNode(context),
    ...gpus(context),
    ...latency(context),
    ...background(context),
  ];
  const { id, title, date } = books.book;
  return { book: { id, title, date }, overall: overall(findings), findings, unseen: UNSEEN };
}

interface Context {
  readonly facts: FitFacts;
  readonly books: Books;
  /** The book in use is the review's, or one over it: the review's word goes first. */
  readonly byReview: boolean;
}

function speaksForReview({ id, lineage }: PriceBook): boolean {
  return id === defaultBookId || (lineage?.some((book) => book.id === defaultBookId) ?? false);
}

function overall(findings: readonly FitFinding[]): Verdict {
  const order: readonly Verdict[] = ['poor', 'caution', 'unknown', 'good'];
  return order.find((verdict) => findings.some((each) => each.verdict === verdict)) ?? 'unknown';
}

function finding(
  rule: FitRule,
  verdict: Verdict,
  reason: string,
  source: Citation,
  more: Partial<Pick<FitFinding, 'alternative' | 'otherwise'>> = {},
): FitFinding {
  return { rule, verdict, reason, source, alternative: null, otherwise: null, ...more };
}

const gpusOf = ({ facts, books }: Context): Gpu[] =>
  (facts.gpus ?? []).flatMap((gpu) => {
    if (gpu.type === null) return [];
    const types = choices(books.book, books.list, gpu.type) ?? [gpu.type];
    return types.map((type) => ({ type, count: gpu.count }));
  });

/** A machine of someone else's, and the utilization above which it is cheaper than a container on Modal. */
interface Rival {
  readonly offer: PricedProvider;
  readonly book: PriceBook;
  readonly machinePerHour: number;
  readonly activePerHour: number;
  readonly share: number;
}

/** The machine with the lowest break-even for one container; a machine that would hold more is paid for whole. */
function rival(gpu: Gpu, books: Books): Rival | undefined {
  const rate = containerRate(gpu, { params: {}, sandbox: false }, books);
  if (!rate?.quote) return undefined;
  const { book, quote } = rate;
  const activePerHour = rate.activePerSecond.low * 3_600;
  return providersFor(book, quote.pricedAs)
    .filter(({ kind, bills }) => kind === 'machine' && bills === 'wholeMonth')
    .filter(({ gpusPerInstance }) => containersPerMachine(gpusPerInstance, gpu.count) > 0)
    .map((offer) => {
      const machinePerHour = hourlyPrice(offer) * (offer.gpusPerInstance ?? gpu.count);
      const { share } = utilizationBreakEven({ machinePerHour, activePerHour });
      return { offer, book, machinePerHour, activePerHour, share };
    })
    .reduce<Rival | undefined>((best, next) => (best && best.share <= next.share ? best : next), undefined);
}

/** Sustained load, or bursts: the utilization against the break-even of the cheapest machine. */
function utilization(context: Context): FitFinding[] {
  const { facts, books, byReview } = context;
  if (facts.gpus?.length === 0) return [];
  const rivals = gpusOf(context).flatMap((gpu) => rival(gpu, books) ?? []);
  const best = rivals.reduce<Rival | undefined>(
    (low, next) => (low && low.share <= next.share ? low : next),
    undefined,
  );
  if (best === undefined) {
    const why =
      facts.gpus === null
        ? t('The GPU is not known here')
        : t('The price book “{0}” has no machine’s price for it', books.book.title);
    return [
      finding(
        'sustained',
        'unknown',
        t('{0}, so there is nothing to compare with.', why),
        bookOf(books.book),
      ),
    ];
  }
  const { offer, share, machinePerHour, activePerHour } = best;
  const name = `${offer.name} (${offer.product})`;
  const sum = t('{0} ÷ {1} an hour', usd(machinePerHour), usd(activePerHour));
  const source = byReview && !borrowed(best.book, books) ? REVIEW : citationOf(best);
  const instead = source === REVIEW ? (useCase('sustained')?.alternative ?? null) : name;
  if (share > 1) {
    const reason = t(
      '{0} costs more than Modal even at full load ({1} is {2}), on active time alone.',
      name,
      sum,
      percent(share),
    );
    return [finding('sustained', 'good', reason, source)];
  }
  const at = t('{0} is cheaper from {1} on ({2}, active time alone)', name, percent(share), sum);
  const used = facts.utilization;
  if (used === null)
    return [
      finding('sustained', 'unknown', t('{0}; how busy this is, is not known.', at), source, {
        alternative: instead,
      }),
    ];
  if (used >= share)
    return [
      finding('sustained', 'poor', t('Active {0} of the time: {1}.', percent(used), at), source, {
        alternative: instead,
      }),
    ];
  if (used >= share * NEAR_BREAK_EVEN)
    return [
      finding(
        'sustained',
        'caution',
        t('Active {0} of the time, close to the break-even: {1}.', percent(used), at),
        source,
        {
          alternative: instead,
        },
      ),
    ];
  const reason =
    used < MOSTLY_IDLE
      ? t('Active {0} of the time, idle for the rest: {1}.', percent(used), at)
      : t('Active {0} of the time: {1}.', percent(used), at);
  return [finding('bursty', 'good', reason, source)];
}

function borrowed(book: PriceBook, books: Books): boolean {
  return book.id === books.list.id && books.book.id !== books.list.id;
}

function citationOf({ book, offer }: Rival): Citation {
  const source = originOf(book, offer.price)?.source;
  return {
    who: 'book',
    title: source?.title ?? book.title,
    url: source?.url ?? null,
    date: offer.price.date,
  };
}

function bookOf({ title, date }: PriceBook): Citation {
  return { who: 'book', title, url: null, date };
}

function multiNode({ facts, byReview }: Context): FitFinding[] {
  const { clusterSize: size } = facts;
  if (size === null || size <= 1) return [];
  const each = Math.max(0, ...(facts.gpus ?? []).map(({ count }) => count));
  const together = size * each;
  const cluster =
    together > 0
      ? t('{0} containers, {1} GPUs together', size, together)
      : t('{0} containers together', size);
  const limit = t(
    'Modal documents clusters of up to {0} nodes and {1} GPUs over RDMA; a copy of August 2025 had 64 GPUs, in beta',
    CLUSTER_MOST_NODES,
    CLUSTER_MOST_GPUS,
  );
  const tooLarge = together > CLUSTER_MOST_GPUS || size > CLUSTER_MOST_NODES;
  if (!byReview)
    return [
      finding('multiNode', tooLarge ? 'poor' : 'caution', `${cluster}. ${limit}.`, MODAL.multiNode, {
        alternative: tooLarge ? t('A contract with Modal for a larger cluster') : null,
      }),
    ];
  return [
    finding(
      'multiNode',
      'poor',
      t('{0}: by the review Modal does not expose the NCCL fabric between machines.', cluster),
      REVIEW,
      {
        alternative: useCase('multiNode')?.alternative ?? null,
        otherwise: { says: `${limit}.`, source: MODAL.multiNode },
      },
    ),
  ];
}

/** Types that are not offered, and more GPUs than one container gets: the worst of the options. */
function gpus(context: Context): FitFinding[] {
  const options = gpusOf(context);
  const found = options.flatMap((gpu) => [...offered(gpu, context), ...count(gpu, context)]);
  const severity: readonly Verdict[] = ['good', 'unknown', 'caution', 'poor'];
  return (['gpuOffered', 'gpuCount'] as const).flatMap((rule) =>
    found
      .filter((each) => each.rule === rule)
      .sort((a, b) => severity.indexOf(b.verdict) - severity.indexOf(a.verdict))
      .slice(0, 1),
  );
}

function offered({ type }: Gpu, { books, byReview }: Context): FitFinding[] {
  const name = type ?? '';
  const listed = quoteGpu(books.list, books.list, name);
  const own = quoteGpu(books.book, books.list, name);
  if (own === undefined)
    return [finding('gpuOffered', 'unknown', t('No price book knows a {0}.', name), bookOf(books.book))];
  if (REVIEW_CATALOGUE.includes(own.pricedAs)) return [];
  // A book of one's own over the review's that prices the type settles it.
  if (!byReview || !own.borrowed)
    return [
      finding(
        'gpuOffered',
        'good',
        t('{0} has a price: {1} an hour.', own.pricedAs, usd(own.active.value * 3_600)),
        bookOf(own.book),
      ),
    ];
  const otherwise = listed && {
    says: t(
      '{0} stands on Modal’s price list at {1} an hour.',
      listed.pricedAs,
      usd(listed.active.value * 3_600),
    ),
    source: bookOf(listed.book),
  };
  return REVIEW_NOT_OFFERED.includes(own.pricedAs)
    ? [
        finding(
          'gpuOffered',
          'poor',
          t('By the review Modal has no {0} as of May 2026.', own.pricedAs),
          REVIEW,
          {
            alternative: own.pricedAs === 'H200' ? t('RunPod or Lambda') : null,
            otherwise: otherwise ?? null,
          },
        ),
      ]
    : [
        finding(
          'gpuOffered',
          'caution',
          t('The review’s catalogue of Modal has no {0}.', own.pricedAs),
          REVIEW,
          {
            otherwise: otherwise ?? null,
          },
        ),
      ];
}

function count({ type, count: asked }: Gpu, { books, byReview }: Context): FitFinding[] {
  if (asked <= 1) return [];
  const quote = quoteGpu(books.list, books.list, type ?? '');
  const most = quote && books.list.gpus[quote.pricedAs]?.maxCount;
  const label = t('{0} × {1} in one container', asked, type ?? '');
  if (most !== undefined && asked > most)
    return [finding('gpuCount', 'poor', t('{0}: Modal gives up to {1}.', label, most), MODAL.gpu)];
  const documented =
    most === undefined ? null : t('Modal gives up to {0} of them, without a contract.', most);
  if (byReview && asked > REVIEW_SELF_SERVE_GPUS)
    return [
      finding(
        'gpuCount',
        'caution',
        t(
          '{0}: by the review more than {1} GPUs a function need an enterprise contact.',
          label,
          REVIEW_SELF_SERVE_GPUS,
        ),
        REVIEW,
        { otherwise: documented === null ? null : { says: documented, source: MODAL.gpu } },
      ),
    ];
  if (asked <= REVIEW_SELF_SERVE_GPUS) return [];
  return documented === null
    ? [finding('gpuCount', 'unknown', t('{0}: how many Modal gives is not documented.', label), MODAL.gpu)]
    : [finding('gpuCount', 'good', `${label}: ${documented}`, MODAL.gpu)];
}

/** Cold starts and latency, for somebody who waits. */
function latency(context: Context): FitFinding[] {
  const { facts, byReview } = context;
  if (facts.scheduled || facts.interactive === false) return [];
  const source = byReview ? REVIEW : MODAL.coldStart;
  const start = startOf(context);
  if (facts.interactive === null)
    return [
      finding(
        'coldStart',
        'unknown',
        facts.kind === 'server'
          ? t(
              'A start takes {0}; whether somebody waits for this server’s answer, code does not show.',
              start.words,
            )
          : t('A start takes {0}; whether somebody waits for the answer, code does not show.', start.words),
        source,
      ),
    ];
  if (start.seconds !== null && start.seconds <= BRIEF_START_SECONDS)
    return [
      finding('coldStart', 'good', t('A start takes only {0}.', start.words), source),
      ...realTime(context),
    ];
  const budget = facts.coldStartBudget ?? COLD_START_BUDGET;
  const { coldStartShare: share, minContainers: warm } = facts;
  const alternative = t('min_containers of 1 or more');
  if (share !== null) {
    const within = share <= budget;
    return [
      finding(
        'coldStart',
        within ? 'good' : warm === 0 ? 'poor' : 'caution',
        t(
          '{0} of requests wait for a start of {1}; the budget is {2}.',
          percent(share),
          start.words,
          percent(budget),
        ),
        source,
        {
          alternative: within
            ? null
            : warm === 0
              ? alternative
              : t('A larger min_containers or buffer_containers'),
        },
      ),
      ...realTime(context),
    ];
  }
  if (warm === 0)
    return [
      finding(
        'coldStart',
        'poor',
        t('Somebody waits for the answer and nothing is kept warm: a first request waits {0}.', start.words),
        source,
        { alternative },
      ),
    ];
  const known =
    warm === null ? t('How many containers are kept warm is not known') : t('{0} kept warm', warm);
  return [
    finding(
      'coldStart',
      'unknown',
      t('{0}; how many requests still wait for a start of {1} is not known.', known, start.words),
      source,
    ),
    ...realTime(context),
  ];
}

/** The review's “OK with warm pool”, with the latency that it measured. */
function realTime({ facts, books }: Context): FitFinding[] {
  if (facts.minContainers === null || facts.minContainers < 1) return [];
  const p50 = (provider: string): number | undefined =>
    numberOf(
      [...books.book.measurements].find(
        (each) => each.what === 'warmLatencyP50' && each.provider === provider,
      ),
    );
  const [ours, theirs] = [p50('Modal'), p50('Lambda')];
  const figure =
    ours === undefined || theirs === undefined
      ? ''
      : ` ${t(
          'Warm requests took {0} ms (median), {1} ms on Lambda’s machine.',
          plainNumber(ours),
          plainNumber(theirs),
        )}`;
  const row = useCase('realTime');
  return [
    finding(
      'realTime',
      'caution',
      `${t('Real-time serving is OK with a warm pool, of {0} here.', facts.minContainers)}${figure}`,
      REVIEW,
      {
        alternative: row?.alternative ?? null,
      },
    ),
  ];
}

/** How long a start takes: the usage's own word, else what the book measured. */
function startOf(context: Context): { seconds: number | null; words: string } {
  const { facts, books } = context;
  if (facts.startupSeconds !== null)
    return { seconds: facts.startupSeconds, words: duration(facts.startupSeconds) };
  const types = new Set(
    gpusOf(context).map(({ type }) => quoteGpu(books.book, books.list, type ?? '')?.pricedAs),
  );
  const values = books.book.measurements
    .filter(({ what, provider, gpu }) => what === 'coldStart' && provider === 'Modal' && types.has(gpu))
    .flatMap(({ figure }) => figure.value);
  if (values.length === 0) return { seconds: null, words: t('an unknown time') };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return {
    seconds: low,
    words: t('{0} to {1} s (as the review measured it)', plainNumber(low), plainNumber(high)),
  };
}

function numberOf(measurement: Measurement | undefined): number | undefined {
  const value = measurement?.figure.value;
  return typeof value === 'number' ? value : undefined;
}

/** Nobody waits: webhooks, and schedules. */
function background({ facts }: Context): FitFinding[] {
  const row = useCase(facts.scheduled ? 'batch' : 'async');
  if (row?.rule == null || (!facts.scheduled && facts.interactive !== false)) return [];
  const reason = facts.scheduled
    ? t('It runs on a schedule, and nothing runs between: a background job.')
    : t('Nobody waits for the answer: a cold start is fine.');
  return [finding(row.rule, 'good', reason, REVIEW, { alternative: row.alternative })];
}
