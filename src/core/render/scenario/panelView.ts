/**
 * What the scenario panel shows: whole views, which its page only draws. The host sends them, and src/protocol.ts has the
 * schemas by which both sides check them.
 */
import type { OfferTerms } from '../../cost/comparison/offerMonth';
import type { TrafficUsage } from '../../cost/demand';
import type { Pool } from '../../cost/traffic/trafficInput';

export interface TickView {
  value: number;
  label: string;
}

/** An axis: its ends in data units, and its ticks. */
export interface AxisView {
  label: string;
  min: number;
  max: number;
  ticks: TickView[];
}

/** A line: `style` picks its color and its dash, so that it can be told apart by either. */
export interface SeriesView {
  id: string;
  label: string;
  /** Whole, 0 to 7. */
  style: number;
  /** Points by rising x; a line that has no value for some x leaves them out. */
  points: [number, number][];
  /** Marks along the plot's top, by x, in place of a line: the points are there to be read. */
  marks?: number[] | undefined;
  /** Whether each point has its shape, rather than each tick. */
  dots?: boolean | undefined;
  /** Whether it is hidden, and its markers with it, until a reader asks for it. */
  optional?: boolean | undefined;
}

/** Of a chart over time, whose x are seconds from 0: each point holds from there on to the end of its bin. */
export interface TimeView {
  /** When the bin of each point ends. */
  ends: number[];
  /** Seconds since 1970 of the instant 0; null where that is not known. */
  begin: number | null;
}

/** A place on a chart that is named: a break-even, the present setting, the best one. */
export interface MarkerView {
  kind: 'breakEven' | 'present' | 'best';
  x: number;
  y: number;
  label: string;
  /** The line that it is hidden with; undefined for a place that is always shown. */
  line?: string | undefined;
}

export interface TableView {
  caption: string;
  columns: { label: string; align: 'left' | 'right' }[];
  rows: { cells: string[]; strong: boolean }[];
}

/** What dragging the present point of a chart changes: a field, by its value for each unit of x. */
export interface DragView {
  field: string;
  perUnit: number;
}

/** How a value at the pointer is printed. */
export type ValueFormat = 'percent' | 'number' | 'usd';

/** A chart with its text equivalent: a sentence, and the same figures as a table. */
export interface ChartView {
  id: string;
  /** Its name in a word, where a reader switches between charts. */
  tab: string;
  title: string;
  description: string;
  x: AxisView;
  y: AxisView;
  series: SeriesView[];
  markers: MarkerView[];
  formats: { x: ValueFormat; y: ValueFormat };
  table: TableView;
  drag: DragView | null;
  time?: TimeView | undefined;
}

/** The ends of a slider; `log` where the same way multiplies its number by the same. */
export interface SliderRange {
  min: number;
  max: number;
  step: number;
  scale: 'linear' | 'log';
}

/** Weights as bars, of which only the ratios count. */
export interface BarsView {
  /** What each bar stands for. */
  labels: string[];
  /** What a bar is a share of, in words that follow the share. */
  of: string;
  /** Shapes to choose from, with the value that each is. */
  shapes: { label: string; value: string }[];
}

/** One input. `value` is as typed; `error` says what is wrong with it, and then the last good one still counts. */
export interface FieldView {
  name: string;
  label: string;
  unit: string;
  help: string;
  /**
   * `checks` takes several of its options: their values with commas between them, or `none`. `weights` takes numbers with commas
   * between them, or nothing where all are alike.
   */
  kind: 'number' | 'choice' | 'checks' | 'weights';
  value: string;
  placeholder: string;
  /** For a number that a slider sets as well. */
  range?: SliderRange | undefined;
  /** For weights. */
  bars?: BarsView | undefined;
  options: { value: string; label: string }[];
  error: string | null;
  /** Where the value comes from: the code, the comment, a setting, typed here. */
  origin: string;
  /** Whether it differs from what the code says, so that it can be applied to it. */
  changed: boolean;
}

/** A bar of parts that add up; a `share` is from 0 to 1. */
export interface SplitView {
  title: string;
  total: string;
  parts: {
    id: string;
    label: string;
    amount: string;
    share: number;
  }[];
}

export type BlockView =
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; table: TableView }
  | { kind: 'split'; split: SplitView }
  | {
      kind: 'verdict';
      verdict: 'good' | 'caution' | 'poor' | 'unknown';
      title: string;
      reason: string;
      source: string;
    };

export interface SectionView {
  id: string;
  title: string;
  open: boolean;
  blocks: BlockView[];
}

/** A page about the price book, beside that of the scenario. */
export interface BookPageView {
  id: 'gpus' | 'providers';
  title: string;
  charts: ChartView[];
  sections: SectionView[];
}

/** A setting that was pinned, to be held against the present one. */
export interface PinnedView {
  id: string;
  title: string;
  lines: { label: string; value: string }[];
}

/** Another provider's offer, as far as its month follows from numbers. */
export interface OfferModel extends OfferTerms {
  id: string;
  label: string;
  /** As that of the model: 1 where its formulas are exact. */
  scale: number;
}

/** USD for a container-second: for each GPU, and for all else. */
export interface RateModel {
  gpu: number;
  rest: number;
}

