/** What outlives the page: VS Code throws a hidden webview away, and gives this back to the next one. */
import * as v from 'valibot';
import { bookPageId, pinnedSchema, type PanelView } from '../protocol';

const short = v.pipe(v.string(), v.maxLength(20_000));

const savedSchema = v.object({
  /** What the panel is about, by the host's own name for it. */
  key: v.fallback(short, ''),
  /** The inputs that differ from the code's, as typed, by name. */
  typed: v.fallback(v.record(short, short), {}),
  /** Settings that are pinned. */
  pinned: v.fallback(v.pipe(v.array(pinnedSchema), v.maxLength(20)), []),
  /** Sections that the reader opened or closed. */
  open: v.fallback(v.record(short, v.boolean()), {}),
  /** By chart, the lines that the reader has hidden or shown. */
  lines: v.fallback(v.record(short, v.record(short, v.boolean())), {}),
  /** By place, the chart that is chosen. */
  charts: v.fallback(v.record(short, short), {}),
  /** How far the page is scrolled. */
  scroll: v.fallback(v.pipe(v.number(), v.finite()), 0),
  /** The page about the price book that is chosen; null for the scenario. */
  page: v.fallback(v.nullable(bookPageId), null),
});

export type SavedState = v.InferOutput<typeof savedSchema>;

export interface PanelMemory {
  /** What an earlier page saved, as the host gets it; null for the first page. */
  readonly earlier: string | null;
  readonly scroll: number;
  /** Whether lines of a chart are shown, as far as the reader has said so. */
  shownSeries(chart: string): ReadonlyMap<string, boolean>;
  showSeries(chart: string, series: string, isShown: boolean): void;
  /** The chart that the reader has chosen for a place that has several. */
  chosenChart(place: string): string | undefined;
  chooseChart(place: string, chart: string): void;
  /** Whether a section is open: as the reader left it, else as the host has it. */
  isOpen(section: string, initial: boolean): boolean;
  setOpen(section: string, open: boolean): void;
  /** Saves what a view says of its subject, its inputs and its pins. */
  saveView(view: Pick<PanelView, 'groups' | 'key' | 'pinned'>): void;
  setScroll(top: number): void;
  readonly page: SavedState['page'];
  savePage(page: SavedState['page']): void;
}

/** The part of VS Code's webview API that saves a state. */
export interface StateApi {
  getState(): unknown;
  setState(state: SavedState): void;
}

export function createMemory(api: StateApi): PanelMemory {
  const parsed = v.safeParse(savedSchema, api.getState());
  let saved: SavedState = parsed.success ? parsed.output : v.parse(savedSchema, {});
  const change = (changes: Partial<SavedState>): void => {
    saved = { ...saved, ...changes };
    api.setState(saved);
  };
  return {
    earlier: parsed.success ? JSON.stringify(parsed.output) : null,
    scroll: saved.scroll,
    shownSeries: (chart) => new Map(Object.entries(ownValue(saved.lines, chart) ?? {})),
    showSeries(chart, series, isShown) {
      const lines = { ...ownValue(saved.lines, chart), [series]: isShown };
      change({ lines: { ...saved.lines, [chart]: lines } });
    },
    chosenChart: (place) => ownValue(saved.charts, place),
    chooseChart: (place, chart) => change({ charts: { ...saved.charts, [place]: chart } }),
    isOpen: (section, initial) => ownValue(saved.open, section) ?? initial,
    setOpen: (section, open) => change({ open: { ...saved.open, [section]: open } }),
    saveView({ groups, key, pinned }) {
      const next = { key, typed: typedValues(groups), pinned };
      const { key: savedKey, typed, pinned: savedPinned } = saved;
      const isSame = JSON.stringify(next) === JSON.stringify({ key: savedKey, typed, pinned: savedPinned });
      if (!isSame) change(next);
    },
    setScroll: (scroll) => change({ scroll }),
    page: saved.page,
    savePage(page) {
      if (page !== saved.page) change({ page });
    },
  };
}

/** The inputs that a new page has to be given again: those that differ from the code, and those that are wrong. */
function typedValues(groups: PanelView['groups']): Record<string, string> {
  const typed = groups.flatMap(({ fields }) =>
    fields.filter(({ changed, error }) => changed || error !== null),
  );
  return Object.fromEntries(typed.map(({ name, value }) => [name, value]));
}

function ownValue<T>(from: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(from, name) ? from[name] : undefined;
}
