/** `Spec = namedtuple("Spec", "gpu count")` and `Spec = NamedTuple("Spec", [("gpu", str)])`. */
import type { Node } from 'web-tree-sitter';
import type { Folding } from './folding';
import { known, single, type Evaluation, type PyValue } from './pyValue';
import { callArguments, field, parts, type Path } from './syntax';
import { bindings } from './throughChanges';

export interface NamedTupleType {
  readonly className: string;
  readonly fields: readonly string[];
  /** Of the last fields. */
  readonly defaults: readonly Evaluation[];
}

/** The type that a name stands for; null where it is no such tuple's. */
export function namedTupleType(folding: Folding, callee: Node, path: Path): NamedTupleType | null {
  if (callee.type !== 'identifier') return null;
  const [only, ...more] = bindings(folding.scopes, callee.text, path);
  if (!only || more.length > 0) return null;
  if (only.kind === 'import' && only.import.name !== null) {
    const module = folding.importedModule(only.import);
    if (typeof module === 'string') return null;
    const inner = folding.forModule(module);
    const [found, ...others] = inner.definitionsAtEnd(only.import.name);
    return found?.kind === 'value' && others.length === 0 ? typeMadeBy(inner, found.node, found.path) : null;
  }
  return only.kind === 'value' ? typeMadeBy(folding, only.node, only.path) : null;
}

function typeMadeBy(folding: Folding, node: Node, path: Path): NamedTupleType | null {
  const callee = node.type === 'call' ? field(node, 'function') : null;
  const real = callee && folding.module.realName(callee);
  const { positional, keywords, spreads, starred } = callArguments(node);
  const [name, listed, ...more] = positional;
  if (!name || !listed || more.length + spreads.length > 0 || starred) return null;
  const className = textOf(single(folding.evaluate(name, path)));
  if (className === undefined) return null;
  if (real === 'typing.NamedTuple' && keywords.length === 0) {
    const fields = parts(listed).map((pair) => firstText(folding, pair, path));
    return fields.includes(undefined) ? null : { className, fields: fields as string[], defaults: [] };
  }
  const value = single(folding.evaluate(listed, path));
  if (!value) return null;
  if (real !== 'collections.namedtuple' || keywords.some((each) => each.name !== 'defaults')) return null;
  const fields = value.kind === 'str' ? value.value.split(/[\s,]+/).filter(Boolean) : textsOf(value);
  const given = keywords[0] && single(folding.evaluate(keywords[0].value, path));
  const defaults = keywords[0]
    ? given?.kind === 'list' || given?.kind === 'tuple'
      ? given.items
      : null
    : [];
  if (!fields || !defaults || defaults.length > fields.length) return null;
  return { className, fields, defaults: defaults.map((each) => known(each)) };
}

function textOf(value: PyValue | undefined): string | undefined {
  return value?.kind === 'str' ? value.value : undefined;
}

/** The first of a pair `("gpu", str)`, which cannot be folded as a whole: a type is no value. */
function firstText(folding: Folding, pair: Node, path: Path): string | undefined {
  const first = pair.type === 'tuple' ? parts(pair)[0] : undefined;
  return first && textOf(single(folding.evaluate(first, path)));
}

function textsOf(value: PyValue): readonly string[] | null {
  const texts = value.kind === 'list' || value.kind === 'tuple' ? value.items.map(textOf) : [undefined];
  return texts.includes(undefined) ? null : (texts as string[]);
}
