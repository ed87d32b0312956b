/** What a team says of a workspace folder in its `modal-cost.json`, read and checked. */
import type { UsageField } from '../../modal/usageFields';
import type { ParameterValue, TextRange } from '../../modal/declaration';
import type { Gpu } from '../../modal/gpu';
import type { RuleId, RuleSettings } from '../findings/rules';
import type { Discounts } from '../../pricing/discounts';
import type { KeyPattern } from './keyPattern';
import type { TeamFileProblem } from './teamProblem';

/** The file's name, at the root of a workspace folder. */
export const TEAM_FILE = 'modal-cost.json';

export interface Team {
  /** The id of a bundled price book, or the path of one's own from the file's folder, with `/`. */
  readonly priceBook: string | null;
  readonly hoursPerMonth: number | null;
  readonly countStartup: boolean | null;
  /** The name of a plan of the price book. */
  readonly plan: string | null;
  readonly discounts: Discounts | null;
  /** In the order of the file. */
  readonly declarations: readonly TeamDeclaration[];
  readonly budgets: TeamBudgets;
  readonly rules: RuleSettings;
  /** The line, from 1, of each setting that is in force, by JSON path such as `$.priceBook`. */
  readonly lines: ReadonlyMap<string, number>;
}

/** What one key says of the declarations that it matches. */
export interface TeamDeclaration {
  readonly pattern: KeyPattern;
  /** Of the key, from 1. */
  readonly line: number;
  readonly range: TextRange;
  readonly usage: Readonly<Partial<Record<UsageField, number>>>;
  readonly values: TeamValues;
  readonly ignore: readonly TeamIgnore[];
}

/** The values behind what code does not say. */
export interface TeamValues {
  /** Options in order; empty for no GPU. */
  readonly gpu?: readonly Gpu[];
  /** Containers of a cluster: the size of `@modal.experimental.clustered`. */
  readonly clusterSize?: number;
  readonly params: ReadonlyMap<TeamParameter, ParameterValue>;
}

export const TEAM_PARAMETERS = [
  'cpu',
  'memory',
  'ephemeral_disk',
  'min_containers',
  'max_containers',
  'buffer_containers',
  'scaledown_window',
  'timeout',
  'retries',
  'region',
  'nonpreemptible',
  'single_use_containers',
  'schedule',
] as const;
export type TeamParameter = (typeof TEAM_PARAMETERS)[number];

export interface TeamIgnore {
  readonly rule: RuleId;
  readonly reason: string;
  readonly line: number;
}

/** USD a month. */
export interface Budget {
  readonly floor: number | null;
  readonly month: number | null;
  readonly range: TextRange;
}

export interface KeyBudget extends Budget {
  readonly pattern: KeyPattern;
}

export interface TeamBudgets {
  readonly workspace: Budget | null;
  /** Each for all that its key matches, together; the name in the key is the app's. */
  readonly apps: readonly KeyBudget[];
  /** Each for every declaration that its key matches. */
  readonly declarations: readonly KeyBudget[];
}

/** What is wrong, and where. */
export interface TeamProblem {
  /** The JSON path: `$.budgets.workspace.floor`; `$` for the whole. */
  readonly path: string;
  readonly problem: TeamFileProblem;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly range: TextRange;
}

export const NO_TEAM: Team = {
  priceBook: null,
  hoursPerMonth: null,
  countStartup: null,
  plan: null,
  discounts: null,
  declarations: [],
  budgets: { workspace: null, apps: [], declarations: [] },
  rules: {},
  lines: new Map(),
};
