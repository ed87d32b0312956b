import type { Node } from 'web-tree-sitter';
import { foldCall } from './callExpressions';
import { attributeValue } from './attributes';
import { classInfo } from './classes';
import { comprehension } from './comprehensions';
import { weighed } from './decisions';
import { anyDict, asValue, dictOf, dictsOf, entryAt, isDict, merged, openness } from './dicts';
import { enumByName, isEnum } from './enumValues';
import { hasVariable, variableItem } from './environmentReads';
import type { Folding } from './folding';
import { parseNumber, unescape } from './literals';
import { binary, compare, MAX_ITEMS, MAX_TEXT, TOO_LARGE, unary } from './operators';
import { sliced } from './slices';
import { converted } from './stringMethods';
import { field, parts, excerpt, type Path } from './syntax';
import {
  bool,
  combine,
  fromEnvironment,
  known,
  MAX_CANDIDATES,
  NONE,
  notFolded,
  oneOf,
  saidOrigins,
  single,
  str,
  truth,
  unknown,
  withOrigin,
  type Dict,
  type Evaluation,
  type Folded,
  type PyValue,
} from './pyValue';

/** What an expression can be, by its form: literals, operators, collections, conditionals; names and calls are for others. */
export function fold(folding: Folding, node: Node, path: Path): Evaluation {
  switch (node.type) {
    case 'none':
      return known(NONE);
    case 'true':
      return known(bool(true));
    case 'false':
      return known(bool(false));
    case 'integer':
    case 'float':
      return number(node);
    case 'string':
    case 'concatenated_string':
      return foldString(folding, node, path);
    case 'identifier':
      return folding.named(node.text, path);
    case 'attribute': {
      const usual = (): Evaluation => attributeValue(folding, node, path);
      return folding.handles ? folding.handles.attribute(folding, node, path, usual) : usual();
    }
    case 'parenthesized_expression':
      return folding.child(parts(node)[0], path);
    case 'await':
      return folding.handles ? folding.child(parts(node)[0], path) : awaited(folding, node, path);
    case 'named_expression':
      return folding.child(field(node, 'value'), path);
    case 'list':
    case 'tuple':
    case 'expression_list':
      return sequence(folding, node, path);
    case 'dictionary':
      return dictionary(folding, node, path);
    case 'unary_operator':
      return combine([folding.child(field(node, 'argument'), path)], ([value]) =>
        unary(node.child(0)?.text ?? '', value!),
      );
    case 'not_operator':
      return combine([folding.child(field(node, 'argument'), path)], ([value]) => negated(value!));
    case 'binary_operator':
      return binaryOperator(folding, node, path);
    case 'boolean_operator':
      return booleanOperator(folding, node, path);
    case 'comparison_operator':
      return comparison(folding, node, path);
    case 'conditional_expression':
      return conditional(folding, node, path);
    case 'subscript':
      return subscript(folding, node, path);
    case 'call': {
      const usual = (): Evaluation => foldCall(folding, node, path);
      return folding.handles ? folding.handles.call(folding, node, path, usual) : usual();
    }
    case 'list_comprehension':
    case 'dictionary_comprehension':
      return comprehension(folding, node, path);
    default:
      return unknown({ kind: 'runtimeOnly', expression: excerpt(node) });
  }
}

/** What Modal's own calls give is the same once it is there: `await modal.App.lookup.aio("name")`. */
function awaited(folding: Folding, node: Node, path: Path): Evaluation {
  const { values, reason, origins } = folding.child(parts(node)[0], path);
  const made = values.filter(({ kind }) => kind === 'modal');
  const isWhole = made.length > 0 && made.length === values.length;
  return {
    values: made,
    reason: reason ?? (isWhole ? null : { kind: 'runtimeOnly', expression: excerpt(node) }),
    origins,
  };
}

function number(node: Node): Evaluation {
  const value = parseNumber(node.text);
  return value ? known(value) : unknown({ kind: 'numberTooLarge' });
}

function negated(value: PyValue): Folded {
  const verdict = truth(value);
  return verdict === undefined ? notFolded({ kind: 'truthNotKnown' }) : bool(!verdict);
}

