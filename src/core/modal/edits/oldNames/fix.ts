import type { OffsetEdit } from '../textEdits';

/** What a fix changes, and what it had to leave, for a person. */
export interface Fix {
  readonly edits: readonly OffsetEdit[];
  readonly notes: readonly string[];
}

export const NO_FIX: Fix = { edits: [], notes: [] };

export function left(note: string): Fix {
  return { edits: [], notes: [note] };
}

export function allOf(fixes: readonly Fix[]): Fix {
  return { edits: fixes.flatMap(({ edits }) => edits), notes: fixes.flatMap(({ notes }) => notes) };
}
