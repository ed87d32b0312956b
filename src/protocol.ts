/**
 * The messages between the scenario panel and its host: typed here, validated on both sides.
 * The host sends whole views, which the panel only draws; the panel sends what its reader did.
 */
import * as v from 'valibot';
import { MAX_PAUSES, type LevelSpells } from './core/cost/traffic/levelSpells';
import { MAX_BINS } from './core/cost/traffic/timeBins';
import type { BookPageView, PanelView, PinnedView } from './core/render/scenario/panelView';

const text = v.pipe(v.string(), v.maxLength(4_000));
const longText = v.pipe(v.string(), v.maxLength(200_000));
const finite = v.pipe(v.number(), v.finite());
const id = v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/));

const tick = v.strictObject({ value: finite, label: text });

/** An axis: its ends in data units, and its ticks. */
const axis = v.strictObject({
  label: text,
  min: finite,
  max: finite,
  ticks: v.pipe(v.array(tick), v.maxLength(40)),
});

/** A line: `style` picks its colour and its dash, so that it can be told apart by either. */
const series = v.strictObject({
  id,
  label: text,
  style: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8)),
  /** Points by rising x; a line that has no value for some x leaves them out. */
  points: v.pipe(v.array(v.strictTuple([finite, finite])), v.maxLength(MAX_BINS)),
  /** Marks along the plot's top in place of a line. */
  marks: v.optional(v.pipe(v.array(finite), v.maxLength(1_000))),
  dots: v.optional(v.boolean()),
  optional: v.optional(v.boolean()),
});

/** A place on a chart that is named: a break-even, the present setting, the best one. */
const marker = v.strictObject({
  kind: v.picklist(['breakEven', 'present', 'best']),
  x: finite,
  y: finite,
  label: text,
  line: v.optional(id),
});

const table = v.strictObject({
  caption: text,
  columns: v.pipe(
    v.array(v.strictObject({ label: text, align: v.picklist(['left', 'right']) })),
    v.maxLength(16),
  ),
  rows: v.pipe(v.array(v.strictObject({ cells: v.array(text), strong: v.boolean() })), v.maxLength(400)),
});

/** What dragging the present point of a chart changes: a field, by its value for each unit of x. */
const drag = v.strictObject({ field: id, perUnit: v.pipe(finite, v.minValue(0)) });

/** A chart with its text equivalent: a sentence, and the same figures as a table. */
const chart = v.strictObject({
  id,
  tab: text,
  title: text,
  description: text,
  x: axis,
  y: axis,
  series: v.pipe(v.array(series), v.maxLength(16)),
  markers: v.pipe(v.array(marker), v.maxLength(40)),
  /** How the value at the pointer is printed, by example: `usd` for money, `percent` for shares. */
  formats: v.strictObject({
    x: v.picklist(['percent', 'number', 'usd']),
    y: v.picklist(['percent', 'number', 'usd']),
  }),
  table,
  drag: v.nullable(drag),
  time: v.optional(
    v.strictObject({ ends: v.pipe(v.array(finite), v.maxLength(MAX_BINS)), begin: v.nullable(finite) }),
  ),
});

/** The hours of a day. */
const MAX_BARS = 24;

/** One input. `value` is as typed; `error` says what is wrong with it, and then the last good one still counts. */
const field = v.strictObject({
  name: id,
  label: text,
  unit: text,
  help: text,
  kind: v.picklist(['number', 'choice', 'checks', 'weights']),
  value: text,
  placeholder: text,
  /** For a number that a slider sets as well; `log` where the same way multiplies it by the same. */
  range: v.optional(
    v.strictObject({
      min: finite,
      max: finite,
      step: v.pipe(finite, v.minValue(0)),
      scale: v.picklist(['linear', 'log']),
    }),
  ),
  /** For weights: what they are drawn as. */
  bars: v.optional(
    v.strictObject({
      labels: v.pipe(v.array(text), v.minLength(1), v.maxLength(MAX_BARS)),
      of: text,
      shapes: v.pipe(v.array(v.strictObject({ label: text, value: text })), v.maxLength(8)),
    }),
  ),
  options: v.array(v.strictObject({ value: text, label: text })),
  error: v.nullable(text),
  /** Where the value comes from: the code, the comment, a setting, typed here. */
  origin: text,
  /** Whether it differs from what the code says, so that it can be applied to it. */
  changed: v.boolean(),
});

