/** What a review reports besides prices: the valibot schema of `review` in a book, and its types. */
import * as v from 'valibot';
import { amount, count, date, gpuType, key, line, note } from './schemaParts';

const words = line(600);
const name = line(80);

/** A list of at most `MAX_ROWS`. */
const MAX_ROWS = 60;
const list = <T extends v.GenericSchema>(
  item: T,
): v.SchemaWithPipe<
  readonly [v.ArraySchema<T, undefined>, v.MaxLengthAction<v.InferOutput<T>[], typeof MAX_ROWS, 'items'>]
> => v.pipe(v.array(item), v.maxLength(MAX_ROWS, 'items'));

const percent = v.pipe(v.number(), v.minValue(0, 'sum'), v.maxValue(100, 'sum'));
const share = v.pipe(v.number(), v.minValue(0, 'sum'), v.maxValue(1, 'sum'));
const quantity = v.pipe(v.number(), v.minValue(0, 'sum'));

/** Where a section's rows are from: a key of the book's sources, and the date that the source gives. */
const cited = { source: key, date };

/** What Modal's own documents say where they contradict the review. */
const otherwise = v.exactOptional(v.strictObject({ says: words, ...cited }));

/** A cell of a matrix: one of the book's measurements, or why there is none. */
const cell = v.union([v.strictObject({ measurement: key }), v.strictObject({ words: line(80) })]);

const benchmarks = v.strictObject({
  ...cited,
  note: words,
  columns: list(v.strictObject({ provider: name, product: name })),
  rows: list(v.strictObject({ what: line(120), cells: list(cell) })),
  findings: list(words),
});

/** A row of the table “cost-to-performance” as it is printed. `offer`: `modal`, or the id of an offer of the book. */
const printedTokens = v.strictObject({
  offer: key,
  utilization: share,
  usdPerHour: amount('USD/GPU-h'),
  usdPerMillion: quantity,
  /** In percent of the baseline's price; null for the baseline itself. */
  versus: v.nullable(v.pipe(v.number(), v.minValue(-100, 'sum'), v.maxValue(10_000, 'sum'))),
  note,
});

const costToPerformance = v.strictObject({
  ...cited,
  gpu: gpuType,
  /** The offer that the others are compared with. */
  baseline: key,
  printed: list(printedTokens),
  findings: list(words),
});

const month = v.pipe(v.string(), v.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'date'));

const uptime = v.strictObject({
  ...cited,
  /** From the first day of `from` to the last of `to`. */
  periods: list(
    v.strictObject({
      from: month,
      to: month,
      percent,
      incidents: quantity,
      cause: v.nullable(words),
      note: words,
    }),
  ),
  slaPercent: percent,
  slaWords: words,
  /** What the review prints as the mean of all periods. */
  blendPercent: percent,
  findings: list(words),
});

export const FACT_TOPICS = [
  'regions',
  'compliance',
  'access',
  'gpus',
  'software',
  'storage',
  'network',
  'warmPool',
  'freeTier',
] as const;

const fact = v.strictObject({
  topic: v.picklist(FACT_TOPICS),
  provider: name,
  says: words,
  ...cited,
  otherwise,
});

const seconds = v.union([amount('s'), v.strictTuple([amount('s'), amount('s')])]);

const timings = v.strictObject({
  ...cited,
  rows: list(v.strictObject({ what: line(120), provider: name, seconds, note })),
});

const scorecard = v.strictObject({
  ...cited,
  /** Out of 100. */
  total: percent,
  rank: count,
  of: count,
  reviews: count,
  dimensions: list(v.strictObject({ name, weightPercent: percent, score: percent, measures: words })),
});

const sentiment = v.strictObject({
  ...cited,
  months: count,
  mentions: count,
  /** Positive minus negative, in points, as the review prints it. */
  net: v.pipe(v.number(), v.minValue(-100, 'sum'), v.maxValue(100, 'sum')),
  rows: list(
    v.strictObject({
      where: name,
      mentions: count,
      positive: percent,
      negative: percent,
      complaint: words,
      praise: words,
    }),
  ),
});

const audience = v.strictObject({
  ...cited,
  suits: list(words),
  /** `seenBy` is that of the book's `claims.avoiders`. */
  avoid: list(v.strictObject({ who: words, why: words, instead: v.nullable(words), otherwise })),
  alternatives: list(v.strictObject({ need: words, provider: name, says: words })),
});

const summary = v.strictObject({
  ...cited,
  verdict: words,
  method: list(words),
  voices: list(v.strictObject({ who: name, role: name, says: words })),
  questions: list(v.strictObject({ question: words, answer: words, otherwise })),
});

export const reviewSchema = v.strictObject({
  /** The other providers that the review names, in the order of its tables. */
  compared: list(name),
  summary,
  benchmarks,
  costToPerformance,
  uptime,
  facts: list(fact),
  timings,
  scorecard,
  sentiment,
  audience,
});

/** What a review reports besides prices. Every section and fact has a source and a date. */
export type Review = v.InferOutput<typeof reviewSchema>;

export type ReviewFact = v.InferOutput<typeof fact>;

/** What contradicts a row, with its source and date. */
export type Otherwise = NonNullable<ReviewFact['otherwise']>;
