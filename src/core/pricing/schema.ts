/** The valibot schema of a price book's JSON, and its types. */
import * as v from 'valibot';
import { fitClaimsSchema } from './fitClaimsSchema';
import { reviewSchema } from './reviewSchema';
import type { Unit } from './priceUnits';
import { amount, count, date, gpuType, key, line, note, url } from './schemaParts';

/** The version of the price book format. */
export const PRICE_BOOK_VERSION = 1;

/**
 * One figure of a book. It is never only a number, so a hover can always show its unit, source and date.
 *
 * `value` is in `unit`; `source` is a key of the book's `sources`; `date` is the day, month or year for which the
 * source gives the figure (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`), or `undated`.
 */
export interface Figure<U extends Unit = Unit> {
  value: number;
  unit: U;
  source: string;
  date: string;
  note?: string;
}

const figure = <const U extends Unit>(unit: U) =>
  v.strictObject({ value: amount(unit), unit: v.literal(unit), source: key, date, note });

const source = v.strictObject({ title: line(200), url: v.exactOptional(url), date, note });

const billing = v.strictObject({
  gpuAllIn: v.boolean(),
  idle: v.picklist(['discounted', 'full']),
  scaledownTail: v.boolean(),
  sources: v.array(key),
  note: line(1000),
});

const gpu = v.strictObject({
  active: figure('USD/GPU-s'),
  idle: v.exactOptional(figure('USD/GPU-s')),
  vramGb: v.exactOptional(v.pipe(v.number(), v.gtValue(0, 'vram'))),
  maxCount: v.exactOptional(count),
  note,
});

const alias = v.strictObject({ type: gpuType, source: v.exactOptional(key), note });

/**
 * The multipliers of the price where a function names its region.
 *
 * `broadRegions` are the names that cost the `broad` factor. A name that begins with one of them and a hyphen
 * (`us-west`) costs the `narrow` one. For any other name (`jp`) the book does not say which of the two it costs.
 */
const region = v.strictObject({
  broad: figure('ratio'),
  narrow: figure('ratio'),
  broadRegions: v.pipe(v.array(line(40)), v.minLength(1, 'regions')),
});

const multipliers = {
  nonpreemptible: figure('ratio'),
  region: v.exactOptional(region),
  diskToMemory: figure('ratio'),
};

const sandbox = { cpu: figure('USD/core-s'), memory: figure('USD/GiB-s') };

/** A sum or an amount that may be zero. */
const quantity = v.pipe(v.number(), v.minValue(0, 'sum'));

/** An amount in US dollars per month; null if the source says "by contract". */
const monthly = v.nullable(quantity);

const plan = v.strictObject({
  name: line(80),
  feeUsdMonth: monthly,
  creditUsdMonth: monthly,
  containers: v.exactOptional(count),
  gpuConcurrency: v.exactOptional(count),
  egressGbMonth: v.exactOptional(quantity),
  source: key,
  date,
  note,
});

const volumes = v.strictObject({
  storage: v.variant('unit', [figure('USD/GiB-month'), figure('USD/GB-month')]),
  freeGib: v.exactOptional(quantity),
});

const egress = v.strictObject({
  price: v.nullable(figure('USD/GB')),
  includedGbMonth: v.exactOptional(quantity),
  note: line(1000),
});

/**
 * What CPU and memory cost on top of an offer's price: US dollars a second for each physical core (two virtual ones)
 * and each GiB that a container has beyond `includedCores` and `includedGib`, which are in the price (0 for `gpuOnly`).
 */
const host = v.strictObject({
  cpu: figure('USD/core-s'),
  memory: figure('USD/GiB-s'),
  includedCores: quantity,
  includedGib: quantity,
});

const provider = v.strictObject({
  id: key,
  name: line(80),
  product: line(120),
  gpu: gpuType,
  kind: v.picklist(['machine', 'serverless']),
  bills: v.picklist(['wholeMonth', 'liveTime', 'activeTime']),
  price: v.nullable(v.variant('unit', [figure('USD/GPU-h'), figure('USD/GPU-s')])),
  includes: v.exactOptional(v.picklist(['gpuOnly', 'gpuWithHost', 'withSmallestHost'])),
  host: v.exactOptional(host),
  startup: v.exactOptional(v.picklist(['billed', 'notBilled', 'disputed'])),
  billingIncrementSeconds: v.exactOptional(figure('s')),
  gpusPerInstance: v.exactOptional(count),
  reservedMonths: v.exactOptional(count),
  idleTimeoutSeconds: v.exactOptional(figure('s')),
  coldStartSeconds: v.exactOptional(figure('s')),
  tokensPerSecond: v.exactOptional(figure('tok/s')),
  note,
});

const history = v.strictObject({ date, gpu: gpuType, active: figure('USD/GPU-s'), note });

const measured = <const U extends Unit>(unit: U) =>
  v.strictObject({
    value: v.union([amount(unit), v.strictTuple([amount(unit), amount(unit)])]),
    unit: v.literal(unit),
    source: key,
    date,
    note,
  });

const measurement = v.strictObject({
  id: key,
  what: v.picklist([
    'coldStart',
    'coldStartWarmPool',
    'coldStartP95',
    'warmLatencyP50',
    'tokensPerSecond',
    'deploy',
    'imageBuildToFirstRequest',
  ]),
  provider: line(80),
  gpu: gpuType,
  workload: v.exactOptional(line(200)),
  figure: v.variant('unit', [measured('s'), measured('ms'), measured('tok/s')]),
  contradicts: v.exactOptional(v.array(key)),
});

