import type { EditNote } from './editNote';
import { isRefused, type Refused } from './refusal';
import { combineEdits, type OffsetEdit } from './textEdits';

/** What to change in a text, or why that cannot be done. The edits are sorted and do not overlap. */
export type EditPlan = PlannedEdits | Refused;

export interface PlannedEdits {
  readonly edits: readonly OffsetEdit[];
  /** What the user should know of it all the same, each only once. */
  readonly notes: readonly EditNote[];
}

export function planned(edits: readonly OffsetEdit[], notes: readonly EditNote[] = []): PlannedEdits {
  const distinct = new Map(notes.map((note) => [JSON.stringify(note), note]));
  return { edits: combineEdits(edits), notes: [...distinct.values()] };
}

/** One plan of several; the first that is refused refuses all. */
export function together(plans: readonly EditPlan[]): EditPlan {
  const edits: OffsetEdit[] = [];
  const notes: EditNote[] = [];
  for (const plan of plans) {
    if (isRefused(plan)) return plan;
    edits.push(...plan.edits);
    notes.push(...plan.notes);
  }
  return planned(edits, notes);
}
