/** The rules of the review: one table for findings, settings, the team file, its schema and the pages in docs/rules. */
import { message } from '../../render/words/translate';

/** How loud a finding is. */
export type Severity = 'info' | 'warning' | 'error';
export type RuleLevel = Severity | 'off';

export const RULE_LEVELS: readonly RuleLevel[] = ['off', 'info', 'warning', 'error'];

/** A number from which on a rule speaks. */
export interface Threshold {
  /** As written in the team file and in settings. */
  readonly name: string;
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** One sentence. */
  readonly description: string;
}

export interface RuleInfo {
  readonly id: RuleId;
  readonly title: string;
  /** One sentence: what it finds. */
  readonly description: string;
  readonly severity: Severity;
  readonly thresholds: readonly Threshold[];
}

const RULES = {
  'warm-gpu': row(
    'GPU kept warm',
    'A GPU that `min_containers` keeps warm all month, with traffic or without.',
    'warning',
    threshold('usdPerMonth', 100, message('USD a month'), 'Warm floors of more than this are named.'),
  ),
  'above-break-even': row(
    'Cheaper elsewhere',
    'The known traffic costs less with another offer of the price book.',
    'info',
    threshold('usdPerMonth', 50, message('USD a month'), 'Savings of more than this are named.'),
  ),
  'costly-window': row(
    'Waiting costs more than working',
    'Containers that wait out `scaledown_window` cost more than the requests that they serve.',
    'warning',
    threshold('usdPerMonth', 20, message('USD a month'), 'Waiting that costs more than this is named.'),
    threshold(
      'share',
      1,
      message('times the cost of work'),
      'Waiting that costs more than so many times the work is named.',
    ),
  ),
  'no-ceiling': row(
    'No ceiling on a GPU function',
    'A GPU function without `max_containers`: a burst, or a loop that calls it, may start any number.',
    'info',
    threshold(
      'usdPerHour',
      10,
      message('USD an hour'),
      'Containers that cost more than this at work are named.',
    ),
  ),
  'over-budget': row(
    'Over budget',
    'A declaration, an app or the workspace costs more than the team file allows.',
    'error',
  ),
  'old-name': row(
    'Old name',
    'A name that Modal has replaced: newer versions of its SDK refuse it.',
    'warning',
  ),
  'no-price': row(
    'GPU without a price',
    'A GPU that neither the price book nor Modal’s list has a price for.',
    'warning',
  ),
  'unknown-gpu': row(
    'GPU not known here',
    'The code alone does not tell the GPU, and with it the price.',
    'info',
  ),
  'gpu-count': row(
    'GPUs that are not offered',
    'More GPUs in a container than Modal documents for the type, or less than one.',
    'warning',
  ),
  'min-over-max': row(
    'More containers kept warm than allowed',
    '`min_containers` is more than `max_containers`: Modal refuses it.',
    'error',
  ),
  'cluster-multiple': row(
    'Not a multiple of the cluster',
    'Containers of a cluster come in groups: numbers of them must be multiples of its size.',
    'error',
  ),
  'ignored-value': row('Value without effect', 'A value in a form that does not do what it says.', 'warning'),
  'usage-comment': row(
    'Bad usage comment',
    'A `# modal-cost:` comment that cannot be read, in whole or in part.',
    'warning',
  ),
  'ignore-comment': row(
    'Bad ignore comment',
    'A `# modal-cost: ignore` comment that silences nothing.',
    'warning',
  ),
} as const satisfies Record<string, Omit<RuleInfo, 'id'>>;

export type RuleId = keyof typeof RULES;

/** In the order that reports list them. */
export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];

export function isRuleId(word: string): word is RuleId {
  return Object.hasOwn(RULES, word);
}

export function ruleInfo(id: RuleId): RuleInfo {
  return { id, ...RULES[id] };
}

/** Its page, from the root of the repository. */
export function rulePage(id: RuleId): string {
  return `docs/rules/${id}.md`;
}

function row(
  title: string,
  description: string,
  severity: Severity,
  ...thresholds: readonly Threshold[]
): Omit<RuleInfo, 'id'> {
  return { title, description, severity, thresholds };
}

function threshold(name: string, fallback: number, unit: string, description: string): Threshold {
  return { name, fallback, min: 0, max: 1e9, unit, description };
}

/** What somebody has said of a rule. */
export interface RuleSetting {
  readonly level?: RuleLevel;
  readonly thresholds: Readonly<Record<string, number>>;
}

export type RuleSettings = Readonly<Partial<Record<RuleId, RuleSetting>>>;

/** Levels by rule, as a setting gives them; what is neither a rule nor a level counts as not given. */
export function ruleLevels(given: Readonly<Record<string, unknown>>): RuleSettings {
  return Object.fromEntries(
    Object.entries(given).flatMap(([id, value]): [RuleId, RuleSetting][] => {
      const level = RULE_LEVELS.find((each) => each === value);
      return isRuleId(id) && level ? [[id, { level, thresholds: {} }]] : [];
    }),
  );
}

/** A rule as it holds: its level, and the value of each of its thresholds. */
export interface ActiveRule {
  readonly id: RuleId;
  readonly level: RuleLevel;
  readonly threshold: (name: string) => number;
}

/** A rule by what several places say of it, the nearest first; then its defaults. */
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
