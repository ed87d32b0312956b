import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { callArguments, field, parts, type Path } from '../python/syntax';
import { single } from '../python/pyValue';
import { constantPlace, isPlain } from './constantPlace';
import { importSource, onlyDefinition } from './definitions';
import { NOWHERE, through, type Followed, type Next } from './valuePlaces';
import { readsOf } from './countUses';

/** `Settings.GPU`, set in a class of this module, or `CONF.gpu`, given where its data object is made. */
export function followAttribute(ev: Evaluator, node: Node, path: Path, next: Next): Followed {
  const object = field(node, 'object');
  const name = field(node, 'attribute')?.text ?? '';
  if (!object) return NOWHERE;
  const module = ev.moduleOf(object, path);
  if (module !== null) {
    const from = importSource(module, ev.module.realName(object) ?? object.text);
    return { places: [], notes: [{ kind: 'imported', name: node.text, from }] };
  }
  const given = classValue(ev, object, name, path) ?? objectValue(ev, object, name, path);
  // What changes the value later makes another of it, or keeps it from being known.
  if (!given || (object.type === 'identifier' && ev.isChanged(object.text, path))) return NOWHERE;
  if (single(ev.evaluate(node, path)) === undefined) return NOWHERE;
  const uses = Math.max(1, attributeReads(ev, object.text, name));
  const inner = through(next(given.value, given.path), (place) => ({ uses: place.uses - 1 + uses }));
  if (!isPlain(given.value)) return inner;
  return {
    ...inner,
    places: [...inner.places, constantPlace(ev, given.value, given.path, `${object.text}.${name}`, uses)],
  };
}

interface Given {
  readonly value: Node;
  readonly path: Path;
}

/** An attribute's one assignment in the body of a class. */
function classValue(ev: Evaluator, object: Node, name: string, path: Path): Given | null {
  const owner = ev.classOf(object, path);
  const body = owner?.evaluator === ev ? field(owner.node, 'body') : null;
  if (!owner || !body) return null;
  const given = parts(body).flatMap((statement): Given[] => {
    const assignment = statement.type === 'expression_statement' ? parts(statement)[0] : undefined;
    const value = assignment?.type === 'assignment' ? field(assignment, 'right') : null;
    return value && assignment && field(assignment, 'left')?.text === name
      ? [{ value, path: [...owner.path, body, statement] }]
      : [];
  });
  return given.length === 1 ? given[0]! : null;
}

/** A keyword of the call that makes the object: `CONF = Config(gpu="H100")`. */
function objectValue(ev: Evaluator, object: Node, name: string, path: Path): Given | null {
  const made = object.type === 'identifier' ? onlyDefinition(ev, object.text, path) : null;
  if (made?.node.type !== 'call') return null;
  const keyword = callArguments(made.node).keywords.find((each) => each.name === name);
  return keyword ? { value: keyword.value, path: made.path } : null;
}

/** How often `object.name` is read, and `object` as a whole, which may mean any of its attributes. */
function attributeReads(ev: Evaluator, object: string, name: string): number {
  return readsOf(ev.module, object).filter((path) => {
    const parent = path.at(-2);
    const attribute = parent?.type === 'attribute' ? field(parent, 'attribute')?.text : name;
    return attribute === name;
  }).length;
}
