/** What the panel's parts share. */
import type { FromPanel } from '../protocol';
import type { Keeper } from './kept';
import type { Words } from './strings';

export type Telling = 'now' | 'soon' | 'held';

export interface Desk {
  readonly words: Words;
  readonly kept: Keeper;
  post(message: FromPanel): void;
  /**
   * Sets an input as it is dragged: the picture follows at once where the page can draw it by itself. The host hears of
   * it `now`, `soon` (once the drag pauses) or not yet (`held`).
   */
  slide(name: string, text: string, tell: Telling): void;
  /** Says something to those who listen to the page, without hurry. */
  announce(text: string): void;
  /** Shows what went wrong in the panel itself. */
  complain(text: string): void;
}
