import type { Node } from 'web-tree-sitter';
import { itemsOf, removeItems } from '../listItems';
import { planned, type PlannedEdits } from '../editPlan';
import type { OffsetEdit } from '../textEdits';
import type { OldNameNote } from './oldNameNote';

/** What a fix changes, and what it had to leave. */
export interface Fix {
  readonly edits: readonly OffsetEdit[];
  /** Items that go from a list: kept apart, since how one goes depends on which others do. */
  readonly removals: readonly Removal[];
  readonly notes: readonly OldNameNote[];
}

/** An item of an argument list or dict, by its place in it. */
export interface Removal {
  readonly list: Node;
  readonly index: number;
}

export const NO_FIX: Fix = { edits: [], removals: [], notes: [] };

export function edited(edits: readonly OffsetEdit[]): Fix {
  return { ...NO_FIX, edits };
}

export function removed(list: Node, indices: Iterable<number>): Fix {
  return { ...NO_FIX, removals: [...indices].map((index) => ({ list, index })) };
}

export function left(note: OldNameNote): Fix {
  return { ...NO_FIX, notes: [note] };
}

export function allOf(fixes: readonly Fix[]): Fix {
  return {
    edits: fixes.flatMap(({ edits }) => edits),
    removals: fixes.flatMap(({ removals }) => removals),
    notes: fixes.flatMap(({ notes }) => notes),
  };
}

/** A fix as one set of edits. */
export function settled(text: string, { edits, removals, notes }: Fix): PlannedEdits {
  const lists = new Map(removals.map(({ list }) => [list.id, list]));
  const removing = [...lists.values()].flatMap((list) => {
    const indices = removals.filter((each) => each.list.id === list.id).map(({ index }) => index);
    const items = itemsOf(list);
    return items ? removeItems(text, items, new Set(indices)) : [];
  });
  return planned([...edits, ...removing], notes);
}
