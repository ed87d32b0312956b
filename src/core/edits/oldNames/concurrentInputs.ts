import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../../python/evaluate';
import { single } from '../../python/pyValue';
import type { Declaration } from '../../modal/declaration';
import { findEntry, holds } from '../dictEntries';
import { ownComment } from '../listItems';
import { indentation, lineBreak, lineEnd } from '../lineText';
import type { DecoratorSite } from '../locateDecorator';
import { insertion, type OffsetEdit } from '../textEdits';
import { allOf, edited, left, NO_FIX, removed, type Fix } from './oldNameFix';
import { modalReference } from './modalImports';
import { isOnlySpread } from './oldKeywords';
import { countUses } from '../countUses';

const OLD = 'allow_concurrent_inputs';

/** Turns `allow_concurrent_inputs=N` into `@modal.concurrent(max_inputs=N)`, directly below the app's decorator. */
export function fixConcurrentInputs(ev: Evaluator, site: DecoratorSite, declaration: Declaration): Fix {
  const given = site.given.keywords.filter(({ name }) => name === OLD);
  const last = given.at(-1);
  if (!last) return inSpread(ev, site, declaration);
  if (!site.decorator) return left({ kind: 'noDecorator', old: OLD, line: declaration.line });
  const indices = given.map(({ node }) => site.items.items.findIndex((item) => item.node.id === node.id));
  const comment = ownComment(ev.module.text, site.items, indices.at(-1)!);
  return allOf([removed(site.list, indices), stack(ev, site, declaration, last.value, comment)]);
}

function inSpread(ev: Evaluator, site: DecoratorSite, declaration: Declaration): Fix {
  const spread = site.given.spreads.find((each) => holds(ev, each, site.path, OLD));
  if (!spread) return NO_FIX;
  const entry = findEntry(ev, spread, site.path, OLD);
  const isShared =
    !entry ||
    !isOnlySpread(ev, entry) ||
    entry.names.some(({ name, definition }) => countUses(ev, name, definition) > 1);
  if (isShared)
    return left({ kind: 'spreadShared', old: OLD, spread: spread.text, declaration: declaration.name });
  return allOf([removed(entry.list, [entry.index]), stack(ev, site, declaration, entry.value, '')]);
}

function stack(
  ev: Evaluator,
  site: DecoratorSite,
  declaration: Declaration,
  value: Node,
  comment: string,
): Fix {
  if (single(ev.evaluate(value, site.path))?.kind === 'none') return NO_FIX;
  const { decorator } = site;
  if (!decorator) return left({ kind: 'noDecorator', old: OLD, line: declaration.line });
  if (declaration.concurrent) return left({ kind: 'hasConcurrent', declaration: declaration.name });
  const { text } = ev.module;
  const { source, edits } = modalReference(ev, 'concurrent', site.path);
  const at = lineEnd(text, decorator.node.endIndex);
  const line =
    lineBreak(text, at) +
    indentation(text, decorator.node.startIndex) +
    `@${source}(max_inputs=${value.text})` +
    (comment && `  ${comment}`);
  const added: OffsetEdit = insertion(at, line);
  return edited([...edits, added]);
}
