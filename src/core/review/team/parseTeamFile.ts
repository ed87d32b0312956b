/** Reads `modal-cost.json`. Every problem is reported at its place; the rest of the file applies. */
import type { JsonNode } from '../../json/jsonNode';
import { readJsonTree } from '../../json/jsonTree';
import { readApps, readBillFiles, readMetricsColumns } from './readActual';
import { readBudgets } from './readBudgets';
import { readData } from './readData';
import { readDeclarations } from './readDeclarations';
import { readEnv } from './readEnv';
import { readDiscounts, readPriceBook } from './readPrices';
import { readRules } from './readRules';
import { NO_TEAM, type Team, type TeamNote, type TeamProblem } from './team';
import { HOURS_PER_MONTH, MAX_TEAM_LENGTH, TEAM_JSON, TEAM_KEYS } from './teamFields';
import { TeamReader, type Field } from './teamReader';

export interface TeamResult {
  /** The valid part of the file, which applies. */
  readonly team: Team;
  readonly problems: readonly TeamProblem[];
  /** What applies, but not as it is written. */
  readonly notes: readonly TeamNote[];
}

/** Reads the text of a team file. Never throws; reports at most 50 problems. */
export function parseTeamFile(text: string): TeamResult {
  const reader = new TeamReader(text);
  if (text.length > MAX_TEAM_LENGTH) {
    reader.problem('$', { start: 0, end: 0 }, { kind: 'tooManyCharacters', max: MAX_TEAM_LENGTH });
    return { team: NO_TEAM, problems: reader.problems, notes: [] };
  }
  const { root, problems } = readJsonTree(text, TEAM_JSON);
  for (const { problem, start, end } of problems) reader.problem('$', { start, end }, problem);
  const team = root ? readTeam(reader, root) : NO_TEAM;
  const sorted = reader.problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { team, problems: sorted.slice(0, TEAM_JSON.maxProblems), notes: reader.notes };
}

function readTeam(reader: TeamReader, node: JsonNode): Team {
  const file: Field = { name: '$', path: '$', key: node, node };
  if (node.kind !== 'object') {
    reader.refuse(file, { kind: 'notAnObject' });
    return NO_TEAM;
  }
  const members = reader.members(file, TEAM_KEYS);
  return isKnownVersion(reader, file, members.get('version')) ? teamOf(reader, members) : NO_TEAM;
}

/** A missing version is reported, and the known one is assumed. */
function isKnownVersion(reader: TeamReader, { path, node }: Field, version: Field | undefined): boolean {
  if (!version) {
    reader.problem(path, { start: node.start, end: node.start + 1 }, { kind: 'versionMissing' });
    return true;
  }
  if (version.node.kind === 'number' && version.node.value === 1) return true;
  reader.refuse(version, { kind: 'unknownVersion' });
  return false;
}

function teamOf(reader: TeamReader, members: ReadonlyMap<string, Field>): Team {
  const read = <T>(name: string, readField: (field: Field) => T | null): T | null =>
    reader.read(members, name, readField);
  const plan = read('plan', (field) => reader.line(field, 80));
  return {
    priceBook: read('priceBook', (field) => readPriceBook(reader, field)),
    hoursPerMonth: read('hoursPerMonth', (field) => reader.number(field, HOURS_PER_MONTH)),
    countStartup: read('countStartup', (field) => reader.flag(field)),
    plan,
    planRange: plan === null ? null : reader.range(members.get('plan')!.node),
    discounts: read('discounts', (field) => readDiscounts(reader, field)),
    env: read('env', (field) => readEnv(reader, field)) ?? NO_TEAM.env,
    declarations: read('declarations', (field) => readDeclarations(reader, field)) ?? [],
    envPlaces: reader.envPlaces,
    data: read('data', (field) => readData(reader, field)) ?? NO_TEAM.data,
    budgets: read('budgets', (field) => readBudgets(reader, field)) ?? NO_TEAM.budgets,
    actual: read('actual', (field) => readBillFiles(reader, field)) ?? [],
    metricsColumns: read('metricsColumns', (field) => readMetricsColumns(reader, field)) ?? {},
    apps: read('apps', (field) => readApps(reader, field)) ?? [],
    rules: read('rules', (field) => readRules(reader, field)) ?? {},
    lines: reader.inForce,
  };
}
