/** What outlives the page: VS Code throws a hidden webview away, and gives this back to the next one. */
import * as v from 'valibot';
import { pinnedSchema, type PanelView } from '../protocol';

const short = v.pipe(v.string(), v.maxLength(20_000));

const keptSchema = v.object({
  /** What the panel is about, by the host's own name for it. */
  key: v.fallback(short, ''),
  /** The inputs that differ from the code's, as typed, by name. */
  typed: v.fallback(v.record(short, short), {}),
  /** Settings that are pinned. */
  pinned: v.fallback(v.pipe(v.array(pinnedSchema), v.maxLength(20)), []),
  /** Sections that the reader opened or closed. */
  open: v.fallback(v.record(short, v.boolean()), {}),
  /** By chart, the lines that are hidden. */
  hidden: v.fallback(v.record(short, v.array(short)), {}),
  /** How far the page is scrolled. */
  scroll: v.fallback(v.pipe(v.number(), v.finite()), 0),
});

export type Kept = v.InferOutput<typeof keptSchema>;

export interface Keeper {
  /** What an earlier page kept, as the host gets it; null at the first. */
  readonly earlier: string | null;
  readonly scroll: number;
  hidden(chart: string): ReadonlySet<string>;
  toggleSeries(chart: string, series: string): void;
  /** Whether a section is open: as the reader left it, else as the host has it. */
  isOpen(section: string, initial: boolean): boolean;
  setOpen(section: string, open: boolean): void;
  /** Keeps what a view says of its subject, its inputs and its pins. */
  follow(view: Pick<PanelView, 'groups' | 'key' | 'pinned'>): void;
  setScroll(top: number): void;
}

export interface Store {
  getState(): unknown;
  setState(state: Kept): void;
}

export function keeper(store: Store): Keeper {
  const state = store.getState();
  const parsed = v.safeParse(keptSchema, state);
  let kept: Kept = parsed.success ? parsed.output : v.parse(keptSchema, {});
  const change = (changes: Partial<Kept>): void => {
    kept = { ...kept, ...changes };
    store.setState(kept);
  };
  const own = <T>(from: Readonly<Record<string, T>>, name: string): T | undefined =>
    Object.hasOwn(from, name) ? from[name] : undefined;
  const hidden = (chart: string): ReadonlySet<string> => new Set(own(kept.hidden, chart));
  return {
    earlier: parsed.success ? JSON.stringify(parsed.output) : null,
    scroll: kept.scroll,
    hidden,
    toggleSeries(chart, series) {
      const now = new Set(hidden(chart));
      if (!now.delete(series)) now.add(series);
      change({ hidden: { ...kept.hidden, [chart]: [...now] } });
    },
    isOpen: (section, initial) => own(kept.open, section) ?? initial,
    setOpen: (section, open) => change({ open: { ...kept.open, [section]: open } }),
    follow({ groups, key, pinned }) {
      const fields = groups.flatMap((group) => group.fields);
      const typed = Object.fromEntries(
        fields
          .filter(({ changed, error }) => changed || error !== null)
          .map(({ name, value }) => [name, value]),
      );
      const next = { key, typed, pinned };
      if (JSON.stringify(next) !== JSON.stringify({ key: kept.key, typed: kept.typed, pinned: kept.pinned }))
        change(next);
    },
    setScroll: (scroll) => change({ scroll }),
  };
}
