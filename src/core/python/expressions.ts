import type { Node } from 'web-tree-sitter';
import { foldCall } from './callExpressions';
import type { Evaluator } from './evaluate';
import { format, parseNumber, unescape } from './literals';
import { binary, compare, MAX_ITEMS, MAX_TEXT, tooLarge, unary } from './operators';
import { field, parts, quote, type Path } from './syntax';
import {
  bool,
  combine,
  known,
  MAX_CANDIDATES,
  NONE,
  oneOf,
  single,
  str,
  truth,
  unknown,
  withOrigin,
  type Evaluation,
  type PyValue,
} from './pyValue';
import { t } from '../render/words/translate';

/** What an expression can be, by its form: literals, operators, collections, conditionals; names and calls are for others. */
export function fold(ev: Evaluator, node: Node, path: Path): Evaluation {
  switch (node.type) {
    case 'none':
      return known(NONE);
    case 'true':
      return known(bool(true));
    case 'false':
      return known(bool(false));
    case 'integer':
    case 'float': {
      const value = parseNumber(node.text);
      return value ? known(value) : unknown(t('it is a number too large to price'));
    }
    case 'string':
    case 'concatenated_string':
      return foldString(ev, node, path);
    case 'identifier':
      return ev.name(node, path);
    case 'attribute':
      return ev.attribute(node, path);
    case 'parenthesized_expression':
      return ev.child(parts(node)[0], path);
    case 'named_expression':
      return ev.child(field(node, 'value'), path);
    case 'list':
    case 'tuple':
    case 'expression_list':
      return sequence(ev, node, path);
    case 'dictionary':
      return dictionary(ev, node, path);
    case 'unary_operator':
      return combine([ev.child(field(node, 'argument'), path)], ([value]) =>
        unary(node.child(0)?.text ?? '', value!),
      );
    case 'not_operator':
      return combine([ev.child(field(node, 'argument'), path)], ([value]) => {
        const verdict = truth(value!);
        return verdict === undefined ? t('the truth of this value is not known here') : bool(!verdict);
      });
    case 'binary_operator':
      return binaryOperator(ev, node, path);
    case 'boolean_operator':
      return booleanOperator(ev, node, path);
    case 'comparison_operator':
      return comparison(ev, node, path);
    case 'conditional_expression':
      return conditional(ev, node, path);
    case 'subscript':
      return subscript(ev, node, path);
    case 'call':
      return foldCall(ev, node, path);
    default:
      return unknown(t('{0} is only known when the code runs', quote(node)));
  }
}

