/** What stands in the collections that code holds registrars in: `DECORATORS["gpu"]`, `ON.gpu`, `PRESETS.get(kind)`. */
import type { Node } from 'web-tree-sitter';
import { BoundEvaluator, expressionHeld, type Expression } from '../python/boundEvaluator';
import type { Change } from '../python/change';
import { classInfo, memberOf } from '../python/classes';
import type { Definition } from '../python/definition';
import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { fromEnvironment } from '../python/pyValue';
import { callArguments, field, parts, type Path } from '../python/syntax';
import { roundsOf } from './loopRounds';

/** More collections than this that a name may hold, or elements in one, are not looked at. */
const MAX_WAYS = 8;
const MAX_ENTRIES = 64;
/** How many names, changes and spreads lead from a use to a collection. */
const MAX_STEPS = 16;

/** An element by its key: a text, an index or an attribute's name; undefined where the key is not known. */
interface Entry {
  readonly key: string | number | undefined;
  readonly value: Expression;
}

/** One collection that an expression may be; a later entry hides an earlier one of its key. */
type Collection = readonly Entry[];

/** What an element that an expression takes from a collection may be; empty for any other expression. */
export function elementsOf(expression: Expression): readonly Expression[] {
  const { node } = expression;
  switch (node.type) {
    case 'subscript':
      return ofSubscript(expression);
    case 'attribute':
      return ofAttribute(expression);
    case 'call':
      return ofGet(expression);
    default:
      return [];
  }
}

function ofSubscript({ node, path, evaluator }: Expression): readonly Expression[] {
  const object = field(node, 'value');
  const [key, ...more] = node.childrenForFieldName('subscript').filter((child) => child.isNamed);
  if (!object || !key || more.length > 0) return [];
  const at = keyOf({ node: key, path, evaluator });
  return collections({ node: object, path, evaluator }).flatMap((each) => under(at, each));
}

/** `PRESETS.get("gpu", app.function())`. */
function ofGet({ node, path, evaluator }: Expression): readonly Expression[] {
  const callee = field(node, 'function');
  const object = callee?.type === 'attribute' ? field(callee, 'object') : null;
  const [key, fallback, ...more] = callArguments(node).positional;
  if (!object || field(callee!, 'attribute')?.text !== 'get' || !key || more.length > 0) return [];
  const at = keyOf({ node: key, path, evaluator });
  return collections({ node: object, path, evaluator }).flatMap((each) => {
    const found = under(at, each);
    const isSure = !at.isSwitch && at.values?.every((key) => each.some((entry) => entry.key === key));
    return isSure || !fallback ? found : [...found, { node: fallback, path, evaluator }];
  });
}

/** An attribute of a class, or of a `SimpleNamespace`. */
function ofAttribute({ node, path, evaluator }: Expression): readonly Expression[] {
  const object = field(node, 'object');
  const name = field(node, 'attribute')?.text ?? '';
  if (!object) return [];
  const site = evaluator.classOf(object, path);
  const info = site && classInfo(site);
  if (!info)
    return collections({ node: object, path, evaluator }, 'namespace').flatMap((each) =>
      under({ values: [name], isSwitch: false }, each),
    );
  const inner = evaluator.forModule(info.site.evaluator.module);
  return (memberOf(info, name)?.definitions ?? []).flatMap((each) =>
    each.kind === 'value' ? [{ node: each.node, path: each.path, evaluator: inner }] : [],
  );
}

/** What an element is taken by. */
interface Key {
  /** The values that it may have; undefined where these are not known. */
  readonly values: readonly Entry['key'][] | undefined;
  /** Whether the environment sets it, so that any element may be meant. */
  readonly isSwitch: boolean;
}

function keyOf({ node, path, evaluator }: Expression): Key {
  // All elements count where the key takes too long to find out.
  const found = evaluator.work.aside(() => evaluator.evaluate(node, path));
  const values = found.values.map((each) =>
    each.kind === 'str' || each.kind === 'int' ? each.value : undefined,
  );
  const isKnown = found.reason === null && !values.includes(undefined);
  return { values: isKnown ? values : undefined, isSwitch: fromEnvironment(found) };
}

