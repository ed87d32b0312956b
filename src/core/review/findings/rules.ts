/** The rules of the review: one table for findings, settings, the team file, its schema and the pages in docs/rules. */

/** The severity of a finding. */
export type Severity = 'info' | 'warning' | 'error';
export type RuleLevel = Severity | 'off';

export const RULE_LEVELS: readonly RuleLevel[] = ['off', 'info', 'warning', 'error'];

export type ThresholdUnit =
  'usdPerMonth' | 'usdPerHour' | 'usdPerCall' | 'timesCostOfWork' | 'timesEstimate' | 'shareOfBill';

/** A threshold of a rule. */
export interface Threshold {
  /** Its name in the team file and in settings. */
  readonly name: string;
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
  readonly unit: ThresholdUnit;
}

/** A rule; its title and description are in `core/render/words/ruleTitles`. */
export interface RuleInfo {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly thresholds: readonly Threshold[];
}

const RULES = {
  'warm-gpu': row('warning', threshold('usdPerMonth', 100, 'usdPerMonth')),
  'warm-cpu': row('warning', threshold('usdPerMonth', 100, 'usdPerMonth')),
  'costly-call': row('info', threshold('usdPerCall', 100, 'usdPerCall')),
  'above-break-even': row('info', threshold('usdPerMonth', 50, 'usdPerMonth')),
  'cheaper-gpu': row('info', threshold('usdPerMonth', 50, 'usdPerMonth')),
  'costly-window': row(
    'warning',
    threshold('usdPerMonth', 20, 'usdPerMonth'),
    threshold('share', 1, 'timesCostOfWork'),
  ),
  'no-ceiling': row('info', threshold('usdPerHour', 10, 'usdPerHour')),
  'over-budget': row('error'),
  'plan-limit': row('warning'),
  'actual-above-estimate': row(
    'warning',
    threshold('usdPerMonth', 50, 'usdPerMonth'),
    threshold('times', 1.25, 'timesEstimate'),
  ),
  'actual-without-code': row('warning', threshold('usdPerMonth', 10, 'usdPerMonth')),
  'warm-and-idle': row(
    'warning',
    threshold('usdPerMonth', 100, 'usdPerMonth'),
    threshold('share', 0.8, 'shareOfBill'),
  ),
  'old-name': row('warning'),
  'no-price': row('warning'),
  'unknown-gpu': row('info'),
  'gpu-count': row('warning'),
  'poor-fit': row('info'),
  'min-over-max': row('error'),
  'cluster-multiple': row('error'),
  'refused-value': row('error'),
  'ignored-value': row('warning'),
  'usage-comment': row('warning'),
  'ignore-comment': row('warning'),
} as const satisfies Record<string, Omit<RuleInfo, 'id'>>;

export type RuleId = keyof typeof RULES;

/** In the order of reports. */
export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];

export function isRuleId(word: string): word is RuleId {
  return Object.hasOwn(RULES, word);
}

export function ruleInfo(id: RuleId): RuleInfo {
  return { id, ...RULES[id] };
}

/** The path of its page, from the root of the repository. */
export function rulePage(id: RuleId): string {
  return `docs/rules/${id}.md`;
}

function row(severity: Severity, ...thresholds: readonly Threshold[]): Omit<RuleInfo, 'id'> {
  return { severity, thresholds };
}

function threshold(name: string, fallback: number, unit: ThresholdUnit): Threshold {
  return { name, fallback, min: 0, max: 1e9, unit };
}

/** The setting of a rule. */
export interface RuleSetting {
  readonly level?: RuleLevel;
  readonly thresholds: Readonly<Record<string, number>>;
}

export type RuleSettings = Readonly<Partial<Record<RuleId, RuleSetting>>>;

/** Levels by rule, from a setting; unknown rules and levels are ignored. */
export function ruleLevels(given: Readonly<Record<string, unknown>>): RuleSettings {
  return Object.fromEntries(
    Object.entries(given).flatMap(([id, value]): [RuleId, RuleSetting][] => {
      const level = RULE_LEVELS.find((each) => each === value);
      return isRuleId(id) && level ? [[id, { level, thresholds: {} }]] : [];
    }),
  );
}

/** A rule as configured: its level and thresholds. */
export interface ActiveRule {
  readonly id: RuleId;
  readonly level: RuleLevel;
  readonly threshold: (name: string) => number;
}

/** A rule with the settings from several places, the nearest first, and otherwise its defaults. */
export function activeRule(id: RuleId, layers: readonly (RuleSettings | undefined)[]): ActiveRule {
  const { severity, thresholds } = ruleInfo(id);
  const said = layers.flatMap((layer) => layer?.[id] ?? []);
  return {
    id,
    level: said.find(({ level }) => level !== undefined)?.level ?? severity,
    threshold: (name) => {
      const given = said.map((each) => each.thresholds[name]).find((value) => value !== undefined);
      const fallback = thresholds.find((each) => each.name === name)?.fallback;
      if (fallback === undefined) throw new RangeError(`${id} has no threshold ${name}`);
      return given ?? fallback;
    },
  };
}
