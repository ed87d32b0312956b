import { SEEN } from './words/titleWords';

/** A name with its costs, and the whole line as it is read out. */
export interface Line {
  readonly label: string;
  /** The figure that lines are sorted by, which comes before the name; empty where they are sorted by that. */
  readonly figure: string;
  /** The other columns, all of them. */
  readonly text: string;
  /** Those of them that even a narrow view has room for: it would cut others in the middle of a number. */
  readonly fitting: string;
  readonly spoken: string;
  /** Whether it costs more than a budget of its own. */
  readonly isOverBudget: boolean;
}

/** So many characters of a line fit a view of 300 pixels, below its folder and its app. */
const ROOM = 30;

/** The columns of a line beside its figure and its name. Where there is no figure, the first column is the answer. */
export function columnTexts(
  line: Pick<Line, 'figure' | 'label'>,
  columns: readonly string[],
): Pick<Line, 'text' | 'fitting'> {
  const given = columns.filter((each) => each !== '');
  const isAnswer = line.figure === '';
  const fitting: string[] = [];
  for (const [nth, each] of given.entries()) {
    const longer = `${shownLabel(line)}  ${SEEN.parts([...fitting, each])}`;
    if ((isAnswer && nth === 0) || Array.from(longer).length <= ROOM) fitting.push(each);
  }
  return { text: SEEN.parts(given), fitting: SEEN.parts(fitting) };
}

/** A line begins with the figure that it is sorted by: a narrow view never cuts it. */
export function shownLabel({ figure, label }: Pick<Line, 'figure' | 'label'>): string {
  return figure === '' ? label : `${figure}  ${label}`;
}
