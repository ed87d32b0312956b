/** One line of a month: its arithmetic and its money. */
export interface MonthRow {
  readonly title: string;
  readonly arithmetic: string;
  readonly result: string;
  /** Whether there is any of it, and the book in use bills it. */
  readonly isPaid: boolean;
}