/** The elements that a key may mean, those of the values that it has here before others. */
function under({ values, isSwitch }: Key, collection: Collection): readonly Expression[] {
  const chosen = (values ?? []).flatMap((key) => {
    const at = typeof key === 'number' && key < 0 ? collection.length + key : key;
    const last = collection.findLastIndex((entry) => entry.key === at);
    return collection.filter((entry, i) => i === last || (i > last && entry.key === undefined));
  });
  const others = values && !isSwitch ? [] : collection.filter((entry) => !chosen.includes(entry));
  return [...chosen, ...others].map(({ value }) => value);
}

type Form = 'items' | 'namespace';

function collections(expression: Expression, form: Form = 'items', steps = 0): readonly Collection[] {
  const { node, path, evaluator } = expression;
  if (steps > MAX_STEPS) evaluator.work.leaveOut();
  if (steps > MAX_STEPS || evaluator.work.look() !== undefined) return [];
  const at = (inner: Node | undefined): readonly Collection[] =>
    inner ? collections({ node: inner, path, evaluator }, form, steps + 1) : [];
  switch (node.type) {
    case 'parenthesized_expression':
      return at(parts(node)[0]);
    case 'conditional_expression':
      return [...at(parts(node)[0]), ...at(parts(node)[2])];
    case 'identifier': {
      const definitions = evaluator.scopes.lookup(node.text, path);
      return defined(definitions, node.text, evaluator, form, steps + 1);
    }
    case 'attribute':
      return ofModule(expression, form, steps + 1);
    case 'list':
    case 'tuple':
      return form === 'items' ? [entriesOf(expression).map(numbered(expression))] : [];
    case 'dictionary':
      return form === 'items' ? displayed(expression, steps) : [];
    case 'dictionary_comprehension':
      return form === 'items' ? comprehended(expression) : [];
    case 'call':
      return called(expression, form);
    default:
      return [];
  }
}

/** The first elements of a display. */
function entriesOf({ node, evaluator }: Expression): readonly Node[] {
  const all = parts(node);
  if (all.length > MAX_ENTRIES) evaluator.work.leaveOut();
  return all.slice(0, MAX_ENTRIES);
}

function numbered({ path, evaluator }: Expression): (node: Node, index: number) => Entry {
  return (node, key) => ({ key, value: { node, path, evaluator } });
}

/** The collections that a name holds by some definitions. */
function defined(
  definitions: readonly Definition[],
  name: string,
  evaluator: Evaluator,
  form: Form,
  steps: number,
): readonly Collection[] {
  const one = (definition: Definition): readonly Collection[] => {
    const { node, path } = definition;
    switch (definition.kind) {
      case 'value':
        return collections({ node, path, evaluator }, form, steps);
      case 'held': {
        const given = expressionHeld(definition);
        return given ? collections(given, form, steps) : [];
      }
      case 'import': {
        const { import: found } = definition;
        const module = found.name === null ? 'absent' : evaluator.importedModule(found);
        return typeof module === 'string' ? [] : exported(evaluator, module, found.name!, form, steps);
      }
      case 'changed': {
        const earlier = evaluator.scopes.lookup(name, path);
        const before = steps > MAX_STEPS ? [] : defined(earlier, name, evaluator, form, steps + 1);
        const after = before.map((collection) =>
          definition.changes.reduce((all, change) => changed(all, change, path, evaluator), collection),
        );
        return definition.isOptional ? [...before, ...after] : after;
      }
      default:
        return [];
    }
  };
  return definitions.flatMap(one).slice(0, MAX_WAYS);
}

