/** A name with its costs, and the whole line as it is read out. */
export interface Line {
  readonly label: string;
  /** The figure that lines are sorted by, which comes before the name; empty where they are sorted by that. */
  readonly figure: string;
  /** The other columns. */
  readonly text: string;
  readonly spoken: string;
  /** Whether it costs more than a budget of its own. */
  readonly isOverBudget: boolean;
}

/** A line begins with the figure that it is sorted by: a narrow view never cuts it. */
export function shownLabel({ figure, label }: Pick<Line, 'figure' | 'label'>): string {
  return figure === '' ? label : `${figure}  ${label}`;
}
