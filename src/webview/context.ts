/** What the page's components share: the words, what outlives the page, and what a reader can do. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { BookPageView, FromPanel } from '../protocol';
import type { PanelMemory } from './memory';
import type { Words } from './strings';

/** When the host is told of an input that is dragged: at once, as soon as the drag rests, or not yet. */
export type TellHost = 'now' | 'soon' | 'later';

export interface PanelActions {
  /** Sends the host something that changes no input by itself. */
  post(message: FromPanel): void;
  /** Sets an input as its reader types. */
  type(name: string, text: string): void;
  /** Sends an input that has not been sent yet: at once, or as soon as the typing rests. */
  commit(name: string, when: 'now' | 'soon'): void;
  /** Sets an input as it is dragged: the picture follows at once where the page can draw it by itself. */
  slide(name: string, text: string, tell: TellHost): void;
  /** Sends a message after which the inputs are the host's again, whatever was typed. */
  replaceInputs(message: FromPanel): void;
  /** Shows a page about the price book, which the host is asked for; null for the scenario. */
  choosePage(page: BookPageView['id'] | null): void;
  /** Says something to those who listen to the page, without hurry. */
  announce(text: string): void;
  /** Shows what went wrong in the panel itself; null takes it away. */
  complain(text: string | null): void;
}

export interface PanelContext {
  readonly words: Words;
  readonly memory: PanelMemory;
  readonly actions: PanelActions;
}

const Context = createContext<PanelContext | null>(null);

export const PanelProvider = Context.Provider;

export function usePanel(): PanelContext {
  const context = useContext(Context);
  if (!context) throw new Error('a component of the panel outside of its page');
  return context;
}