/**
 * The likely month as numbers: enough to draw the charts for another traffic or pool, which the panel does by itself
 * while a reader drags, and the host for the view that follows. All money is USD, all times are seconds.
 */
export interface CostModel {
  hoursPerMonth: number;
  /** A container-second at work, at work at the least, and waiting warm. */
  active: RateModel;
  least: RateModel;
  idle: RateModel;
  gpuCount: number;
  /** Whether the book bills the scale-down tail, and start-up. */
  bills: { tail: boolean; startup: boolean };
  /** Of groups of `clusterSize` containers. */
  pool: Pool;
  clusterSize: number;
  /** A container for every request, that no other one uses. */
  singleUse: boolean;
  usage: TrafficUsage;
  offers: OfferModel[];
  /** What comes on top of Modal's month whatever the traffic: storage, data sent out. */
  extra: number;
  /** What the traffic costs by simulation ÷ by the formulas, which draw the lines; 1 where they are exact. */
  scale: number;
  /** Requests per day of the months that were simulated. */
  scaledAt: number;
  /** Whether something in the month has no known price, so that it costs this or more. */
  atLeast: boolean;
  /** What the months of the actual bill cost, the last one at the end. */
  actual?: ActualMark[] | undefined;
}

/** A month of the actual bill, in USD per month of the book’s hours. */
export interface ActualMark {
  label: string;
  usd: number;
}

/** What the page draws a trace by, with the requests as `LevelSpells`: money in USD, times in seconds. */
export interface TraceModel {
  secondsPerMonth: number;
  activePerSecond: number;
  idlePerSecond: number;
  /** Whether the book bills the scale-down tail, and start-up. */
  bills: { tail: boolean; startup: boolean };
  startupSeconds: number;
  /** Containers per group: floors are of groups. */
  clusterSize: number;
  /** Whether a container serves one input only: it has no window. */
  singleUse: boolean;
  /** The setting that holds where the page has no newer one: groups kept warm, groups in the buffer, and the window. */
  floor: number;
  buffer: number;
  window: number;
  /** What comes on top of the month whatever the traffic. */
  extra: number;
  /** As in a `CostModel`. */
  atLeast: boolean;
  /** Seconds since 1970 of the first request; null where that is not known. */
  begin: number | null;
}

/** A setting of the pool that is worth having for a trace, with its month by the book in use. */
export interface TracePoint {
  /** Groups kept warm; there is no buffer. */
  floor: number;
  window: number;
  /** Of requests that hit a cold start. */
  share: number;
  usd: number;
  /** USD per month by the other bundled book, without what comes on top; null where it has no price. */
  besideUsd: number | null;
}

/** A trace of requests: what it is, how it was read, and the settings that are worth having. */
export interface TraceView {
  /** Of the requests that it is about, which the page gets by themselves. */
  id: number;
  title: string;
  /** Whether the team file names it, and says how it is read. */
  ofTeam: boolean;
  /** What it covers, in a few sentences. */
  summary: string;
  /** How the file was read, and what is not counted. */
  notes: string[];
  model: TraceModel;
  /** Cost against cold starts; the page marks the present setting. Null if there is nothing to choose. */
  frontier: ChartView | null;
  /** The same as numbers, the cheapest first. */
  points: TracePoint[];
  /** The model by the other bundled book; null where it has no price. */
  beside: TraceModel | null;
}

/** Something that a reader should know or do, in a sentence, and the inputs that do it. */
export interface AnswerView {
  text: string;
  /** What the button says; empty where there is nothing to set. */
  action: string;
  set: { name: string; value: string }[];
}

/** All that the panel shows. */
export interface PanelView {
  /** What the panel is about, in the host's own words for it; empty for a calculator. */
  key: string;
  title: string;
  subtitle: string;
  /** Why figures are missing or old, such as code that does not parse, and the fields that mend it; null where all is well. */
  notice: { text: string; fields: string[] } | null;
  /** The month in a line, and what it is made of in another. */
  headline: string;
  detail: string;
  /** Whether the figures are older than the inputs: some of them are not valid. */
  isOld: boolean;
  /** Whether the month is still being simulated: the figures are those before it. */
  isSimulating: boolean;
  /** What follows from the figures, the most important first. */
  answers: AnswerView[];
  /** The figures by the other bundled book, in no total, and the input value and label that switch to it. */
  beside: { book: string; text: string; label: string } | null;
  groups: { title: string; fields: FieldView[] }[];
  /** The names of the few fields that move the figures most, which stay in view. */
  levers: string[];
  presets: { id: string; label: string; detail: string }[];
  charts: ChartView[];
  sections: SectionView[];
  pinned: PinnedView[];
  /** Whether there is a declaration to apply changes to, and what they are. */
  apply: { possible: boolean; changes: string[] };
  /** What is said of its use here and nowhere else, and whether there is a declaration to write it to. */
  usage: { possible: boolean; changes: string[] };
  /** What the panel redraws by itself while an input is dragged; null where it must ask the host. */
  model: CostModel | null;
  /** The trace that the reader has chosen; null for none. */
  trace: TraceView | null;
}
