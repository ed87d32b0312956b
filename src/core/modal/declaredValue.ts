import { single, type Evaluation, type ModalCall, type PyValue } from '../python/pyValue';
import type { Node } from 'web-tree-sitter';
import type { Converted } from './converted';
import type { Cron, Declared, ParameterValue, Period, TextRange } from './declaration';
import type { Reason } from './reason';

/** Turns what an expression can be into what a declaration says, keeping source, place and certainty. */
export function declared<T>(
  evaluation: Evaluation,
  convert: (value: PyValue) => Converted<T>,
  place: { readonly node: Node; readonly value: Node; readonly via: string | null },
): Declared<T> {
  let reason: Reason | null = evaluation.reason;
  const values: T[] = [];
  for (const each of evaluation.values) {
    const converted = convert(each);
    if ('value' in converted) values.push(converted.value);
    else reason ??= converted.refused;
  }
  if (values.length === 0) reason ??= { kind: 'noValue' };
  const status = reason !== null ? 'unknown' : values.length === 1 ? 'known' : 'range';
  return {
    source: place.value.text,
    line: place.value.startPosition.row + 1,
    status,
    value: status === 'known' ? values[0]! : null,
    candidates: status === 'known' ? [] : values,
    reason,
    origins: evaluation.origins,
    range: rangeOf(place.node),
    via: place.via,
    note: null,
    ignored: false,
  };
}

/** A value that is not given: Modal's default holds. */
export function absent<T>(line: number): Declared<T> {
  return {
    source: '',
    line,
    status: 'absent',
    value: null,
    candidates: [],
    reason: null,
    origins: [],
    range: null,
    via: null,
    note: null,
    ignored: false,
  };
}

export function rangeOf(node: Node): TextRange {
  const { startPosition: start, endPosition: end } = node;
  return { start: { line: start.row, column: start.column }, end: { line: end.row, column: end.column } };
}

/** A folded value as a parameter's value. */
export function parameterValue(value: PyValue): Converted<ParameterValue> {
  switch (value.kind) {
    case 'none':
      return { value: null };
    case 'bool':
    case 'int':
    case 'float':
    case 'str':
      return { value: value.value };
    case 'list':
    case 'tuple': {
      const items: ParameterValue[] = [];
      for (const item of value.items) {
        const converted = parameterValue(item);
        if ('refused' in converted) return converted;
        items.push(converted.value);
      }
      return { value: items };
    }
    case 'modal':
      return modalValue(value);
    case 'dict':
    case 'openDict':
    case 'object':
    case 'handle':
    case 'modalName':
      return { refused: { kind: 'notPlainValue' } };
  }
}

function modalValue(call: ModalCall): Converted<ParameterValue> {
  const name = call.path.replace(/^(schedule|retries)\./, '');
  if (name === 'Cron') return cron(call);
  if (name !== 'Period' && name !== 'Retries')
    return { refused: { kind: 'runtimeModalCall', call: call.path } };
  const fields: Record<string, number> = {};
  for (const [key, evaluation] of call.keywords) {
    const value = single(evaluation);
    if (value?.kind !== 'int' && value?.kind !== 'float')
      return { refused: { kind: 'modalArgumentNotKnown', argument: key, call: call.path } };
    fields[key] = value.value;
  }
  if (call.positional.length > 0) return { refused: { kind: 'takesKeywordsOnly', call: call.path } };
  return {
    value:
      name === 'Period' ? ({ type: 'period', ...fields } satisfies Period) : { type: 'retries', ...fields },
  };
}

function cron(call: ModalCall): Converted<Cron> {
  const text = call.keywords.get('cron_string') ?? call.positional[0];
  const zone = call.keywords.get('timezone') ?? call.positional[1];
  const expression = text && single(text);
  const timezone = zone && single(zone);
  if (expression?.kind !== 'str' || (zone && timezone?.kind !== 'str'))
    return { refused: { kind: 'scheduleNotKnown' } };
  return {
    value: {
      type: 'cron',
      cron: expression.value,
      timezone: timezone?.kind === 'str' ? timezone.value : 'UTC',
    },
  };
}
