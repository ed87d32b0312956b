/** Why a declaration's figures differ between two states. */
import type { Assessment } from '../../cost/assess';
import { USAGE_FIELDS } from '../../modal/usageFields';
import { parametersOf } from './signature';
import { t } from '../../render/words/translate';

/** One thing that differs; null: not given. */
export interface Cause {
  /** `prices`: the book, or the length of a month; `identity`: the kind or the app of a declaration. */
  readonly what: 'parameter' | 'usage' | 'prices' | 'identity';
  /** Such as `gpu`, `min_containers`, `concurrent max_inputs`, `requests_per_day`. */
  readonly name: string;
  /** As Python would write it: `"A10"`, `1`. */
  readonly before: string | null;
  readonly after: string | null;
}

/** All that differs: parameters, usage, prices, identity, each by name. */
export function causesOf(before: Assessment, after: Assessment): readonly Cause[] {
  return [
    ...differences('parameter', parametersOf(before.estimate.subject), parametersOf(after.estimate.subject)),
    ...differences('usage', usageOf(before), usageOf(after)),
    ...differences('prices', pricesOf(before), pricesOf(after)),
    ...differences('identity', identityOf(before), identityOf(after)),
  ];
}

type Facts = ReadonlyMap<string, string>;

function differences(what: Cause['what'], before: Facts, after: Facts): Cause[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before.get(name) ?? null, after.get(name) ?? null];
    return was === is ? [] : [{ what, name, before: was, after: is }];
  });
}

/** What somebody has said of the use; what the code says of it is among its parameters. */
function usageOf({ usage }: Assessment): Facts {
  const said = USAGE_FIELDS.flatMap(({ field, name }) => {
    const source = usage?.origins[field].source;
    const value = usage?.usage[field];
    return source === undefined || source === 'default' || source === 'code' || value == null
      ? []
      : [[name, String(value)] as const];
  });
  return new Map(said);
}

function pricesOf({ estimate: { context } }: Assessment): Facts {
  const { book, hoursPerMonth, discounts } = context;
  return new Map([
    [t('price book'), book.id],
    [t('hours of a month'), String(hoursPerMonth)],
    ...(discounts
      ? [
          ['discount', String(discounts.all)] as const,
          ...[...discounts.gpus].map(([gpu, factor]) => [t('discount of {0}', gpu), String(factor)] as const),
        ]
      : []),
  ]);
}

function identityOf({ estimate: { subject } }: Assessment): Facts {
  return subject.type === 'declaration'
    ? new Map([
        ['kind', subject.kind],
        ['app', subject.app],
      ])
    : new Map();
}
