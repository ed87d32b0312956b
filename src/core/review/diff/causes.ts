/** Why a declaration's figures differ between two states. */
import type { Assessment } from '../../cost/assess';
import { FIT_FIELDS, USAGE_FIELDS, type UsageField, type UsageFigure } from '../../modal/usageFields';
import type { DeclarationKind } from '../../modal/declaration';
import type { Dependency } from '../../python/dependencies';
import { givenKey, givenParameters, type GivenParameter } from './givenParameters';

/** One difference, with the values before and after; null: not given. */
export type Cause =
  | ({
      readonly what: 'parameter';
      /** A spread with unknown content is named by its source. */
      readonly kind: 'parameter' | 'spread';
      /** For example `gpu`, `min_containers`, `concurrent max_inputs`. */
      readonly name: string;
    } & Sides<GivenParameter>)
  /** A value that is unknown on both sides and written the same, while code that it depends on differs. */
  | ({
      readonly what: 'parameter';
      readonly kind: 'dependency';
      readonly name: string;
      /** Where that code is, or was if it is there no more. */
      readonly at: Dependency;
      readonly isGone: boolean;
    } & Sides<GivenParameter>)
  | ({ readonly what: 'usage'; readonly kind: 'usageField'; readonly field: UsageField } & Sides<UsageFigure>)
  | ({ readonly what: 'prices'; readonly kind: 'hoursPerMonth' | 'discount' } & Sides<number>)
  | ({ readonly what: 'prices'; readonly kind: 'gpuDiscount'; readonly gpu: string } & Sides<number>)
  | ({ readonly what: 'identity'; readonly kind: 'app' } & Sides<string>)
  | ({ readonly what: 'identity'; readonly kind: 'declarationKind' } & Sides<DeclarationKind>);

interface Sides<T> {
  readonly before: T | null;
  readonly after: T | null;
}

/** All differences: parameters, usage, prices, identity; each by name. */
export function causesOf(before: Assessment, after: Assessment): readonly Cause[] {
  return [
    ...parameterCauses(before, after),
    ...usageCauses(before, after),
    ...priceCauses(before, after),
    ...identityCauses(before, after),
  ];
}

function parameterCauses(before: Assessment, after: Assessment): Cause[] {
  const [was, is] = [before, after].map(({ estimate }) => givenParameters(estimate.subject));
  const given = differences(was!, is!, givenKey).map(({ name, ...sides }): Cause => {
    const isSpread = (sides.before ?? sides.after)?.status === 'unread';
    return { what: 'parameter', kind: isSpread ? 'spread' : 'parameter', name, ...sides };
  });
  const differ = new Set(given.map((each) => (each.what === 'parameter' ? each.name : '')));
  const same = [...was!].filter(([name]) => !differ.has(name));
  return [
    ...given,
    ...same.flatMap(([name, before]): Cause[] => {
      const after = is!.get(name) ?? null;
      const found = changedDependency(dependenciesOf(before), dependenciesOf(after));
      return found ? [{ what: 'parameter', kind: 'dependency', name, before, after, ...found }] : [];
    }),
  ];
}

function dependenciesOf(given: GivenParameter | null): readonly Dependency[] {
  return given && 'dependsOn' in given ? given.dependsOn : [];
}

/** The first code that differs, of what a value depended on and depends on; undefined where none does. */
function changedDependency(
  before: readonly Dependency[],
  after: readonly Dependency[],
): { readonly at: Dependency; readonly isGone: boolean } | undefined {
  const at = after.find(({ text }, i) => text !== before[i]?.text);
  const without = (all: readonly Dependency[], others: readonly Dependency[]): Dependency | undefined => {
    const texts = new Set(others.map(({ text }) => text));
    return all.find(({ text }) => !texts.has(text));
  };
  if (!at && after.length === before.length) return undefined;
  const added = without(after, before);
  if (added) return { at: added, isGone: false };
  const gone = without(before, after);
  return gone ? { at: gone, isGone: true } : { at: at ?? before[after.length]!, isGone: !at };
}

function usageCauses(before: Assessment, after: Assessment): Cause[] {
  const names = new Map(USAGE_FIELDS.map(({ field, name }) => [name, field]));
  return differences(usageOf(before), usageOf(after), String).map(({ name, ...sides }): Cause => {
    return { what: 'usage', kind: 'usageField', field: names.get(name)!, ...sides };
  });
}

/** The usage from outside the code that a cost depends on; usage in the code is part of its parameters. */
function usageOf({ usage }: Assessment): ReadonlyMap<string, UsageFigure> {
  const said = USAGE_FIELDS.filter(({ field }) => !FIT_FIELDS.has(field)).flatMap(({ field, name }) => {
    const source = usage?.origins[field].source;
    const value = usage?.usage[field];
    return source === undefined || source === 'default' || source === 'code' || value == null
      ? []
      : [[name, value] as const];
  });
  return new Map(said);
}

function priceCauses(before: Assessment, after: Assessment): Cause[] {
  const [was, is] = [before.estimate.context, after.estimate.context];
  const gpus = differences(was.discounts?.gpus ?? NOTHING, is.discounts?.gpus ?? NOTHING);
  return [
    ...differing(was.discounts?.all ?? null, is.discounts?.all ?? null).map((sides): Cause => {
      return { what: 'prices', kind: 'discount', ...sides };
    }),
    ...gpus.map(({ name, ...sides }): Cause => {
      return { what: 'prices', kind: 'gpuDiscount', gpu: name, ...sides };
    }),
    ...differing(was.hoursPerMonth, is.hoursPerMonth).map((sides): Cause => {
      return { what: 'prices', kind: 'hoursPerMonth', ...sides };
    }),
  ];
}

const NOTHING: ReadonlyMap<string, number> = new Map();

function identityCauses(before: Assessment, after: Assessment): Cause[] {
  const [was, is] = [before.estimate.subject, after.estimate.subject];
  if (was.type === 'call' || is.type === 'call') return [];
  return [
    ...differing(was.app, is.app).map((sides): Cause => ({ what: 'identity', kind: 'app', ...sides })),
    ...differing(was.kind, is.kind).map((sides): Cause => {
      return { what: 'identity', kind: 'declarationKind', ...sides };
    }),
  ];
}

function differing<T>(before: T | null, after: T | null): Sides<T>[] {
  return before === after ? [] : [{ before, after }];
}

/** The differences between two sets of named values, by name. */
function differences<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  keyOf: (value: T) => unknown = (value) => value,
): (Sides<T> & { readonly name: string })[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before.get(name) ?? null, after.get(name) ?? null];
    const same = was !== null && is !== null ? keyOf(was) === keyOf(is) : was === is;
    return same ? [] : [{ name, before: was, after: is }];
  });
}
