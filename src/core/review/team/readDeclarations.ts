/** Reads the declarations of a team file, by their keys. */
import {
  parseUsageValue,
  usageFieldNamed,
  type GivenUsage,
  type UsageField,
  type UsageFieldInfo,
  type UsageFigure,
} from '../../modal/usageFields';
import type { JsonNode } from '../../json/jsonNode';
import type { TextRange } from '../../modal/declaration';
import { NOTHING_SAID } from '../../python/environment';
import { isRuleId, RULE_IDS } from '../findings/rules';
import { parseKey, type KeyPattern } from './keyPattern';
import { readEnv } from './readEnv';
import { readTrace } from './readTrace';
import { NO_VALUES, readValues } from './readValues';
import type { TeamDeclaration, TeamIgnore } from './team';
import { DECLARATION_KEYS, MAX_REASON_LENGTH } from './teamFields';
import { fieldOf, type Field, type TeamReader } from './teamReader';

/** An example of a key. */
export const KEY_EXAMPLE = 'app/serve.py::Model';

export function readDeclarations(reader: TeamReader, field: Field): TeamDeclaration[] {
  return readKeyed(reader, field, KEY_EXAMPLE, (pattern, each) => {
    const members = reader.members(each, DECLARATION_KEYS);
    return {
      pattern,
      line: reader.lineOf(each.key),
      range: reader.range(each.key),
      ...readUsage(reader, members),
      trace: reader.read(members, 'trace', (inner) => readTrace(reader, inner)),
      values: reader.read(members, 'values', (inner) => readValues(reader, inner)) ?? NO_VALUES,
      env: reader.read(members, 'env', (inner) => readEnv(reader, inner)) ?? NOTHING_SAID,
      ignore: reader.read(members, 'ignore', (inner) => readIgnore(reader, inner)) ?? [],
    };
  });
}

/** The members of an object whose names are keys of declarations or apps. */
export function readKeyed<T>(
  reader: TeamReader,
  field: Field,
  example: string,
  read: (pattern: KeyPattern, field: Field) => T | null,
): T[] {
  const { node, path, name } = field;
  if (node.kind !== 'object') {
    reader.refuse(field, { kind: 'keyedObjectExpected', name, example });
    return [];
  }
  return node.members.flatMap((member) => {
    const each = fieldOf(member, path);
    const pattern = parseKey(each.name, example);
    if (!('problem' in pattern)) return read(pattern, each) ?? [];
    const { problem } = pattern;
    reader.problem(each.path, each.key, { kind: 'badKey', key: each.name, problem });
    return [];
  });
}

/** The usage fields among some members. */
export function readUsage(
  reader: TeamReader,
  members: ReadonlyMap<string, Field>,
): Pick<TeamDeclaration, 'usage' | 'usagePlaces'> {
  const usage: Partial<Record<UsageField, UsageFigure>> = {};
  const usagePlaces = new Map<UsageField, TextRange>();
  for (const [name, field] of members) {
    const info = usageFieldNamed(name);
    if (!info) continue;
    const { node } = field;
    const value = givenValue(info, node);
    if (value === null) {
      reader.refuse(field, { kind: 'usageExpected', field: info.field });
      continue;
    }
    const given = parseUsageValue(info, value);
    if ('value' in given) {
      usage[info.field] = given.value;
      usagePlaces.set(info.field, reader.range(field.key));
      reader.hold(field);
    } else reader.refuse(field, { kind: 'usageOutOfRange', problem: given.problem });
  }
  return { usage, usagePlaces };
}

/** A value of the shape that a field takes; null for any other. */
function givenValue({ shape }: UsageFieldInfo, node: JsonNode): GivenUsage | null {
  switch (shape) {
    case 'number':
      return node.kind === 'number' ? node.value : null;
    case 'flag':
      return node.kind === 'boolean' ? node.value : null;
    case 'weights':
    case 'words':
      return node.kind === 'array' ? plainValues(node.items) : null;
  }
}

/** Numbers and texts as they are; null if there is anything else. */
function plainValues(nodes: readonly JsonNode[]): (number | string)[] | null {
  const values = nodes.flatMap((node) =>
    node.kind === 'number' || node.kind === 'string' ? [node.value] : [],
  );
  return values.length === nodes.length ? values : null;
}

function readIgnore(reader: TeamReader, field: Field): TeamIgnore[] {
  if (field.node.kind !== 'object') {
    reader.refuse(field, { kind: 'ignoreExpected' });
    return [];
  }
  return [...reader.members(field, RULE_IDS)].flatMap(([rule, each]) => {
    if (!isRuleId(rule)) return [];
    const { node, key } = each;
    const reason = node.kind === 'string' ? node.value.trim() : '';
    if (reason !== '' && reason.length <= MAX_REASON_LENGTH)
      return [{ rule, reason, line: reader.lineOf(key) }];
    reader.refuse(each, { kind: 'ignoreReasonMissing', rule, max: MAX_REASON_LENGTH });
    return [];
  });
}