function foldString(folding: Folding, node: Node, path: Path): Evaluation {
  if (node.type === 'concatenated_string') {
    return combine(
      parts(node).map((part) => folding.evaluate(part, path)),
      concatenate,
    );
  }
  const start = node.child(0)?.text.toLowerCase() ?? '';
  if (/[bt]/.test(start.replace(/["']/g, ''))) return unknown({ kind: 'notPlainString' });
  const raw = start.includes('r');
  if (!raw && node.text.includes('\\N{')) return unknown({ kind: 'namedCharacter' });
  const formatted = start.includes('f');
  const pieces = parts(node)
    .filter((part) => part.type === 'string_content' || part.type === 'interpolation')
    .map((part) => {
      if (part.type === 'interpolation') return interpolation(folding, part, path);
      const text = unescape(part.text, raw);
      return known(str(formatted ? text.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : text));
    });
  return combine(pieces, concatenate);
}

function interpolation(folding: Folding, node: Node, path: Path): Evaluation {
  const expression = field(node, 'expression');
  const specifier = field(node, 'format_specifier');
  const conversion = field(node, 'type_conversion')?.text.replace('!', '');
  const isPrinted = node.children.some((child) => child.type === '=');
  const spec = specifier ? formatSpec(folding, specifier, path) : known(str(''));
  return combine([folding.child(expression, path), spec], ([value, how]) => {
    if (conversion === 'a') return notFolded({ kind: 'conversionNotFolded', conversion: '!a' });
    const given = how!.kind === 'str' ? how.value : '';
    // `{gpu=}` prints what it says, then the value as `repr` has it.
    const usual = isPrinted && given === '' ? 'r' : undefined;
    const text = converted(value!, conversion ?? usual, given);
    if (text === undefined) return notFolded({ kind: 'formatNotFolded' });
    return str(isPrinted ? node.text.slice(1, saidLength(node)) + text : text);
  });
}

/** How much of `{ gpu = }` is printed as it stands, with the brace before it. */
function saidLength(node: Node): number {
  const sign = node.children.find((child) => child.type === '=')!;
  const from = sign.endIndex - node.startIndex;
  return from + /^\s*/.exec(node.text.slice(from))![0].length;
}

/** A format specification, in which fields may stand: `{n:>{width}}`. */
function formatSpec(folding: Folding, node: Node, path: Path): Evaluation {
  const fields = parts(node);
  if (fields.length === 0) return known(str(node.text.slice(1)));
  let at = 1;
  const pieces: Evaluation[] = [];
  for (const each of fields) {
    const start = each.startIndex - node.startIndex;
    pieces.push(known(str(node.text.slice(at, start))), interpolation(folding, each, path));
    at = start + each.text.length;
  }
  return combine([...pieces, known(str(node.text.slice(at)))], concatenate);
}

function sequence(folding: Folding, node: Node, path: Path): Evaluation {
  const kind = node.type === 'list' ? 'list' : 'tuple';
  const elements = parts(node);
  if (elements.length > MAX_ITEMS) return unknown({ kind: 'tooLong' });
  const starred = elements.map((each) => each.type === 'list_splat');
  return combine(
    elements.map((element, i) => folding.child(starred[i] ? parts(element)[0] : element, path)),
    (values) => {
      const items: PyValue[] = [];
      for (const [i, value] of values.entries()) {
        if (!starred[i]) items.push(value);
        else if (value.kind === 'list' || value.kind === 'tuple') items.push(...value.items);
        else return notFolded({ kind: 'spreadNotList' });
      }
      return items.length > MAX_ITEMS ? notFolded({ kind: 'tooLong' }) : { kind, items };
    },
  );
}

function dictionary(folding: Folding, node: Node, path: Path): Evaluation {
  // A spread that can be several dicts makes as many of this one; what comes later hides what was there.
  let variants: Dict[] = [dictOf(new Map())];
  for (const entry of parts(node)) {
    const added =
      entry.type === 'dictionary_splat' ? spread(folding, entry, path) : pair(folding, entry, path);
    variants = variants.flatMap((variant) => added.map((each) => merged(variant, each)));
    if (variants.length > MAX_CANDIDATES || (variants[0]?.entries.size ?? 0) > MAX_ITEMS)
      return unknown({ kind: 'tooLong' });
  }
  return oneOf(variants.map(asValue));
}

function spread(folding: Folding, entry: Node, path: Path): readonly Dict[] {
  return dictsOf(folding.child(parts(entry)[0], path));
}

/** One entry as a dict; a key that is not known, or no text, may be any. */
function pair(folding: Folding, entry: Node, path: Path): readonly Dict[] {
  const key = single(folding.child(field(entry, 'key'), path));
  if (key?.kind !== 'str') return [anyDict({ kind: 'dictKeyNotKnown' })];
  return [dictOf(new Map([[key.value, folding.child(field(entry, 'value'), path)]]))];
}

function binaryOperator(folding: Folding, node: Node, path: Path): Evaluation {
  const operator = field(node, 'operator')?.text ?? '';
  const [left, right] = [folding.child(field(node, 'left'), path), folding.child(field(node, 'right'), path)];
  const operands = operator === '|' ? asDicts(left, right) : [left, right];
  return combine(operands, ([a, b]) => binary(operator, a!, b!));
}

/** Beside a dict, what is not known is one, too. */
function asDicts(left: Evaluation, right: Evaluation): readonly Evaluation[] {
  const areDicts = ({ values, reason }: Evaluation): boolean =>
    reason === null && values.length > 0 && values.every(isDict);
  const asDict = (one: Evaluation): Evaluation =>
    one.reason === null ? one : known(anyDict(one.reason), one.origins);
  return areDicts(left) || areDicts(right) ? [asDict(left), asDict(right)] : [left, right];
}

function booleanOperator(folding: Folding, node: Node, path: Path): Evaluation {
  const isOr = field(node, 'operator')?.text === 'or';
  const left = folding.child(field(node, 'left'), path);
  const right = (): Evaluation => folding.child(field(node, 'right'), path);
  const results = left.values.map((value) => {
    const verdict = truth(value);
    if (verdict === undefined) return unknown({ kind: 'truthNotKnown' }, [value], left.origins);
    return verdict === isOr ? known(value, left.origins) : withOrigin(right(), ...left.origins);
  });
  if (left.reason !== null) results.push(unknown(left.reason, [], left.origins), right());
  return oneOf(results);
}

function comparison(folding: Folding, node: Node, path: Path): Evaluation {
  const operands = parts(node);
  const operators = comparisonOperators(node);
  if (operands.length !== operators.length + 1) return unknown({ kind: 'comparisonNotFolded' });
  const [key, object] = operands;
  const there = operands.length === 2 && hasVariable(folding, key!, operators[0]!, object!, path);
  if (there) return there;
  return combine(
    operands.map((operand, i) => comparedWith(folding, operand, operators[i - 1], path)),
    (values) => {
      // `a < b < c` holds when each pair does.
      for (const [i, operator] of operators.entries()) {
        const verdict = compare(operator, values[i]!, values[i + 1]!);
        if (verdict.kind === 'notFolded' || truth(verdict) === false) return verdict;
      }
      return bool(true);
    },
  );
}

/** An operand of a comparison; what is sought `in` a set is sought in its elements. */
function comparedWith(folding: Folding, operand: Node, operator: string | undefined, path: Path): Evaluation {
  const isSought = operator === 'in' || operator === 'not in';
  return isSought && operand.type === 'set'
    ? sequence(folding, operand, path)
    : folding.evaluate(operand, path);
}

function conditional(folding: Folding, node: Node, path: Path): Evaluation {
  const [body, test, otherwise] = parts(node);
  if (!body || !test || !otherwise) return unknown({ kind: 'incomplete' });
  const { sure, usual } = weighed(folding, test, path);
  if (sure !== undefined) {
    const chosen = folding.evaluate(sure ? body : otherwise, path);
    return folding.variables.size === 0
      ? chosen
      : withOrigin(chosen, ...saidOrigins(folding.evaluate(test, path)));
  }
  const ways = [folding.evaluate(body, path), folding.evaluate(otherwise, path)];
  return oneOf(usual === false ? ways.reverse() : ways);
}

function subscript(folding: Folding, node: Node, path: Path): Evaluation {
  const object = field(node, 'value');
  const keys = node.childrenForFieldName('subscript').filter((child) => child.isNamed);
  const [key] = keys;
  if (!object || !key || keys.length !== 1) return unknown({ kind: 'incomplete' });
  const variable = variableItem(folding, object, key, path);
  if (variable) return variable;
  const owner = folding.classOf(object, path);
  const info = owner && classInfo(owner);
  if (info && isEnum(info)) return enumByName(info, folding.evaluate(key, path));
  const holder = folding.evaluate(object, path);
  if (key.type === 'slice') return slice(folding, holder, key, path);
  const index = folding.evaluate(key, path);
  const origins = [...holder.origins, ...index.origins];
  const results = holder.values.flatMap((value) => index.values.map((at) => item(value, at)));
  if (isSwitch(index) && holder.reason === null && holder.values.every(isTable))
    // What is there for the default comes first.
    return withOrigin(oneOf([...results.filter(isKnown), ...holder.values.flatMap(entriesOf)]), ...origins);
  const reason = holder.reason ?? index.reason;
  if (reason !== null || results.length === 0)
    return unknown(reason ?? { kind: 'subscriptNotKnown', expression: excerpt(node) }, [], origins);
  return withOrigin(oneOf(results), ...origins);
}

/**
 * Whether a key may turn out another: it is not known, or the environment sets it. Then any element of a table may be meant,
 * as any branch of an `if` on it would be.
 */
function isSwitch(index: Evaluation): boolean {
  return index.reason !== null || fromEnvironment(index);
}

function isKnown({ reason }: Evaluation): boolean {
  return reason === null;
}

function isTable(value: PyValue): boolean {
  return value.kind === 'openDict' || (value.kind === 'dict' && value.entries.size > 0) || isFull(value);
}

function isFull(value: PyValue): boolean {
  return (value.kind === 'list' || value.kind === 'tuple') && value.items.length > 0;
}

function entriesOf(value: PyValue): Evaluation[] {
  if (isDict(value)) {
    const reason = openness(value);
    return [...value.entries.values(), ...(reason === null ? [] : [unknown(reason)])];
  }
  return value.kind === 'list' || value.kind === 'tuple' ? value.items.map((each) => known(each)) : [];
}

/** `L[1:]`, `name[:4]`, `L[::-1]`: the grammar leaves out what is not given, so that the colons tell the places. */
function slice(folding: Folding, holder: Evaluation, node: Node, path: Path): Evaluation {
  const bounds: (Evaluation | undefined)[] = [undefined, undefined, undefined];
  let place = 0;
  for (const child of node.children) {
    if (child.type === ':') place++;
    else if (child.isNamed && child.type !== 'comment') bounds[place] = folding.evaluate(child, path);
  }
  return combine([holder, ...bounds.map((bound) => bound ?? known(NONE))], ([held, ...given]) =>
    sliced(held!, given),
  );
}

function item(holder: PyValue, at: PyValue): Evaluation {
  if ((holder.kind === 'list' || holder.kind === 'tuple') && at.kind === 'int') {
    const index = at.value < 0 ? holder.items.length + at.value : at.value;
    const found = holder.items[index];
    return found ? known(found) : unknown({ kind: 'noElement', index: at.value });
  }
  if (holder.kind === 'object' && holder.order && at.kind === 'int') {
    const found = holder.attributes.get(holder.order.at(at.value) ?? '');
    return found ?? unknown({ kind: 'noElement', index: at.value });
  }
  if (isDict(holder) && at.kind === 'str')
    return entryAt(holder, at.value) ?? unknown({ kind: 'noKey', key: at.value.slice(0, 40) });
  if (holder.kind === 'str' && at.kind === 'int') {
    const found = Array.from(holder.value).at(at.value);
    return found === undefined ? unknown({ kind: 'noCharacter', index: at.value }) : known(str(found));
  }
  return unknown({ kind: 'subscriptNotFolded' });
}

function concatenate(pieces: readonly PyValue[]): Folded {
  const texts = pieces.map((piece) => (piece.kind === 'str' ? piece.value : ''));
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length > MAX_TEXT ? TOO_LARGE : str(texts.join(''));
}

/** The operators of a comparison in order, between its operands: `not in` and `is not` are one. */
function comparisonOperators(node: Node): string[] {
  const operators: string[] = [];
  let words: string[] = [];
  for (const child of node.children) {
    if (!child.isNamed) words.push(child.text);
    else if (child.type !== 'comment' && words.length > 0) {
      operators.push(words.join(' '));
      words = [];
    }
  }
  return operators;
}