const fieldGroup = v.strictObject({ title: text, fields: v.array(field) });

/** A bar of parts that add up. */
const split = v.strictObject({
  title: text,
  total: text,
  parts: v.array(
    v.strictObject({ id, label: text, amount: text, share: v.pipe(finite, v.minValue(0), v.maxValue(1)) }),
  ),
});

const block = v.variant('kind', [
  v.strictObject({ kind: v.literal('text'), text }),
  v.strictObject({ kind: v.literal('list'), items: v.array(text) }),
  v.strictObject({ kind: v.literal('table'), table }),
  v.strictObject({ kind: v.literal('split'), split }),
  v.strictObject({
    kind: v.literal('verdict'),
    verdict: v.picklist(['good', 'caution', 'poor', 'unknown']),
    title: text,
    reason: text,
    source: text,
  }),
]);

const section = v.strictObject({ id, title: text, open: v.boolean(), blocks: v.array(block) });

/** The pages about the price book. */
export const bookPageId = v.picklist(['gpus', 'providers']);

const bookPage = v.strictObject({
  id: bookPageId,
  title: text,
  charts: v.pipe(v.array(chart), v.maxLength(4)),
  sections: v.pipe(v.array(section), v.maxLength(80)),
}) satisfies v.GenericSchema<BookPageView>;

/** A setting that was pinned, to be held against the present one. */
export const pinnedSchema = v.strictObject({
  id,
  title: text,
  lines: v.array(v.strictObject({ label: text, value: text })),
}) satisfies v.GenericSchema<PinnedView>;

const amount = v.pipe(finite, v.minValue(0));
const count = v.pipe(amount, v.integer());

/** Another provider's offer, as far as its month follows from numbers. */
const offerModel = v.strictObject({
  id,
  label: text,
  bills: v.picklist(['wholeMonth', 'liveTime', 'activeTime']),
  /** USD an hour for each GPU. */
  perGpuHour: amount,
  /** GPUs of a machine; null where the book does not say. */
  gpusPerInstance: v.nullable(count),
  /** Seconds that a worker waits before it stops; null where the book does not say. */
  idleSeconds: v.nullable(amount),
  /** Seconds that its start takes; null for as on Modal. */
  startupSeconds: v.nullable(amount),
  startup: v.picklist(['billed', 'notBilled', 'notKnown']),
  /** USD a second for CPU and memory that the price does not include. */
  hostPerSecond: amount,
  scale: amount,
});

const rate = v.strictObject({ gpu: amount, rest: amount });

/**
 * The likely month as numbers: enough to draw the charts for another traffic or pool, which the panel does by itself
 * while a reader drags, and the host for the view that follows. All money is USD, all times are seconds.
 */
const costModel = v.strictObject({
  hoursPerMonth: amount,
  /** A container-second, for each GPU and for all else: at work, at work at the least, and waiting warm. */
  active: rate,
  least: rate,
  idle: rate,
  gpuCount: count,
  bills: v.strictObject({ tail: v.boolean(), startup: v.boolean() }),
  /** Of groups of `clusterSize` containers; `maxContainers` null for no limit. */
  pool: v.strictObject({
    minContainers: count,
    maxContainers: v.nullable(count),
    bufferContainers: count,
    scaledownWindow: amount,
  }),
  clusterSize: count,
  /** A container for every request, that no other one uses. */
  singleUse: v.boolean(),
  usage: v.strictObject({
    requestsPerDay: amount,
    secondsPerRequest: amount,
    activeHoursPerDay: amount,
    daysPerMonth: amount,
    concurrency: count,
    startupSeconds: amount,
  }),
  offers: v.pipe(v.array(offerModel), v.maxLength(8)),
  /** What comes on top of Modal's month whatever the traffic: storage, data sent out. */
  extra: amount,
  scale: amount,
  scaledAt: amount,
  atLeast: v.boolean(),
  /** What the months of the actual bill cost. */
  actual: v.optional(v.pipe(v.array(v.strictObject({ label: text, usd: finite })), v.maxLength(3))),
});

/** What the page draws a trace by, besides its spells. */
const traceModel = v.strictObject({
  secondsPerMonth: amount,
  activePerSecond: amount,
  idlePerSecond: amount,
  bills: v.strictObject({ tail: v.boolean(), startup: v.boolean() }),
  startupSeconds: amount,
  clusterSize: v.pipe(count, v.minValue(1)),
  singleUse: v.boolean(),
  floor: count,
  buffer: count,
  window: amount,
  extra: amount,
  atLeast: v.boolean(),
  begin: v.nullable(finite),
});

