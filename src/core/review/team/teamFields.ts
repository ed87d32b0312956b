/** The names of the team file and their values. The schema in schemas/ has the same. */
import { USAGE_FIELDS } from '../../modal/usageFields';
import type { JsonReading } from '../../json/jsonNode';
import { TEAM_PARAMETERS, type TeamParameter } from './team';
import type { TeamUnit } from './teamProblem';

/** The maximum length of a team file, in UTF-16 units. */
export const MAX_TEAM_LENGTH = 500_000;
/** The limits for reading a team file. */
export const TEAM_JSON: JsonReading = { lenient: true, maxDepth: 8, maxItems: 500, maxProblems: 50 };

export const TEAM_KEYS = [
  '$schema',
  'version',
  'priceBook',
  'hoursPerMonth',
  'countStartup',
  'plan',
  'discounts',
  'env',
  'declarations',
  'budgets',
  'actual',
  'apps',
  'rules',
] as const;

export const DISCOUNT_KEYS = ['all', 'gpu'] as const;
export const DECLARATION_KEYS: readonly string[] = [
  ...USAGE_FIELDS.map(({ name }) => name),
  'trace',
  'values',
  'env',
  'ignore',
];
export const VALUE_KEYS = ['gpu', 'cluster_size', ...TEAM_PARAMETERS] as const;
export const BUDGETS_KEYS = ['workspace', 'apps', 'declarations'] as const;
export const BUDGET_KEYS = ['floor', 'month'] as const;
/** Of an app or the workspace: the bill has no declarations. */
export const BILLED_BUDGET_KEYS = [...BUDGET_KEYS, 'actual'] as const;

export type ValueSpec =
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly whole: boolean;
      readonly unit: TeamUnit;
    }
  | { readonly kind: 'flag' | 'region' | 'schedule' };

const whole = (min: number, max: number, unit: TeamUnit): ValueSpec => ({
  kind: 'number',
  min,
  max,
  whole: true,
  unit,
});

export const CLUSTER_SIZE = whole(1, 1_000, 'containers') as ValueSpec & { kind: 'number' };

export const VALUE_SPECS: Readonly<Record<TeamParameter, ValueSpec>> = {
  cpu: { kind: 'number', min: 0.001, max: 1_024, whole: false, unit: 'cores' },
  memory: whole(1, 16_777_216, 'MiB'),
  ephemeral_disk: whole(0, 3_145_728, 'MiB'),
  min_containers: whole(0, 100_000, 'containers'),
  max_containers: whole(1, 100_000, 'containers'),
  buffer_containers: whole(0, 100_000, 'containers'),
  scaledown_window: whole(0, 86_400, 'seconds'),
  timeout: whole(1, 86_400, 'seconds'),
  retries: whole(0, 100, 'retries'),
  region: { kind: 'region' },
  nonpreemptible: { kind: 'flag' },
  single_use_containers: { kind: 'flag' },
  schedule: { kind: 'schedule' },
};

export const HOURS_PER_MONTH = { min: 1, max: 744, whole: false, unit: 'hours' } as const;
export const USD_PER_MONTH = { min: 0, max: 1e9, whole: false, unit: 'usdPerMonth' } as const;
/** A type of GPU, in capitals. */
export const GPU_TYPE = /^[A-Z0-9][A-Z0-9.+!-]{0,39}$/;
/** The name of an environment variable. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
/** The maximum number of environment variables in one place. */
export const MAX_VARIABLES = 100;
/** The maximum length of an environment variable’s value. */
export const MAX_VARIABLE_LENGTH = 1_000;
/** The maximum number of paths of the actual bill. */
export const MAX_BILL_GLOBS = 100;
/** The maximum length of an app’s name. */
export const MAX_APP_LENGTH = 200;
/** The maximum length of a reason for silencing a rule. */
export const MAX_REASON_LENGTH = 300;
