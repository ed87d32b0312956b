/** One row of a completion list, in the reader's language. */
export interface CompletionRow {
  /** What is completed, such as `H100`. */
  readonly label: string;
  /** Right after the label: the price. */
  readonly price: string;
  /** At the end of the row: what it does to the cost per month, or its unit. */
  readonly month: string;
  /** The text that is inserted. */
  readonly insert: string;
  /** Whether that is a snippet of VS Code's, with places to be typed over. */
  readonly isSnippet: boolean;
  /** What is known of it, in sentences; empty for nothing. */
  readonly about: string;
  /** Whether it is what the code says now. */
  readonly isCurrent: boolean;
}
