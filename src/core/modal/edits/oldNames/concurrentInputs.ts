import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../../../python/evaluate';
import { single } from '../../../python/values';
import type { Declaration } from '../../declaration';
import { findEntry, holds } from '../entries';
import { itemsOf, removeItems } from '../items';
import { indentation, lineBreak, lineEnd } from '../lines';
import type { DecoratorSite } from '../locate';
import { insertion, type OffsetEdit } from '../textEdits';
import { left, NO_FIX, type Fix } from './fix';
import { modalReference } from './imports';
import { isOnlySpread } from './keywords';
import { countUses } from '../uses';

const OLD = 'allow_concurrent_inputs';

/** The argument to remove, by its index, beside what is to be added. */
export interface ConcurrencyFix extends Fix {
  readonly removed: readonly number[];
}

/** Turns `allow_concurrent_inputs=N` into `@modal.concurrent(max_inputs=N)`, directly below the app's decorator. */
export function fixConcurrentInputs(
  ev: Evaluator,
  site: DecoratorSite,
  declaration: Declaration,
): ConcurrencyFix {
  const keyword = site.given.keywords.findLast(({ name }) => name === OLD);
  if (!keyword) return { ...inSpread(ev, site, declaration), removed: [] };
  const removed = site.items.items.flatMap(({ node }, i) =>
    site.given.keywords.some((each) => each.name === OLD && each.node.id === node.id) ? [i] : [],
  );
  return { ...stack(ev, site, declaration, keyword.value), removed };
}

function inSpread(ev: Evaluator, site: DecoratorSite, declaration: Declaration): Fix {
  const spread = site.given.spreads.find((each) => holds(ev, each, site.path, OLD));
  if (!spread) return NO_FIX;
  const entry = findEntry(ev, spread, site.path, OLD);
  const items = entry && itemsOf(entry.list);
  const isShared =
    !entry ||
    !isOnlySpread(ev, entry) ||
    entry.names.some(({ name, definition }) => countUses(ev, name, definition) > 1);
  if (!items || isShared)
    return left(`${OLD} in \`**${spread.text.slice(0, 60)}\` is not for ${declaration.name} alone.`);
  const { edits, notes } = stack(ev, site, declaration, entry.value);
  return { edits: [...edits, ...removeItems(ev.module.text, items, new Set([entry.index]))], notes };
}

function stack(ev: Evaluator, site: DecoratorSite, declaration: Declaration, value: Node): Fix {
  if (single(ev.evaluate(value, site.path))?.kind === 'none') return NO_FIX;
  if (declaration.concurrent) {
    const note = `${declaration.name} has @modal.concurrent already: its values stay.`;
    return { edits: [], notes: [note] };
  }
  const { text } = ev.module;
  const { source, edits } = modalReference(ev, 'concurrent', site.path);
  const at = lineEnd(text, site.decorator.endIndex);
  const line =
    lineBreak(text, at) +
    indentation(text, site.decorator.startIndex) +
    `@${source}(max_inputs=${value.text})`;
  const added: OffsetEdit = insertion(at, line);
  return { edits: [...edits, added], notes: [] };
}
