/** Values of a team file that have no effect, since the code says what they would. */
import { parameter } from '../../cost/quantities';
import type { Declaration, Declared } from '../../modal/declaration';
import { isOpen, keysFor, mayBeInSpread } from './applyTeam';
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
    [...uses.get(key)!].flatMap(([name, { isUsed, first }]): TeamNote[] => {
      const { pattern, values } = key;
      const isAll = isWhole || (pattern.file.exact && pattern.name.exact);
      if (isUsed || !isAll) return [];
      const value = declaredValue(first, name);
      const variable = value?.origins.find((origin) => origin.kind === 'environment' && !origin.saidIn);
      return [
        {
          kind: 'valueWithoutEffect',
          value: name,
          declaration: `${first.file}::${first.qualname}`,
          isInCode: value !== undefined,
          variable: variable?.name ?? null,
          range: values.places.get(name)!,
        },
      ];
    }),
  );
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
      const isUsed = before?.isUsed === true || takesValue(declaration, name);
      uses.get(key)!.set(name, { isUsed, first: before?.first ?? declaration });
    }
}

/** Whether a declaration leaves a value to the team file: the rule of `applyValues`. */
function takesValue(declaration: Declaration, name: TeamValueName): boolean {
  const value = declaredValue(declaration, name);
  if (value) return isOpen(value);
  return name !== 'gpu' && name !== 'cluster_size' && mayBeInSpread(declaration);
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
