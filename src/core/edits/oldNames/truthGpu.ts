import type { Evaluator } from '../../python/evaluate';
import type { Path } from '../../python/syntax';
import type { CallParts } from '../locateDecorator';
import { dominantQuote } from '../pythonSource';
import { spanOf } from '../replaceableValue';
import { edited, left, NO_FIX, type Fix } from './oldNameFix';

/** Writes `gpu=True` as `"any"`, `gpu=False` as `None`, and any other truth value by both of them. */
export function fixTruthGpu(ev: Evaluator, call: CallParts, path: Path): Fix {
  const value = call.given.keywords.findLast(({ name }) => name === 'gpu')?.value;
  if (!value) return NO_FIX;
  const { values, reason } = ev.evaluate(value, path);
  if (!values.some(({ kind }) => kind === 'bool')) return NO_FIX;
  const mayBeText = value.descendantsOfType('string').length > 0;
  if (reason !== null || mayBeText || values.some(({ kind }) => kind !== 'bool'))
    return left({ kind: 'mayBeTruthGpu', value: value.text });
  const quote = dominantQuote(ev.module);
  const any = `${quote}any${quote}`;
  if (value.type === 'true') return edited([{ ...spanOf(value), newText: any }]);
  if (value.type === 'false') return edited([{ ...spanOf(value), newText: 'None' }]);
  const test = LOOSE.has(value.type) ? `(${value.text})` : value.text;
  return edited([{ ...spanOf(value), newText: `${any} if ${test} else None` }]);
}

/** What does not hold together as the test of a conditional. */
const LOOSE = new Set(['conditional_expression', 'lambda', 'named_expression']);
