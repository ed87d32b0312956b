/** Reads what a team file says of the bill: its files, what is called how in them, and which code each billed app is. */
import { METRICS_COLUMNS, type MetricsColumn, type MetricsColumns } from '../../bill/metricsColumns';
import { parseGlob, wildcards, MAX_WILDCARDS, type Glob } from './glob';
import { parseKey } from './keyPattern';
import { APP_EXAMPLE } from './readBudgets';
import type { TeamApp } from './team';
import { MAX_APP_LENGTH, MAX_BILL_GLOBS, MAX_COLUMN_LENGTH, METRICS_COLUMN_KEYS } from './teamFields';
import { fieldOf, type Field, type TeamReader } from './teamReader';

/** The files of the bill, in the folder of the team file; one that is invalid is reported and left out. */
export function readBillFiles(reader: TeamReader, field: Field): readonly Glob[] {
  const { node } = field;
  const given: readonly Field[] =
    node.kind === 'array' ? node.items.map((each) => ({ ...field, node: each, key: each })) : [field];
  if (given.length === 0 || given.length > MAX_BILL_GLOBS) {
    reader.refuse(field, { kind: 'billFilesExpected', max: MAX_BILL_GLOBS });
    return [];
  }
  return given.flatMap((each) => {
    const path = reader.path(each, 'billOutsideFolder');
    if (path === null) return [];
    const glob = parseGlob(path.replace(/^(?:\.\/)+/, ''));
    if (wildcards(glob) <= MAX_WILDCARDS) return [glob];
    reader.refuse(each, {
      kind: 'badKey',
      key: path,
      problem: { kind: 'tooManyWildcards', max: MAX_WILDCARDS },
    });
    return [];
  });
}

/** `{ "app": "Service" }`: what the columns of a metrics export are called, each that has another name than usual. */
export function readMetricsColumns(reader: TeamReader, field: Field): MetricsColumns {
  const members = reader.members(field, METRICS_COLUMN_KEYS);
  const columns: Partial<Record<MetricsColumn, string>> = {};
  for (const key of Object.keys(METRICS_COLUMNS) as MetricsColumn[]) {
    const name = reader.read(members, key, (each) => reader.line(each, MAX_COLUMN_LENGTH));
    if (name !== null) columns[key] = name;
  }
  return columns;
}

/** `{ "prod-llama": "app/serve.py::app" }`: by the name that the bill has for an app, where its code is. */
export function readApps(reader: TeamReader, field: Field): readonly TeamApp[] {
  const { node, path, name } = field;
  if (node.kind !== 'object') {
    reader.refuse(field, { kind: 'appsExpected', name, example: APP_EXAMPLE });
    return [];
  }
  return node.members.flatMap((member): TeamApp[] => {
    const each = fieldOf(member, path);
    if (each.name.trim() === '' || each.name.length > MAX_APP_LENGTH) {
      reader.problem(each.path, each.key, { kind: 'badAppName', name: each.name, max: MAX_APP_LENGTH });
      return [];
    }
    if (each.node.kind !== 'string') {
      reader.refuse(each, { kind: 'appsExpected', name, example: APP_EXAMPLE });
      return [];
    }
    const pattern = parseKey(each.node.value, APP_EXAMPLE);
    if ('problem' in pattern) {
      reader.refuse(each, { kind: 'badKey', key: each.node.value, problem: pattern.problem });
      return [];
    }
    reader.hold(each);
    return [{ name: each.name, pattern, range: reader.range(each.key) }];
  });
}
