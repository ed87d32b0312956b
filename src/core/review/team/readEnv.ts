/** Reads what a team file says of the environment that code is deployed with. */
import type { SaidVariable, Variables } from '../../python/environment';
import { MAX_VARIABLE_LENGTH, MAX_VARIABLES, VARIABLE_NAME } from './teamFields';
import { fieldOf, type Field, type TeamReader } from './teamReader';

/** Variables by name; one that is invalid is reported and left out. */
export function readEnv(reader: TeamReader, field: Field): Variables {
  const { node, path } = field;
  const variables = new Map<string, SaidVariable>();
  if (node.kind !== 'object') {
    reader.refuse(field, { kind: 'envExpected' });
    return variables;
  }
  if (node.members.length > MAX_VARIABLES)
    reader.problem(path, field.key, { kind: 'tooManyVariables', max: MAX_VARIABLES });
  for (const member of node.members.slice(0, MAX_VARIABLES)) {
    const each = fieldOf(member, path);
    const line = reader.lineOf(each.key);
    const value = readVariable(reader, each);
    if (value === null) continue;
    variables.set(each.name, { value, saidIn: { kind: 'teamFile', line } });
    reader.envPlaces.push({ variable: each.name, range: reader.range(each.key) });
  }
  return variables;
}

function readVariable(reader: TeamReader, field: Field): string | null {
  const { name, path, key, node } = field;
  if (!VARIABLE_NAME.test(name)) {
    reader.problem(path, key, { kind: 'badVariableName', name });
    return null;
  }
  if (node.kind === 'string' && node.value.length <= MAX_VARIABLE_LENGTH && !node.value.includes('\0')) {
    reader.hold(field);
    return node.value;
  }
  const isPlain = node.kind === 'number' || node.kind === 'boolean';
  return reader.refuse(field, { kind: 'variableExpected', name, max: MAX_VARIABLE_LENGTH, isPlain });
}
