/** What a team file says without effect: keys that match nothing, and what the code, a comment or a schedule says instead. */
import type { Assessment } from '../../cost/assess';
import type { Declaration } from '../../modal/declaration';
import type { UsageField } from '../../modal/usageFields';
import { nearestWord } from '../../text/nearestWord';
import { keysFor } from './applyTeam';
import { idleValues, isSeen, keyOf } from './idleValues';
import { fileMatches, type KeyPattern } from './keyPattern';
import type { Team, TeamDeclaration, TeamNote } from './team';

/** What is known of the code that a team file is for. */
export interface SeenCode {
  /** As they are written: without the values of the team file. */
  readonly declarations: readonly Declaration[];
  readonly assessments: readonly Assessment[];
  /** Whether these are all of the workspace: only then can a key be known to match no other. */
  readonly isWhole: boolean;
  /** The files that could not be read. */
  readonly unread: readonly string[];
  /** Whether code depends on an environment variable; absent if that is not known. */
  readonly isAsked?: (variable: string) => boolean;
}

/** In the order of the team file. */
export function withoutEffect(team: Team, code: SeenCode): readonly TeamNote[] {
  const { declarations, isWhole } = code;
  return [
    ...(isWhole ? idleKeys(team, code) : []),
    ...idleValues(team, declarations, isWhole),
    ...idleUsage(team, code),
    ...(isWhole ? idleVariables(team, code) : []),
  ].sort((a, b) => a.range.start.line - b.range.start.line);
}

/** Most likely misspelled, or of something that has gone. */
function idleKeys(team: Team, { declarations, unread }: SeenCode): TeamNote[] {
  const used = new Set(declarations.flatMap((each) => keysFor(team, each)));
  const mayBeUnread = (pattern: KeyPattern): boolean => unread.some((file) => fileMatches(pattern, file));
  return team.declarations
    .filter((key) => !used.has(key) && !mayBeUnread(key.pattern))
    .map(({ pattern: { source }, range }) => ({
      kind: 'keyWithoutEffect',
      key: source,
      nearest: nearestWord(source, declarations.map(keyOf)) ?? null,
      range,
    }));
}

/** The usage of keys that no declaration takes from them. */
function idleUsage(team: Team, { assessments, isWhole }: SeenCode): TeamNote[] {
  const given = team.declarations.filter((key) => key.usagePlaces.size > 0 && isSeen(key, isWhole));
  if (given.length === 0) return [];
  const idle = new Map(given.map((key) => [key, new Map<UsageField, TeamNote | null>()]));
  for (const assessment of assessments) {
    const { subject } = assessment.estimate;
    if (subject.type === 'call') continue;
    for (const key of keysFor(team, subject))
      for (const [field, range] of idle.has(key) ? key.usagePlaces : []) {
        const notes = idle.get(key)!;
        const saidBy = saidInstead(assessment, field, key);
        if (saidBy === null) notes.set(field, null);
        else if (notes.get(field) === undefined)
          notes.set(field, { kind: 'usageWithoutEffect', field, declaration: keyOf(subject), saidBy, range });
      }
  }
  return [...idle.values()].flatMap((notes) => [...notes.values()]).filter((note) => note !== null);
}

type SaidBy = Extract<TeamNote, { readonly kind: 'usageWithoutEffect' }>['saidBy'];

/** What of a sandbox counts for nothing. */
const NOT_OF_SANDBOXES: ReadonlySet<UsageField> = new Set([
  'concurrency',
  'startupSeconds',
  'interactive',
  'needs',
]);

/** What says a usage in the place of a key; null if nothing does, or something that is not in the code. */
function saidInstead(
  { estimate, usage }: Assessment,
  field: UsageField,
  { line }: TeamDeclaration,
): SaidBy | null {
  const origin = usage?.origins[field];
  if (origin?.source === 'comment') return 'comment';
  if (origin?.source !== 'team' || (origin.where?.kind === 'teamFile' && origin.where.line !== line))
    return null;
  if (estimate.scheduled !== null && field === 'requestsPerDay') return 'schedule';
  return estimate.settings.isSandbox && NOT_OF_SANDBOXES.has(field) ? 'sandbox' : null;
}

function idleVariables({ envPlaces }: Team, { isAsked, unread }: SeenCode): TeamNote[] {
  if (!isAsked || unread.length > 0) return [];
  return envPlaces
    .filter(({ variable }) => !isAsked(variable))
    .map(({ variable, range }) => ({ kind: 'variableWithoutEffect', variable, range }));
}
