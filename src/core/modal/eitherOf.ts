/** One of several calls: what any of them may say. */
import type { ModalArguments } from './arguments';
import type { Declared } from './declaration';
import type { ParameterName } from './parameters';

/** Of several possible calls, what any of them says: each value is one of theirs. */
export function eitherOf(calls: readonly ModalArguments[]): ModalArguments {
  const [first] = calls as readonly [ModalArguments, ...ModalArguments[]];
  const names = [...new Set(calls.flatMap(({ params }) => Object.keys(params) as ParameterName[]))];
  const params = Object.fromEntries(
    names.map(
      (name) =>
        [
          name,
          oneOfDeclared(
            calls.map((each) => each.params[name]),
            null,
          ),
        ] as const,
    ),
  );
  return {
    gpu: oneOfDeclared(
      calls.map(({ gpu }) => gpu),
      [],
    ),
    params,
    unreadSpreads: calls.flatMap(({ unreadSpreads }) => unreadSpreads),
    oldGpu: first.oldGpu,
  };
}

/** One of several values; where one is not given, `none` counts, which is Modal's default. */
function oneOfDeclared<T>(values: readonly (Declared<T> | undefined)[], none: T | null): Declared<T> {
  const given = values.filter((each) => each !== undefined);
  const first = given.find(({ status }) => status !== 'absent') ?? given[0]!;
  const known = values.flatMap((each): (T | null)[] =>
    each && each.candidates.length > 0
      ? [...each.candidates]
      : each?.status === 'unknown'
        ? []
        : [each?.value ?? none],
  );
  const distinct = [...new Map(known.map((each) => [JSON.stringify(each), each])).values()];
  const unknown = given.find(({ status }) => status === 'unknown');
  if (!unknown && distinct.length < 2) return first;
  const candidates = distinct as T[];
  const dependsOn = given.flatMap((each) => each.dependsOn ?? []);
  return unknown
    ? { ...unknown, candidates, ...(dependsOn.length > 0 ? { dependsOn } : {}) }
    : { ...first, status: 'range', value: null, candidates, range: null };
}
