/** What the page shows, and how it changes: with the host's views, and with what its reader does. */
import type { LevelSpells } from '../core/cost/traffic/levelSpells';
import type { BookPageView, FieldView, FromPanel, PanelView } from '../protocol';
import type { PanelActions, TellHost } from './context';
import {
  afterSending,
  afterTyping,
  afterView,
  areAhead,
  forgotten,
  type InputStates,
} from './inputs/inputStates';
import { previewer, type Preview } from './preview';

export interface PanelState {
  /** The host's latest view; null before the first. */
  readonly view: PanelView | null;
  /** What the page has drawn ahead of the host's views; null where the view is all there is. */
  readonly preview: Preview | null;
  readonly inputs: InputStates;
  /** The requests of the trace with this number; null before the first. */
  readonly trace: { readonly id: number; readonly spells: LevelSpells } | null;
  /** The page about the price book that the reader has chosen; null for the scenario. */
  readonly chosenPage: BookPageView['id'] | null;
  /** The latest page that the host has sent; it may be another one than the chosen. */
  readonly page: BookPageView | null;
  /** Whether it is drawn as a whole: until the first picture has been seen, what is out of sight can wait. */
  readonly isWhole: boolean;
  /** What went wrong in the panel itself. */
  readonly complaint: string | null;
  /** What those who listen to the page hear next. */
  readonly announcement: string;
}

/** Long enough to pass over the digits of a number, short enough to feel at once. */
const TYPING_REST_MS = 80;
/** A drag that rests for so long is worth asking the host about. */
const DRAG_REST_MS = 150;
/** A step that waits for the figures of an earlier one is sent after so long all the same: they may never come. */
const MAX_HELD_MS = 2_000;
/** The last of several announcements in a row is the one worth hearing. */
const ANNOUNCEMENT_REST_MS = 250;
/** What a message to the host may hold. */
const MAX_INPUT_LENGTH = 4_000;

const EMPTY: PanelState = {
  view: null,
  preview: null,
  inputs: new Map(),
  trace: null,
  chosenPage: null,
  page: null,
  isWhole: false,
  complaint: null,
  announcement: '',
};

export class PanelStore implements PanelActions {
  private state: PanelState;
  private readonly whenAtRest = restTimers();
  /** The inputs of which a step waits until the host has the figures of an earlier one. */
  private readonly held = new Set<string>();
  private readonly previewOf = previewer(() => performance.now());

  /**
   * @param draw draws a state of the page; called for every change, before the call that makes the change returns
   * @param tell sends a message to the host
   * @param chosenPage what an earlier page has shown; asked for with the first view
   */
  constructor(
    private readonly draw: (state: PanelState) => void,
    private readonly tell: (message: FromPanel) => void,
    chosenPage: PanelState['chosenPage'] = null,
  ) {
    this.state = { ...EMPTY, chosenPage };
  }

  /** Sends a message to the host, behind what has been typed and dragged: it is about that, also where a step is held. */
  post(message: FromPanel): void {
    for (const name of [...this.state.inputs.keys()]) this.send(name);
    this.tell(message);
  }

  /** Takes a view from the host. */
  show(view: PanelView): void {
    for (const text of news(this.state.view, view)) this.announce(text);
    const inputs = afterView(this.state.inputs, view.groups);
    // A view may be older than the preview: what it says of the rest is still news.
    this.change({ view, inputs, preview: areAhead(inputs) ? this.state.preview : null });
    if (!view.isSimulating) this.sendHeld();
    // The view may be by other prices.
    if (this.state.chosenPage !== null) this.tell({ type: 'page', page: this.state.chosenPage });
  }

  /** Draws the rest of the page, where it has waited. */
  drawWhole(): void {
    if (!this.state.isWhole) this.change({ isWhole: true });
  }

  choosePage(chosenPage: BookPageView['id'] | null): void {
    this.change({ chosenPage });
    if (chosenPage !== null) this.tell({ type: 'page', page: chosenPage });
  }

  takePage(page: BookPageView): void {
    this.change({ page });
  }

  /** Takes the requests of a trace; the views that are about it follow. */
  takeTrace(id: number, spells: LevelSpells): void {
    this.keep({ trace: { id, spells } });
  }

  type(name: string, text: string): void {
    this.change({ inputs: afterTyping(this.state.inputs, name, text) });
  }

  commit(name: string, when: 'now' | 'soon'): void {
    if (when === 'now') this.send(name);
    else this.sendAfter(TYPING_REST_MS, name);
  }

  slide(name: string, text: string, tell: TellHost): void {
    const preview = this.state.view && this.previewOf(this.state.view, name, Number(text));
    const isNew = this.state.inputs.get(name)?.text !== text;
    const inputs = isNew ? afterTyping(this.state.inputs, name, text) : this.state.inputs;
    this.change({ inputs, preview: preview ?? this.state.preview });
    if (tell === 'later') return;
    // What the page cannot draw, the host hears of with every step, unless it simulates: it would have to simulate each.
    if (!preview && this.state.view?.isSimulating === true) this.hold(name);
    else if (tell === 'now' || !preview) this.send(name);
    else this.sendAfter(DRAG_REST_MS, name);
  }

  replaceInputs(message: FromPanel): void {
    this.keep({ inputs: forgotten(this.state.inputs) });
    this.tell(message);
  }

  announce(text: string): void {
    this.whenAtRest('announcement', ANNOUNCEMENT_REST_MS, () => this.change({ announcement: text }));
  }

  complain(complaint: string | null): void {
    this.change({ complaint });
  }

  private send(name: string): void {
    const input = this.state.inputs.get(name);
    if (!input?.typing.pending) return;
    this.keep({ inputs: afterSending(this.state.inputs, name) });
    this.tell({ type: 'input', name, value: input.text.slice(0, MAX_INPUT_LENGTH) });
  }

  private sendAfter(ms: number, name: string): void {
    this.whenAtRest(`input ${name}`, ms, () => this.send(name));
  }

  private hold(name: string): void {
    this.held.add(name);
    this.whenAtRest('held inputs', MAX_HELD_MS, () => this.sendHeld());
  }

  private sendHeld(): void {
    const names = [...this.held];
    this.held.clear();
    for (const name of names) this.send(name);
  }

  private change(changes: Partial<PanelState>): void {
    this.keep(changes);
    this.draw(this.state);
  }

  /** For changes that nobody sees. */
  private keep(changes: Partial<PanelState>): void {
    this.state = { ...this.state, ...changes };
  }
}

/** What a view has to say to those who listen: what is newly wrong, and the month where it is another one. */
function news(before: PanelView | null, view: PanelView): string[] {
  const knownErrors = new Map(fieldsOf(before).map(({ name, error }) => [name, error]));
  const errors = fieldsOf(view).flatMap(({ name, label, error }) =>
    error === null || error === knownErrors.get(name) ? [] : [`${label}: ${error}`],
  );
  return before && before.headline !== view.headline ? [...errors, view.headline] : errors;
}

const fieldsOf = (view: PanelView | null): FieldView[] => view?.groups.flatMap(({ fields }) => fields) ?? [];

/** Runs a piece of work once nobody has asked for its like for some time. */
function restTimers(): (what: string, ms: number, work: () => void) => void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  return (what, ms, work) => {
    clearTimeout(timers.get(what));
    timers.set(what, setTimeout(work, ms));
  };
}