const trace = v.strictObject({
  id: count,
  title: text,
  summary: text,
  ofTeam: v.boolean(),
  notes: v.pipe(v.array(text), v.maxLength(40)),
  model: traceModel,
  frontier: v.nullable(chart),
  points: v.pipe(
    v.array(
      v.strictObject({
        floor: count,
        window: amount,
        share: amount,
        usd: amount,
        besideUsd: v.nullable(amount),
      }),
    ),
    v.maxLength(60),
  ),
  beside: v.nullable(traceModel),
});

/** All numbers of a typed array, which a message carries as they are. */
const floats = (most: number) =>
  v.pipe(
    v.instance(Float64Array),
    v.check((values) => values.length <= most, 'too many numbers'),
    v.check((values) => values.every((each) => Number.isFinite(each) && each >= 0), 'not a time'),
  );

/** The containers of a pool, at most. */
const MAX_LEVELS = 1_000_000;

/** When each container of a pool was needed over a trace. */
const levelSpells = v.pipe(
  v.strictObject({
    requests: count,
    seconds: v.pipe(finite, v.gtValue(0)),
    minWindow: amount,
    reached: floats(MAX_LEVELS),
    left: floats(MAX_LEVELS),
    busy: floats(MAX_LEVELS),
    pauseBegin: floats(MAX_PAUSES),
    pauseSeconds: floats(MAX_PAUSES),
    pauseOf: v.pipe(
      v.instance(Uint32Array),
      v.check((values) => values.length <= MAX_PAUSES, 'too many numbers'),
    ),
    bins: v.strictObject({
      seconds: v.pipe(finite, v.gtValue(0)),
      count: v.pipe(count, v.minValue(1), v.maxValue(MAX_BINS)),
      before: amount,
    }),
    binRequests: floats(MAX_BINS),
    binBusy: floats(MAX_BINS),
  }),
  v.check(isConsistent, 'arrays of different lengths'),
);

/** Whether arrays that belong together are of one length, and each pause is of a container that there is. */
function isConsistent(spells: LevelSpells): boolean {
  const { reached, left, busy, pauseBegin, pauseSeconds, pauseOf, bins, binRequests, binBusy } = spells;
  return (
    [left, busy].every(({ length }) => length === reached.length) &&
    [pauseSeconds, pauseOf].every(({ length }) => length === pauseBegin.length) &&
    [binRequests, binBusy].every(({ length }) => length === bins.count) &&
    pauseOf.every((each) => each < reached.length)
  );
}

/** All that the panel shows. */
const panelView = v.strictObject({
  /** What the panel is about, in the host's own words for it; empty for a calculator. */
  key: longText,
  title: text,
  subtitle: text,
  /** Why figures are missing or old, such as code that does not parse, and the fields that mend it; null where all is well. */
  notice: v.nullable(v.strictObject({ text, fields: v.array(id) })),
  /** The month in a line, and what it is made of in another. */
  headline: text,
  detail: text,
  isOld: v.boolean(),
  /** Whether the month is still being simulated. */
  isSimulating: v.boolean(),
  answers: v.array(
    v.strictObject({ text, action: text, set: v.array(v.strictObject({ name: id, value: text })) }),
  ),
  beside: v.nullable(v.strictObject({ book: id, text, label: text })),
  groups: v.array(fieldGroup),
  levers: v.array(id),
  presets: v.array(v.strictObject({ id, label: text, detail: text })),
  charts: v.array(chart),
  sections: v.array(section),
  pinned: v.array(pinnedSchema),
  /** Whether there is a declaration to apply changes to, and what they are. */
  apply: v.strictObject({ possible: v.boolean(), changes: v.array(text) }),
  /** What is said of its use here and nowhere else, and whether it can be written. */
  usage: v.strictObject({ possible: v.boolean(), changes: v.array(text) }),
  /** What the panel redraws by itself while an input is dragged; null where it must ask the host. */
  model: v.nullable(costModel),
  trace: v.nullable(trace),
}) satisfies v.GenericSchema<PanelView>;