function foldString(ev: Evaluator, node: Node, path: Path): Evaluation {
  if (node.type === 'concatenated_string') {
    return combine(
      parts(node).map((part) => ev.evaluate(part, path)),
      concatenate,
    );
  }
  const start = node.child(0)?.text.toLowerCase() ?? '';
  if (/[bt]/.test(start.replace(/["']/g, ''))) return unknown(t('it is not a plain string'));
  const raw = start.includes('r');
  if (!raw && node.text.includes('\\N{'))
    return unknown(t('it names a character that is not looked up here'));
  const formatted = start.includes('f');
  const pieces = parts(node)
    .filter((part) => part.type === 'string_content' || part.type === 'interpolation')
    .map((part) => {
      if (part.type === 'interpolation') return interpolation(ev, part, path);
      const text = unescape(part.text, raw);
      return known(str(formatted ? text.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : text));
    });
  return combine(pieces, concatenate);
}

function interpolation(ev: Evaluator, node: Node, path: Path): Evaluation {
  const spec = field(node, 'format_specifier')?.text.replace(/^:/, '') ?? '';
  const conversion = field(node, 'type_conversion')?.text;
  if (node.children.some((child) => child.type === '=')) return unknown(t('it prints its own text'));
  return combine([ev.child(field(node, 'expression'), path)], ([value]) => {
    if (conversion && conversion !== '!s')
      return t('the conversion `{0}` is not worked out here', conversion);
    const text = format(value!, spec);
    return text === undefined ? t('its format is not worked out here') : str(text);
  });
}

function sequence(ev: Evaluator, node: Node, path: Path): Evaluation {
  const kind = node.type === 'list' ? 'list' : 'tuple';
  const elements = parts(node);
  if (elements.length > MAX_ITEMS) return unknown(t('it is too long to work out here'));
  const starred = elements.map((each) => each.type === 'list_splat');
  return combine(
    elements.map((element, i) => ev.child(starred[i] ? parts(element)[0] : element, path)),
    (values) => {
      const items: PyValue[] = [];
      for (const [i, value] of values.entries()) {
        if (!starred[i]) items.push(value);
        else if (value.kind === 'list' || value.kind === 'tuple') items.push(...value.items);
        else return t('it spreads a value that is not a list');
      }
      return items.length > MAX_ITEMS ? t('it is too long to work out here') : { kind, items };
    },
  );
}

function dictionary(ev: Evaluator, node: Node, path: Path): Evaluation {
  // A spread that can be several dicts makes as many of this one; what comes later hides what was there.
  let variants = [new Map<string, Evaluation>()];
  for (const entry of parts(node)) {
    if (entry.type === 'dictionary_splat') {
      const spread = ev.child(parts(entry)[0], path);
      if (spread.reason !== null) return unknown(spread.reason);
      const dicts = spread.values.map((each) => (each.kind === 'dict' ? each.entries : undefined));
      if (dicts.includes(undefined)) return unknown(t('it spreads a value that is not a dict'));
      variants = variants.flatMap((variant) => dicts.map((dict) => new Map([...variant, ...dict!])));
    } else {
      const key = single(ev.child(field(entry, 'key'), path));
      if (key?.kind !== 'str') return unknown(t('a key of the dict is not known here, or no string'));
      const value = ev.child(field(entry, 'value'), path);
      for (const variant of variants) variant.set(key.value, value);
    }
    if (variants.length > MAX_CANDIDATES || (variants[0]?.size ?? 0) > MAX_ITEMS)
      return unknown(t('it is too long to work out here'));
  }
  return oneOf(variants.map((entries) => known({ kind: 'dict', entries })));
}

function binaryOperator(ev: Evaluator, node: Node, path: Path): Evaluation {
  const operator = field(node, 'operator')?.text ?? '';
  const operands = [ev.child(field(node, 'left'), path), ev.child(field(node, 'right'), path)];
  return combine(operands, ([a, b]) => binary(operator, a!, b!));
}

function booleanOperator(ev: Evaluator, node: Node, path: Path): Evaluation {
  const isOr = field(node, 'operator')?.text === 'or';
  const left = ev.child(field(node, 'left'), path);
  const right = (): Evaluation => ev.child(field(node, 'right'), path);
  const results = left.values.map((value) => {
    const verdict = truth(value);
    if (verdict === undefined)
      return unknown(t('the truth of this value is not known here'), [value], left.origins);
    return verdict === isOr ? known(value, left.origins) : withOrigin(right(), ...left.origins);
  });
  if (left.reason !== null) results.push(unknown(left.reason, [], left.origins), right());
  return oneOf(results);
}

function comparison(ev: Evaluator, node: Node, path: Path): Evaluation {
  const operands = parts(node);
  const operators = comparisonOperators(node);
  if (operands.length !== operators.length + 1) return unknown(t('the comparison is not worked out here'));
  return combine(
    operands.map((operand) => ev.evaluate(operand, path)),
    (values) => {
      // `a < b < c` holds when each pair does.
      for (const [i, operator] of operators.entries()) {
        const verdict = compare(operator, values[i]!, values[i + 1]!);
        if (typeof verdict === 'string' || truth(verdict) === false) return verdict;
      }
      return bool(true);
    },
  );
}

function conditional(ev: Evaluator, node: Node, path: Path): Evaluation {
  const [body, test, otherwise] = parts(node);
  if (!body || !test || !otherwise) return unknown(t('the expression is not complete'));
  const verdict = ev.decide(test, path);
  if (verdict !== undefined) return ev.evaluate(verdict ? body : otherwise, path);
  return oneOf([ev.evaluate(body, path), ev.evaluate(otherwise, path)]);
}

function subscript(ev: Evaluator, node: Node, path: Path): Evaluation {
  const object = field(node, 'value');
  const keys = node.childrenForFieldName('subscript').filter((child) => child.isNamed);
  const [key] = keys;
  if (!object || !key || keys.length !== 1) return unknown(t('the expression is not complete'));
  if (ev.module.realName(object) === 'os.environ') {
    const variable = single(ev.evaluate(key, path));
    const name = variable?.kind === 'str' ? variable.value : key.text;
    return unknown(t('the environment variable {0} is read without a default', name));
  }
  const holder = ev.evaluate(object, path);
  const index = ev.evaluate(key, path);
  const origins = [...holder.origins, ...index.origins];
  const results = holder.values.flatMap((value) => index.values.map((at) => item(value, at)));
  const reason = holder.reason ?? index.reason;
  if (reason !== null || results.length === 0)
    return unknown(reason ?? t('{0} is not known here', quote(node)), [], origins);
  return withOrigin(oneOf(results), ...origins);
}

function item(holder: PyValue, at: PyValue): Evaluation {
  if ((holder.kind === 'list' || holder.kind === 'tuple') && at.kind === 'int') {
    const index = at.value < 0 ? holder.items.length + at.value : at.value;
    const found = holder.items[index];
    return found ? known(found) : unknown(t('there is no element {0}', at.value));
  }
  if (holder.kind === 'dict' && at.kind === 'str') {
    return holder.entries.get(at.value) ?? unknown(t('there is no key "{0}"', at.value.slice(0, 40)));
  }
  if (holder.kind === 'str' && at.kind === 'int') {
    const found = Array.from(holder.value).at(at.value);
    return found === undefined ? unknown(t('there is no character {0}', at.value)) : known(str(found));
  }
  return unknown(t('the subscript is not worked out here'));
}

function concatenate(pieces: readonly PyValue[]): PyValue | string {
  const texts = pieces.map((piece) => (piece.kind === 'str' ? piece.value : ''));
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length > MAX_TEXT ? tooLarge() : str(texts.join(''));
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
