/**
 * The parameters that are given in a declaration or call, under their current names, and when two of them are equal.
 */
import type { Declared, ParameterValue, Subject } from '../../modal/declaration';
import type { Gpu } from '../../modal/gpu';
import type { Dependency } from '../../python/dependencies';
import { isParameterName, parameterInfo } from '../../modal/parameters';

/** A parameter, as a reader of the code knows it. */
export type GivenParameter =
  | { readonly status: 'known'; readonly value: GivenValue; readonly ignored: boolean }
  | { readonly status: 'range'; readonly candidates: readonly GivenValue[]; readonly ignored: boolean }
  | ({ readonly status: 'unknown'; readonly source: string } & Depending)
  /** A spread with unknown content, which may set anything: it is listed under its source. */
  | ({ readonly status: 'unread' } & Depending);

/** What is not known may change though its source stays the same: the code that it depends on. */
interface Depending {
  readonly dependsOn: readonly Dependency[];
}

export type GivenValue = ParameterValue | readonly Gpu[];

/** All given parameters by name, for example `gpu`, `min_containers`, `concurrent max_inputs`. */
export function givenParameters(subject: Subject): ReadonlyMap<string, GivenParameter> {
  const found = new Map<string, GivenParameter>();
  const put = (name: string, value: Declared<GivenValue>): void => {
    // What a spread may hold is listed as that.
    if (value.status !== 'absent' && value.reason?.kind !== 'mayComeFromSpread')
      found.set(name, given(value));
  };
  put('gpu', subject.gpu);
  const names = Object.keys(subject.params).filter(isParameterName);
  // An old name counts if the current one is not given.
  for (const name of names) if (!parameterInfo(name).old) put(name, subject.params[name]!);
  for (const name of names) {
    const use = parameterInfo(name).old?.use;
    if (use === undefined) continue;
    const present = isParameterName(use) ? use : 'concurrent max_inputs';
    if (!found.has(present)) put(present, subject.params[name]!);
  }
  if (subject.type === 'declaration') {
    for (const stacked of ['concurrent', 'batched', 'clustered'] as const)
      for (const [name, value] of Object.entries(subject[stacked] ?? {})) put(`${stacked} ${name}`, value);
  }
  const spreads = subject.type === 'declaration' ? subject.unreadSpreads : subject.changes?.unreadSpreads;
  for (const { source, dependsOn = [] } of spreads ?? []) found.set(source, { status: 'unread', dependsOn });
  return found;
}

function given({
  status,
  value,
  candidates,
  source,
  ignored,
  dependsOn = [],
}: Declared<GivenValue>): GivenParameter {
  if (status === 'known') return { status, value, ignored };
  return status === 'range' ? { status, candidates, ignored } : { status: 'unknown', source, dependsOn };
}

/**
 * A key that is the same for equal parameters, whatever the layout of an expression, and for every way to write no GPU.
 */
export function givenKey(parameter: GivenParameter): string {
  switch (parameter.status) {
    case 'known':
      return key(['known', plainValue(parameter.value), parameter.ignored]);
    case 'range':
      return key(['range', parameter.candidates.map(plainValue), parameter.ignored]);
    case 'unknown':
      return key(['unknown', parameter.source.replace(/\s+/g, ' ')]);
    case 'unread':
      return key(['unread']);
  }
}

/** JSON has only finite numbers. */
function key(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'number' && !Number.isFinite(each) ? String(each) : each,
  );
}

/** One GPU is a list of one, and no GPU an empty one. */
function plainValue(value: GivenValue): unknown {
  if (!isGpuList(value)) return value;
  const options = value.map(({ type, count }) => (type === null ? null : [type, count]));
  return options.length > 1 ? options : (options[0] ?? null);
}

export function isGpuList(value: GivenValue): value is readonly Gpu[] {
  return (
    Array.isArray(value) &&
    value.every((each) => typeof each === 'object' && each !== null && 'count' in each)
  );
}
