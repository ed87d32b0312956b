/** Applies a team file to one declaration. */
import { parameter } from '../../cost/quantities';
import type { UsageLayer } from '../../cost/usage';
import type { Declaration, Declared, DeclaredParameter } from '../../modal/declaration';
import type { DeclaredNote } from '../../modal/declaredNote';
import { oldSpellings } from '../../modal/parameters';
import { keysMatching } from './keyIndex';
import { type Team, type TeamDeclaration, type TeamIgnore, type TeamValues } from './team';

/** The keys that match a declaration, the most specific first; of equally specific ones the first in the file. */
export function keysFor(team: Team, declaration: Declaration): readonly TeamDeclaration[] {
  return keysMatching(team.declarations, declaration);
}

/** The usage of the declaration in the team file: one layer per key that gives some, the nearest first. */
export function usageLayersFor(team: Team, declaration: Declaration): readonly UsageLayer[] {
  const keys = keysFor(team, declaration).filter(
    ({ usage, trace }) => trace ?? Object.keys(usage).length > 0,
  );
  return keys.map(({ usage, trace, line }, i) => ({
    source: 'team',
    values: usage,
    ...(trace ? { trace } : {}),
    where: { kind: 'teamFile', line, keys: i === 0 ? keys.length : 1 },
  }));
}

/**
 * The declaration with the values of the team file for what the code leaves open: values that are only known at run
 * time, have several candidates, or may be in a spread. Values that the code determines stay.
 */
export function applyValues(team: Team, declaration: Declaration): Declaration {
  const keys = keysFor(team, declaration);
  if (keys.length === 0) return declaration;
  let { gpu, clustered } = declaration;
  const params: Record<string, DeclaredParameter> = { ...declaration.params };
  const note = ({ line }: TeamDeclaration): DeclaredNote => ({ kind: 'teamValue', line, keys: keys.length });
  const saying = (has: (values: TeamValues) => boolean): TeamDeclaration | undefined =>
    keys.find(({ values }) => has(values));

  const ofGpu = saying((values) => values.gpu !== undefined);
  if (ofGpu && isOpen(gpu)) gpu = filled(gpu, ofGpu.values.gpu!, note(ofGpu));

  const ofSize = saying((values) => values.clusterSize !== undefined);
  const size = clustered?.size;
  if (ofSize && size && isOpen(size))
    clustered = { ...clustered, size: filled(size, ofSize.values.clusterSize!, note(ofSize)) };

  for (const name of new Set(keys.flatMap(({ values }) => [...values.params.keys()]))) {
    const key = saying((values) => values.params.has(name))!;
    const given = parameter(params, name);
    const spelling = [name, ...oldSpellings(name)].find((each) => params[each] === given && given) ?? name;
    if (given ? isOpen(given) : mayBeInSpread(declaration))
      params[spelling] = filled(given ?? nothing(declaration), key.values.params.get(name)!, note(key));
  }
  return { ...declaration, gpu, clustered, params };
}

/** Whether `applyValues` has set a value. */
export function isTeamValue({ note }: Declared<unknown>): boolean {
  return note?.kind === 'teamValue';
}

/** The rules that the team file silences for the declaration, with the reason from the nearest key. */
export function ignoresFor(team: Team, declaration: Declaration): readonly TeamIgnore[] {
  return keysFor(team, declaration).flatMap(({ ignore }) => ignore);
}

/** Whether the code leaves a value open, so that the team file may give it. */
export function isOpen({ status }: Declared<unknown>): boolean {
  return status === 'unknown' || status === 'range';
}

/** Whether a value that the code does not give may be in a spread all the same. */
export function mayBeInSpread({ unreadSpreads }: Declaration): boolean {
  return unreadSpreads.length > 0;
}

function filled<T>(open: Declared<T>, value: T, note: DeclaredNote): Declared<T> {
  return { ...open, status: 'known', value, candidates: [], reason: null, note, ignored: false };
}

function nothing({ line, unreadSpreads }: Declaration): DeclaredParameter {
  const [spread] = unreadSpreads;
  return {
    source: spread?.source ?? '',
    line: spread?.line ?? line,
    status: 'absent',
    value: null,
    candidates: [],
    reason: null,
    origins: [],
    range: null,
    via: spread?.source ?? null,
    note: null,
    ignored: false,
  };
}