/** The panel's own words, which its page brings along in the reader's language. `{0}` is filled in. */
export const WORDS = [
  'actions',
  'answer',
  'apply',
  'applyCount',
  'applyShort',
  'at',
  'badMessage',
  'barsHint',
  'changed',
  'changes',
  'chartChoice',
  'chartDragHint',
  'chartHint',
  'chartIdle',
  'chartRole',
  'charts',
  'chartsWithout',
  'copyCsv',
  'copyMarkdown',
  'dismiss',
  'editField',
  'inputs',
  'levers',
  'lines',
  'noChanges',
  'notValid',
  'now',
  'oldFigure',
  'pageGpus',
  'pageLoading',
  'pageProviders',
  'pages',
  'pageScenario',
  'pin',
  'pinned',
  'pinnedWhat',
  'presets',
  'rejected',
  'reset',
  'resetHelp',
  'reveal',
  'saveFailed',
  'savePng',
  'saveSvg',
  'saveUsage',
  'shapes',
  'show',
  'simulating',
  'source',
  'table',
  'traceChoose',
  'traceNotes',
  'traceReread',
  'traceRemove',
  'traceWithout',
  'unpin',
  'verdict.caution',
  'verdict.good',
  'verdict.poor',
  'verdict.unknown',
  'wrong',
] as const;

export type Word = (typeof WORDS)[number];

export const wordsSchema = v.record(v.picklist(WORDS), text);

/** Messages of the core, by what they are in English, for a page whose reader has another language. */
export const messagesSchema = v.record(text, text);

/** What the host sends. */
export const toPanelSchema = v.variant('type', [
  v.strictObject({ type: v.literal('view'), view: panelView }),
  /** The requests of the trace with this number, before the views that are about it. */
  v.strictObject({ type: v.literal('trace'), id: count, spells: levelSpells }),
  v.strictObject({ type: v.literal('page'), page: bookPage }),
  v.strictObject({ type: v.literal('rejected'), reason: text }),
]);

/** What the panel sends. */
export const fromPanelSchema = v.variant('type', [
  /** The panel has loaded; `state` is what it kept of an earlier life. */
  v.strictObject({ type: v.literal('ready'), state: v.nullable(longText) }),
  v.strictObject({ type: v.literal('input'), name: id, value: text }),
  v.strictObject({ type: v.literal('reset') }),
  v.strictObject({ type: v.literal('preset'), id }),
  v.strictObject({ type: v.literal('pin') }),
  v.strictObject({ type: v.literal('unpin'), id }),
  v.strictObject({ type: v.literal('copy'), as: v.picklist(['markdown', 'csv']) }),
  /** A chart as the panel drew it: SVG text, or a PNG in base64. */
  v.strictObject({
    type: v.literal('save'),
    chart: id,
    as: v.picklist(['svg', 'png']),
    data: v.pipe(v.string(), v.maxLength(8_000_000)),
  }),
  v.strictObject({ type: v.literal('trace'), action: v.picklist(['choose', 'reread', 'remove']) }),
  /** The reader wants to see a page about the price book: only then is it made and sent. */
  v.strictObject({ type: v.literal('page'), page: bookPageId }),
  v.strictObject({ type: v.literal('apply') }),
  /** Writes what is said of the usage to where usage is kept. */
  v.strictObject({ type: v.literal('saveUsage') }),
  v.strictObject({ type: v.literal('reveal') }),
]);

export type {
  AnswerView,
  AxisView,
  BarsView,
  BlockView,
  BookPageView,
  ChartView,
  CostModel,
  DragView,
  FieldView,
  MarkerView,
  OfferModel,
  PanelView,
  PinnedView,
  SectionView,
  SeriesView,
  SplitView,
  TableView,
  TimeView,
  TraceView,
} from './core/render/scenario/panelView';
export type ToPanel = v.InferOutput<typeof toPanelSchema>;
export type FromPanel = v.InferOutput<typeof fromPanelSchema>;

/** A message as one of its kinds, or why it is none. */
export function parseMessage<S extends typeof toPanelSchema | typeof fromPanelSchema>(
  schema: S,
  message: unknown,
):
  | { readonly ok: true; readonly message: v.InferOutput<S> }
  | { readonly ok: false; readonly reason: string } {
  const result = v.safeParse(schema, message);
  if (result.success) return { ok: true, message: result.output };
  const [issue] = result.issues;
  // What was received stands in it, however long that is.
  return { ok: false, reason: `${v.getDotPath(issue) ?? 'the message'}: ${issue.message}`.slice(0, 300) };
}
