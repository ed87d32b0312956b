/** Reads the levels and thresholds of rules in a team file. */
import { nearestWord } from '../../text/nearestWord';
import {
  isRuleId,
  RULE_IDS,
  RULE_LEVELS,
  ruleInfo,
  type RuleId,
  type RuleLevel,
  type RuleSetting,
  type RuleSettings,
  type Threshold,
} from '../findings/rules';
import { numberIn, type Field, type TeamReader } from './teamReader';

export function readRules(reader: TeamReader, field: Field): RuleSettings {
  const rules: Partial<Record<RuleId, RuleSetting>> = {};
  for (const [rule, each] of reader.members(field, RULE_IDS)) {
    const setting = isRuleId(rule) && readRule(reader, each, rule);
    if (setting) rules[rule] = setting;
  }
  return rules;
}

/** A level, or an object with a level and thresholds. */
function readRule(reader: TeamReader, field: Field, rule: RuleId): RuleSetting | null {
  if (field.node.kind !== 'object') {
    const level = readLevel(reader, field);
    return level && { level, thresholds: {} };
  }
  const { thresholds } = ruleInfo(rule);
  const members = reader.members(field, ['severity', ...thresholds.map(({ name }) => name)]);
  const level = reader.read(members, 'severity', (each) => readLevel(reader, each));
  const given = thresholds.flatMap((threshold) => {
    const number = reader.read(members, threshold.name, (each) =>
      readThreshold(reader, each, rule, threshold),
    );
    return number === null ? [] : [[threshold.name, number] as const];
  });
  return { ...(level && { level }), thresholds: Object.fromEntries(given) };
}

function readThreshold(
  reader: TeamReader,
  field: Field,
  rule: RuleId,
  { name, min, max }: Threshold,
): number | null {
  const bounds = { min, max, whole: false };
  const isText = field.node.kind === 'string';
  return (
    numberIn(field.node, bounds) ??
    reader.refuse(field, { kind: 'thresholdExpected', rule, name, isText, ...bounds })
  );
}

function readLevel(reader: TeamReader, field: Field): RuleLevel | null {
  const { name, node } = field;
  const given = node.kind === 'string' ? node.value : '';
  const level = RULE_LEVELS.find((each) => each === given);
  if (level !== undefined) return level;
  return reader.refuse(field, {
    kind: 'levelExpected',
    name,
    nearest: nearestWord(given, RULE_LEVELS) ?? null,
  });
}
