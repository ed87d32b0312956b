import type { Node } from 'web-tree-sitter';
import type { Path } from '../python/syntax';
import type { EditNote } from './editNote';
import type { EditPlan } from './editPlan';
import { isRefused } from './refusal';

/** A place in the code that decides what an expression comes to. */
export interface Place {
  readonly kind: 'constant' | 'dict' | 'environmentDefault';
  /** The expression that would be written over. */
  readonly node: Node;
  /** What a person calls it: a constant's name, `config["gpu"]`, an environment variable. */
  readonly names: readonly string[];
  readonly lines: readonly number[];
  /** How often what it decides is read, at least once: here. */
  readonly uses: number;
  /** Whether it is a unit such as MINUTES, which hardly anybody means to change. */
  readonly isUnit: boolean;
  /** For a value put together from several places: these. */
  readonly parts: readonly Place[];
  /** The edits that make the expression come to a value, given as Python source. */
  readonly set: (source: string) => EditPlan;
}

/** The places behind an expression, the deepest first, and what is known of names that were not followed. */
export interface Followed {
  readonly places: readonly Place[];
  readonly notes: readonly EditNote[];
}

/** Follows an expression, in the given scope or that of the one around it. */
export type Next = (inner: Node | null | undefined, where?: Path) => Followed;

export const NOWHERE: Followed = { places: [], notes: [] };

export function merged(all: readonly Followed[]): Followed {
  return { places: all.flatMap(({ places }) => places), notes: all.flatMap(({ notes }) => notes) };
}

/** The same places, reached by way of something else. */
export function through(
  followed: Followed,
  change: (place: Place) => Partial<Omit<Place, 'kind' | 'node'>>,
): Followed {
  return { ...followed, places: followed.places.map((place) => ({ ...place, ...change(place) })) };
}

/** The best of several places: one that nothing else reads, and no unit. */
export function byPreference(a: Place, b: Place): number {
  return Number(a.isUnit) - Number(b.isUnit) || a.uses - b.uses;
}

/** A place as it is for one value: of several parts only those count that would change. */
export function narrowed(place: Place, source: string): Place {
  const plan = place.set(source);
  if (isRefused(plan) || place.parts.length === 0) return place;
  const changed = place.parts.filter(({ node }) =>
    plan.edits.some(({ start, end }) => start < node.endIndex && node.startIndex < end),
  );
  if (changed.length === 0) return place;
  const most = (places: readonly Place[]): number => Math.max(...places.map(({ uses }) => uses));
  return {
    ...place,
    names: changed.flatMap(({ names }) => names),
    lines: changed.flatMap(({ lines }) => lines),
    uses: place.uses - most(place.parts) + most(changed),
    isUnit: changed.some(({ isUnit }) => isUnit),
  };
}

export function lineOf(node: Node): number {
  return node.startPosition.row + 1;
}
