/** Bodies of functions with what their parameters are given: straight on, and by tests that are certain or not. */
import type { Node } from 'web-tree-sitter';
import type { Definition } from './definition';
import type { Arguments, Folding } from './folding';
import { known, NONE, oneOf, single, unknown, type Evaluation, type PyValue } from './pyValue';
import { field, last, parts, type Path } from './syntax';

/** The state of its module that a call finds: as the statement that calls leaves it, or, from elsewhere, as it is at its end. */
export function momentOf(caller: Folding, path: Path, callee: Folding): Path | null {
  if (caller.module !== callee.module) return null;
  if (caller.frame) return caller.frame.moment;
  if (
    path.some(({ type }, i) => (type === 'function_definition' || type === 'lambda') && i + 1 < path.length)
  )
    return null;
  const owner = path.findIndex(({ type }, i) => type === 'class_definition' && i + 1 < path.length);
  return owner < 0 ? path : path.slice(0, owner + 1);
}

/** What a function of the workspace returns. It runs nothing: a loop that returns, or a generator, is not followed. */
export function returnedBy(
  folding: Folding,
  { node, path }: Definition,
  args: Arguments,
  moment: Path | null,
): Evaluation {
  const notFollowed = unknown({ kind: 'runtimeCall', callee: field(node, 'name')?.text ?? '' });
  const given = givenTo(folding, node, path, args);
  const body = field(node, 'body');
  if (!given || !body || /\b(yield|await)\b/.test(body.text)) return notFollowed;
  const result = folding.work.once(`${folding.id} body ${node.id}`, () =>
    afterBlock(folding.within({ given, moment }), [...path, body], () => known(NONE)),
  );
  // A function that only raises returns nothing.
  return !result || (result.values.length === 0 && result.reason === null) ? notFollowed : result;
}

/** What a `lambda` gives. */
export function givenByLambda(
  folding: Folding,
  node: Node,
  path: Path,
  args: Arguments,
  moment: Path | null,
): Evaluation {
  const here = [...path, node];
  const given = givenTo(folding, node, here, args);
  const body = field(node, 'body');
  if (!given || !body) return unknown({ kind: 'runtimeCall', callee: 'lambda' });
  return folding.within({ given, moment }).evaluate(body, here);
}

/** What a block returns, or `next` where it comes to its end. */
function afterBlock(folding: Folding, path: Path, next: () => Evaluation): Evaluation {
  const statements = parts(last(path));
  const from = (index: number): Evaluation => {
    const statement = statements[index];
    if (!statement) return next();
    const here = [...path, statement];
    switch (statement.type) {
      case 'return_statement': {
        const value = parts(statement)[0];
        return value ? folding.evaluate(value, here) : known(NONE);
      }
      case 'raise_statement':
        return { values: [], reason: null, origins: [] };
      case 'if_statement':
        if (!/\b(return|raise)\b/.test(statement.text)) return from(index + 1);
        return branches(folding, here, () => from(index + 1));
      case 'function_definition':
      case 'class_definition':
      case 'decorated_definition':
        return from(index + 1);
      default:
        return /\b(return|raise)\b/.test(statement.text)
          ? unknown({ kind: 'runtimeOnly', expression: statement.type })
          : from(index + 1);
    }
  };
  const tooLong = folding.work.enter();
  if (tooLong !== undefined) return unknown(tooLong);
  try {
    return from(0);
  } finally {
    folding.work.leave();
  }
}

function branches(folding: Folding, path: Path, next: () => Evaluation): Evaluation {
  const statement = last(path);
  const outcomes: Evaluation[] = [];
  for (const clause of [statement, ...statement.childrenForFieldName('alternative')]) {
    const here = clause === statement ? path : [...path, clause];
    const test = field(clause, 'condition');
    const verdict = test ? folding.decide(test, here) : true;
    const block = field(clause, test ? 'consequence' : 'body');
    if (verdict !== false && block) outcomes.push(afterBlock(folding, [...here, block], next));
    if (verdict === true) return oneOf(outcomes);
  }
  return oneOf([...outcomes, next()]);
}

/** What each parameter of a function is given, by its node; null where the call does not fit it. */
export function givenTo(
  folding: Folding,
  definition: Node,
  path: Path,
  { positional, keywords }: Arguments,
): ReadonlyMap<number, Evaluation> | null {
  const list = field(definition, 'parameters');
  const given = new Map<number, Evaluation>();
  const rest = [...positional];
  const named = new Map(keywords);
  let byPlace = true;
  for (const parameter of list ? parts(list) : []) {
    if (parameter.type === 'positional_separator') continue;
    if (parameter.type === 'keyword_separator') {
      byPlace = false;
      continue;
    }
    const { name, stars } = nameOf(parameter);
    if (stars === 2) {
      given.set(parameter.id, known({ kind: 'dict', entries: new Map(named) }));
      named.clear();
    } else if (stars === 1) {
      given.set(parameter.id, tupleOf(rest.splice(0)));
      byPlace = false;
    } else {
      const value =
        (byPlace ? rest.shift() : undefined) ?? taken(named, name) ?? fallback(folding, parameter, path);
      if (!value) return null;
      given.set(parameter.id, value);
    }
  }
  return rest.length > 0 || named.size > 0 ? null : given;
}

function nameOf(parameter: Node): { readonly name: string; readonly stars: number } {
  const bound =
    field(parameter, 'name') ?? (parameter.type === 'identifier' ? parameter : parts(parameter)[0]);
  const text = bound?.text ?? '';
  return { name: text.replace(/^\*+/, ''), stars: /^\**/.exec(text)![0].length };
}

function taken(named: Map<string, Evaluation>, name: string): Evaluation | undefined {
  const value = named.get(name);
  named.delete(name);
  return value;
}

function fallback(folding: Folding, parameter: Node, path: Path): Evaluation | undefined {
  const value = field(parameter, 'value');
  return value ? folding.evaluate(value, path.slice(0, -1)) : undefined;
}

function tupleOf(values: readonly Evaluation[]): Evaluation {
  const items = values.map(single);
  return items.includes(undefined)
    ? unknown({ kind: 'spreadNotList' })
    : known({ kind: 'tuple', items: items as PyValue[] });
}
