/** Reads what apps and the workspace store and send, from a team file. */
import { APP_EXAMPLE } from './readBudgets';
import { readKeyed, readUsage } from './readDeclarations';
import type { AppData, DataEntry, TeamData } from './team';
import { DATA_HOLDERS, DATA_KEYS } from './teamFields';
import type { Field, TeamReader } from './teamReader';

export function readData(reader: TeamReader, field: Field): TeamData {
  const members = reader.members(field, DATA_HOLDERS);
  const apps = reader.read(members, 'apps', (each) =>
    readKeyed(reader, each, APP_EXAMPLE, (pattern, inner): AppData | null => {
      const entry = readEntry(reader, inner);
      return entry && { ...entry, pattern };
    }),
  );
  return {
    workspace: reader.read(members, 'workspace', (each) => readEntry(reader, each)),
    apps: apps ?? [],
  };
}

function readEntry(reader: TeamReader, field: Field): DataEntry | null {
  const before = reader.problems.length;
  const { usage } = readUsage(reader, reader.members(field, DATA_KEYS));
  const { volumeGb = null, egressGbPerMonth = null } = usage as Partial<DataEntry>;
  if (volumeGb !== null || egressGbPerMonth !== null)
    return { volumeGb, egressGbPerMonth, line: reader.lineOf(field.key), range: reader.range(field.key) };
  // The problems of both are already reported.
  if (reader.problems.length === before) reader.refuse(field, { kind: 'dataMissing', name: field.name });
  return null;
}