const head = {
  $schema: v.exactOptional(line(500)),
  version: v.literal(PRICE_BOOK_VERSION),
  id: key,
  title: line(120),
  date,
};

const lists = {
  gpuAliases: v.record(gpuType, alias),
  gpuChoices: v.record(gpuType, v.pipe(v.array(gpuType), v.minLength(1, 'gpuTypes'))),
  plans: v.array(plan),
  providers: v.array(provider),
  history: v.array(history),
  measurements: v.array(measurement),
};

const body = {
  currency: v.literal('USD'),
  hoursPerMonth: figure('h/month'),
  sources: v.record(key, source),
  cpu: figure('USD/core-s'),
  memory: v.exactOptional(figure('USD/GiB-s')),
  minimumCores: figure('core'),
  minimumMiB: figure('MiB'),
  volumes: v.exactOptional(volumes),
  egress: v.exactOptional(egress),
};

/** A complete book: every section is there; lists may be empty or missing. */
export const fullBookSchema = v.strictObject({
  ...head,
  ...body,
  billing,
  gpus: v.record(gpuType, gpu),
  sandbox: v.exactOptional(v.strictObject(sandbox)),
  multipliers: v.strictObject(multipliers),
  gpuAliases: v.optional(lists.gpuAliases, {}),
  gpuChoices: v.optional(lists.gpuChoices, {}),
  plans: v.optional(lists.plans, []),
  providers: v.optional(lists.providers, []),
  history: v.optional(lists.history, []),
  measurements: v.optional(lists.measurements, []),
  claims: v.exactOptional(fitClaimsSchema),
  review: v.exactOptional(reviewSchema),
});

/**
 * A book that `extends` a bundled one: it may contain as little as one figure, and each figure replaces that figure.
 */
export const ownBookSchema = v.strictObject({
  ...head,
  extends: key,
  ...v.partial(v.strictObject({ ...body, ...lists })).entries,
  billing: v.exactOptional(v.partial(billing)),
  gpus: v.exactOptional(v.record(gpuType, v.partial(gpu))),
  sandbox: v.exactOptional(v.partial(v.strictObject(sandbox))),
  multipliers: v.exactOptional(v.partial(v.strictObject(multipliers))),
});

/** The identity of a book. */
export interface BookName {
  id: string;
  title: string;
  date: string;
}

/** The source of a figure. In a merged book, `book` is the id of the book that has the source. */
export type Source = v.InferOutput<typeof source> & { book?: string };

/** A book that stands alone, as its file has it. */
export type FullBook = Omit<v.InferOutput<typeof fullBookSchema>, 'sources'> & {
  sources: Record<string, Source>;
};

/**
 * A complete price book: a bundled one, a user's own, or a merged one. `lineage` has its name and then those of the books
 * that it extends, the nearest first: its title follows from all of them (`bookTitle` in render). All rates are in US
 * dollars; see {@link Figure} and `UNITS` for the units.
 */
export type PriceBook = Omit<FullBook, 'title'> & { lineage: Lineage };

/** A book's own name, then those of the books below it. */
export type Lineage = readonly [BookName, ...BookName[]];

/** A user's partial book, which extends the bundled one that `extends` names. */
export type OwnBook = v.InferOutput<typeof ownBookSchema>;

/**
 * The rules by which a book turns seconds into money.
 *
 * `gpuAllIn`: a GPU's rate includes the container's CPU and memory. `idle`: a warm, idle container is billed at the
 * GPU's `idle` rate (`discounted`) or at the `active` one (`full`). `scaledownTail`: the scale-down window after the
 * last request is billed. `sources` are keys of the book's sources; `note` describes the rules in words.
 */
export type Billing = v.InferOutput<typeof billing>;

/**
 * The rates of one GPU type, per GPU. `vramGb` is its memory in GB, `maxCount` the maximum per container, if the book
 * has one.
 */
export type GpuRates = v.InferOutput<typeof gpu>;

/**
 * A plan of Modal: its fee and credit, in US dollars per month.
 *
 * `containers` and `gpuConcurrency` are how many containers and GPUs can run at once. `egressGbMonth` is the egress that
 * the plan includes, in GB (10^9 bytes) per billing cycle for the whole workspace; left out: unknown.
 */
export type Plan = v.InferOutput<typeof plan>;

/**
 * An offer of another provider for a GPU that Modal has too. `price` null: the book lists the offer without a price.
 *
 * `bills` is the time that is billed: `wholeMonth` (a machine, or a worker that is always on), `liveTime` (start-up,
 * requests and idle time until it stops), `activeTime` (only while it serves requests).
 *
 * `includes` says what one GPU's `price` pays for: the GPU alone (`gpuOnly`), the GPU with the CPU and memory of its
 * machine (`gpuWithHost`), or the GPU with the least CPU and memory that can be ordered with it (`withSmallestHost`).
 * Left out: not known. `host`: what more CPU and memory cost.
 *
 * `startup` says whether the seconds in which a worker loads its app are billed; `disputed` where the provider's own
 * pages contradict each other. Left out: not known, or a machine, which has no start-up of its own.
 *
 * `reservedMonths`: the price holds only where it is reserved for so many months. Left out: on demand.
 *
 * `billingIncrementSeconds`: each time from start to stop is rounded up to a multiple of this. Left out: at most a second,
 * or not known.
 */
export type Provider = v.InferOutput<typeof provider>;

/** A former rate. */
export type HistoryEntry = v.InferOutput<typeof history>;

/**
 * A measurement that the book's source reports: a value or a range, and the ids of the measurements that it
 * contradicts.
 */
export type Measurement = v.InferOutput<typeof measurement>;
