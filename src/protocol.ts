/**
 * The messages between the scenario panel and its host: typed here, validated on both sides.
 * The host sends whole views, which the panel only draws; the panel sends what its reader did.
 */
import * as v from 'valibot';

const text = v.pipe(v.string(), v.maxLength(4_000));
const longText = v.pipe(v.string(), v.maxLength(200_000));
const finite = v.pipe(v.number(), v.finite());
const id = v.pipe(v.string(), v.regex(/^[\w.-]{1,60}$/));

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
  style: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(7)),
  /** Points by rising x; a line that has no value for some x leaves them out. */
  points: v.pipe(v.array(v.strictTuple([finite, finite])), v.maxLength(600)),
});

/** A place on a chart that is named: a break-even, the present setting, the best one. */
const marker = v.strictObject({
  kind: v.picklist(['breakEven', 'present', 'best']),
  x: finite,
  y: finite,
  label: text,
});

const table = v.strictObject({
  caption: text,
  columns: v.pipe(
    v.array(v.strictObject({ label: text, align: v.picklist(['left', 'right']) })),
    v.maxLength(16),
  ),
  rows: v.pipe(v.array(v.strictObject({ cells: v.array(text), strong: v.boolean() })), v.maxLength(400)),
});

/** A chart with its text equivalent: a sentence, and the same figures as a table. */
const chart = v.strictObject({
  id,
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
});

/** One input. `value` is as typed; `error` says what is wrong with it, and then the last good one still counts. */
const field = v.strictObject({
  name: id,
  label: text,
  unit: text,
  help: text,
  kind: v.picklist(['number', 'choice']),
  value: text,
  placeholder: text,
  /** For a number that a slider sets as well. */
  range: v.optional(v.strictObject({ min: finite, max: finite, step: v.pipe(finite, v.minValue(0)) })),
  options: v.array(v.strictObject({ value: text, label: text })),
  error: v.nullable(text),
  /** Where the value comes from: the code, the usage comment, a setting, typed here. */
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

/** A setting that was pinned, to be held against the present one. */
const pinned = v.strictObject({
  id,
  title: text,
  lines: v.array(v.strictObject({ label: text, value: text })),
});

/** All that the panel shows. */
const panelView = v.strictObject({
  title: text,
  subtitle: text,
  /** Why figures are missing or old, such as code that does not parse; null where all is well. */
  notice: v.nullable(text),
  /** The month in a line, and what it is made of in another. */
  headline: text,
  detail: text,
  groups: v.array(fieldGroup),
  presets: v.array(v.strictObject({ id, label: text, detail: text })),
  charts: v.array(chart),
  sections: v.array(section),
  pinned: v.array(pinned),
  /** Whether there is a declaration to apply changes to, and what they are. */
  apply: v.strictObject({ possible: v.boolean(), changes: v.array(text) }),
  /** The panel's own words, in the reader's language. */
  strings: v.record(v.string(), text),
});

/** What the host sends. */
export const toPanelSchema = v.variant('type', [
  v.strictObject({ type: v.literal('view'), view: panelView }),
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
  v.strictObject({ type: v.literal('apply') }),
  v.strictObject({ type: v.literal('reveal') }),
]);

export type PanelView = v.InferOutput<typeof panelView>;
export type ChartView = v.InferOutput<typeof chart>;
export type AxisView = v.InferOutput<typeof axis>;
export type SeriesView = v.InferOutput<typeof series>;
export type MarkerView = v.InferOutput<typeof marker>;
export type TableView = v.InferOutput<typeof table>;
export type FieldView = v.InferOutput<typeof field>;
export type SplitView = v.InferOutput<typeof split>;
export type BlockView = v.InferOutput<typeof block>;
export type SectionView = v.InferOutput<typeof section>;
export type PinnedView = v.InferOutput<typeof pinned>;
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
  return { ok: false, reason: `${v.getDotPath(issue) ?? 'the message'}: ${issue.message}` };
}