/** The collections that another module has under a name. */
function exported(
  evaluator: Evaluator,
  module: PythonModule,
  name: string,
  form: Form,
  steps: number,
): readonly Collection[] {
  const inner = evaluator.forModule(module);
  return defined(inner.scopes.atEnd(name, [module.root]), name, inner, form, steps + 1);
}

/** `common.DECORATORS`. */
function ofModule({ node, path, evaluator }: Expression, form: Form, steps: number): readonly Collection[] {
  const object = field(node, 'object');
  const module = object && evaluator.moduleOf(object, path);
  if (!module || typeof module === 'string') return [];
  return exported(evaluator, module, field(node, 'attribute')!.text, form, steps);
}

/** `{"gpu": app.function(gpu="H100"), **MORE}`. */
function displayed({ node, path, evaluator }: Expression, steps: number): readonly Collection[] {
  let ways: readonly Collection[] = [[]];
  for (const part of entriesOf({ node, path, evaluator })) {
    const [key, value] = [field(part, 'key'), field(part, 'value')];
    const more: readonly Collection[] =
      key && value
        ? [
            [
              {
                key: keyOf({ node: key, path, evaluator }).values?.[0],
                value: { node: value, path, evaluator },
              },
            ],
          ]
        : collections({ node: parts(part)[0] ?? part, path, evaluator }, 'items', steps + 1);
    if (more.length > 0)
      ways = ways.flatMap((way) => more.map((each) => [...way, ...each])).slice(0, MAX_WAYS);
  }
  return ways;
}

/** `{kind: app.function(gpu=kind) for kind in ("T4", "H100")}`. */
function comprehended({ node, path, evaluator }: Expression): readonly Collection[] {
  const [body, clause, ...more] = parts(node);
  const [key, value] = body ? [field(body, 'key'), field(body, 'value')] : [];
  const inside = body ? [...path, node, body] : path;
  const rounds = clause?.type === 'for_in_clause' ? roundsOf(clause, path, evaluator) : undefined;
  if (!key || !value || !rounds || more.length > 0) return [];
  const entries = rounds.map((names): Entry => {
    const inner = BoundEvaluator.of(evaluator, { scope: node, names });
    return {
      key: keyOf({ node: key, path: inside, evaluator: inner }).values?.[0],
      value: { node: value, path: inside, evaluator: inner },
    };
  });
  return [entries];
}

/** `dict(gpu=app.function(…))`, `SimpleNamespace(gpu=app.function(…))`. */
function called({ node, path, evaluator }: Expression, form: Form): readonly Collection[] {
  const callee = field(node, 'function');
  const made = callee && evaluator.module.realName(callee);
  if (made !== (form === 'items' ? 'dict' : 'types.SimpleNamespace')) return [];
  const { keywords } = callArguments(node);
  return [keywords.map(({ name, value }) => ({ key: name, value: { node: value, path, evaluator } }))];
}

/** `DECORATORS["gpu"] = app.function(…)`, `.update(gpu=…)`, `.append(…)`. */
function changed(before: Collection, { steps, act }: Change, path: Path, evaluator: Evaluator): Collection {
  const [step, ...more] = steps;
  const entry = (key: Entry['key'], node: Node): Entry => ({ key, value: { node, path, evaluator } });
  if (more.length > 0 || before.length > MAX_ENTRIES) return before;
  if (act.kind === 'set' && act.value && step?.kind === 'key')
    return [...before, entry(keyOf({ node: step.node, path, evaluator }).values?.[0], act.value)];
  if (act.kind === 'set' && act.value && step?.kind === 'attribute')
    return [...before, entry(step.name, act.value)];
  if (act.kind !== 'method' || step) return before;
  const { positional, keywords } = callArguments(act.call);
  if (act.name === 'append') return [...before, ...positional.map((each) => entry(before.length, each))];
  if (act.name !== 'update') return before;
  const [given] = positional.flatMap((each) => collections({ node: each, path, evaluator }));
  return [...before, ...(given ?? []), ...keywords.map(({ name, value }) => entry(name, value))];
}
