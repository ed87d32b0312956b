/** Values of a team file that have no effect, since the code says what they would, or cannot have them. */
import { parameter } from '../../cost/quantities';
import type { Declaration, Declared } from '../../modal/declaration';
import { keysFor, mayBeInSpread, takes } from './applyTeam';
import type { Team, TeamDeclaration, TeamNote, TeamValueName } from './team';

/** @param isWhole whether these are all declarations of the workspace: only then can a glob be known to match no other */
export function idleValues(
  team: Team,
  declarations: readonly Declaration[],
  isWhole: boolean,
): readonly TeamNote[] {
  const given = team.declarations.filter(({ values }) => values.places.size > 0);
  if (given.length === 0) return [];
  const uses = new Map(given.map((key) => [key, new Map<TeamValueName, Use>()]));
  for (const declaration of declarations) countUses(team, declaration, uses);
  return given.flatMap((key) =>
    [...uses.get(key)!].flatMap(([name, { isUsed, first }]): TeamNote[] =>
      isUsed || !isSeen(key, isWhole) ? [] : [noteOn(key, name, first)],
    ),
  );
}

/** Whether all that a key matches has been seen: only then can it be said that it has no effect. */
export function isSeen({ pattern }: TeamDeclaration, isWhole: boolean): boolean {
  return isWhole || (pattern.file.exact && pattern.name.exact);
}

/** A declaration as a key names it. */
export function keyOf({ file, qualname }: Declaration): string {
  return `${file}::${qualname}`;
}

function noteOn({ values }: TeamDeclaration, name: TeamValueName, first: Declaration): TeamNote {
  const value = declaredValue(first, name);
  const range = values.places.get(name)!;
  const declaration = keyOf(first);
  if (value?.status === 'range')
    return { kind: 'valueOutsideRange', value: name, declaration, candidates: value.candidates, range };
  const variable = value?.origins.find((origin) => origin.kind === 'environment' && !origin.saidIn);
  return {
    kind: 'valueWithoutEffect',
    value: name,
    declaration,
    isInCode: value !== undefined,
    variable: variable?.name ?? null,
    range,
  };
}

interface Use {
  readonly isUsed: boolean;
  /** The first declaration that the key would give the value to. */
  readonly first: Declaration;
}

function countUses(
  team: Team,
  declaration: Declaration,
  uses: ReadonlyMap<TeamDeclaration, Map<TeamValueName, Use>>,
): void {
  const seen = new Set<TeamValueName>();
  for (const key of keysFor(team, declaration))
    for (const name of key.values.places.keys()) {
      // A more specific key gives it.
      if (seen.has(name)) continue;
      seen.add(name);
      const before = uses.get(key)!.get(name);
      const isUsed = before?.isUsed === true || takesValue(declaration, name, key);
      uses.get(key)!.set(name, { isUsed, first: before?.first ?? declaration });
    }
}

/** Whether a declaration takes a value from a key: the rule of `applyValues`. */
function takesValue(declaration: Declaration, name: TeamValueName, { values }: TeamDeclaration): boolean {
  const declared = declaredValue(declaration, name);
  switch (name) {
    case 'gpu':
      return declared !== undefined && takes(declared, values.gpu);
    case 'cluster_size':
      return declared !== undefined && takes(declared, values.clusterSize);
    default:
      return declared ? takes(declared, values.params.get(name)) : mayBeInSpread(declaration, name);
  }
}

/** What the code says of a value; undefined where it says nothing. */
function declaredValue(declaration: Declaration, name: TeamValueName): Declared<unknown> | undefined {
  switch (name) {
    case 'gpu':
      return declaration.gpu.status === 'absent' ? undefined : declaration.gpu;
    case 'cluster_size':
      return declaration.clustered?.size;
    default:
      return parameter(declaration.params, name);
  }
}
