import { combineEdits, type OffsetEdit } from './textEdits';

/** What to change in a text, or why that cannot be done. The edits are sorted and do not overlap. */
export type EditPlan = PlannedEdits | RefusedEdits;

export interface PlannedEdits {
  readonly edits: readonly OffsetEdit[];
  /** What the user should know of it all the same. */
  readonly notes: readonly string[];
}

export interface RefusedEdits {
  readonly refused: string;
}

export function planned(edits: readonly OffsetEdit[], notes: readonly string[] = []): PlannedEdits {
  return { edits: combineEdits(edits), notes: [...new Set(notes)] };
}

export function refused(reason: string): RefusedEdits {
  return { refused: reason };
}

export function isRefused(plan: EditPlan): plan is RefusedEdits {
  return 'refused' in plan;
}

/** One plan of several; the first that is refused refuses all. */
export function together(plans: readonly EditPlan[]): EditPlan {
  const edits: OffsetEdit[] = [];
  const notes: string[] = [];
  for (const plan of plans) {
    if (isRefused(plan)) return plan;
    edits.push(...plan.edits);
    notes.push(...plan.notes);
  }
  return planned(edits, notes);
}
