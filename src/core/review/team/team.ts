/** The team file of a workspace folder, `modal-cost.json`, after it is read and checked. */
import type { NamedTrace } from '../../cost/trace/requestTrace';
import type { UsageField, UsageFigures } from '../../modal/usageFields';
import type { ParameterValue, TextRange } from '../../modal/declaration';
import type { Gpu } from '../../modal/gpu';
import type { RuleId, RuleSettings } from '../findings/rules';
import { NOTHING_SAID, type Variables } from '../../python/environment';
import type { Discounts } from '../../pricing/discounts';
import type { Glob } from './glob';
import type { KeyPattern } from './keyPattern';
import type { TeamFileProblem } from './teamProblem';

/** The file's name, at the root of a workspace folder. */
export const TEAM_FILE = 'modal-cost.json';

export interface Team {
  /** The id of a bundled price book, or the path of the team's own from the folder of the file, with `/`. */
  readonly priceBook: string | null;
  readonly hoursPerMonth: number | null;
  readonly countStartup: boolean | null;
  /** The name of a plan of the price book. */
  readonly plan: string | null;
  /** Where it is; null if there is none. */
  readonly planRange: TextRange | null;
  readonly discounts: Discounts | null;
  /** The environment variables that all code is deployed with. */
  readonly env: Variables;
  /** Where each variable is, of all code or of a key. */
  readonly envPlaces: readonly EnvPlace[];
  /** In the order of the file. */
  readonly declarations: readonly TeamDeclaration[];
  readonly budgets: TeamBudgets;
  /** The files of the actual bill, from the folder of the file, with `/`. */
  readonly actual: readonly Glob[];
  /** Which code the apps of the bill are, where it is not the app of the same name. */
  readonly apps: readonly TeamApp[];
  readonly rules: RuleSettings;
  /** The line, from 1, of each valid setting, by JSON path such as `$.priceBook`. */
  readonly lines: ReadonlyMap<string, number>;
}

/** The entry of one key, for the declarations that it matches. */
export interface TeamDeclaration {
  readonly pattern: KeyPattern;
  /** The line of the key, from 1. */
  readonly line: number;
  readonly range: TextRange;
  readonly usage: UsageFigures;
  /** Where each valid field of the usage is. */
  readonly usagePlaces: ReadonlyMap<UsageField, TextRange>;
  /** The requests that come, by a trace; null without one. */
  readonly trace: NamedTrace | null;
  readonly values: TeamValues;
  /** The environment variables that these declarations are deployed with. */
  readonly env: Variables;
  readonly ignore: readonly TeamIgnore[];
}

/** The values for what the code leaves open. */
export interface TeamValues {
  /** Options in order; empty for no GPU. */
  readonly gpu?: readonly Gpu[];
  /** Containers per cluster: the size of `@modal.experimental.clustered`. */
  readonly clusterSize?: number;
  readonly params: ReadonlyMap<TeamParameter, ParameterValue>;
  /** Where each valid value is, by its name. */
  readonly places: ReadonlyMap<TeamValueName, TextRange>;
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

/** The name of a value in the file. */
export type TeamValueName = 'gpu' | 'cluster_size' | TeamParameter;

export interface EnvPlace {
  readonly variable: string;
  readonly range: TextRange;
}

export interface TeamIgnore {
  readonly rule: RuleId;
  readonly reason: string;
  readonly line: number;
}

/** USD per month. */
export interface Budget {
  readonly floor: number | null;
  readonly month: number | null;
  /** Of what the bill has; null for the budget of a declaration. */
  readonly actual: number | null;
  readonly range: TextRange;
}

export interface KeyBudget extends Budget {
  readonly pattern: KeyPattern;
}

/** An app of the bill, and the key of its code. */
export interface TeamApp {
  /** The name that it is deployed under. */
  readonly name: string;
  /** The name in the key is that of the app’s variable. */
  readonly pattern: KeyPattern;
  readonly range: TextRange;
}

export interface TeamBudgets {
  readonly workspace: Budget | null;
  /** Each for the sum of everything that its key matches; the name in the key is that of the app. */
  readonly apps: readonly KeyBudget[];
  /** Each for every single declaration that its key matches. */
  readonly declarations: readonly KeyBudget[];
}

/** A problem and its place. */
export interface TeamProblem {
  /** The JSON path, such as `$.budgets.workspace.floor`; `$` for the whole file. */
  readonly path: string;
  readonly problem: TeamFileProblem;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly range: TextRange;
}

/** What to know of a value that is valid, and its place. */
export type TeamNote = { readonly range: TextRange } & (
  | {
      /** The book of an earlier version; its successor is used. */
      readonly kind: 'replacedBook';
      readonly id: string;
    }
  | {
      /** Nothing that the key matches leaves the value to the team file. */
      readonly kind: 'valueWithoutEffect';
      readonly value: TeamValueName;
      /** The first declaration that the key matches, such as `app.py::serve`. */
      readonly declaration: string;
      /** Whether the code gives the value; otherwise it gives none. */
      readonly isInCode: boolean;
      /** An environment variable that the code’s value depends on, of which nothing is said. */
      readonly variable: string | null;
    }
  | {
      /** The code can only have other values than this one. */
      readonly kind: 'valueOutsideRange';
      readonly value: TeamValueName;
      readonly declaration: string;
      /** What it can have. */
      readonly candidates: readonly unknown[];
    }
  | {
      /** Nothing that the key matches takes this usage from it. */
      readonly kind: 'usageWithoutEffect';
      readonly field: UsageField;
      readonly declaration: string;
      /** What says it instead: a comment in the code, or a schedule, which says when it runs. */
      readonly saidBy: 'comment' | 'schedule' | 'sandbox';
    }
  | {
      /** The workspace has nothing that the key matches. */
      readonly kind: 'keyWithoutEffect';
      readonly key: string;
      /** The key of something that the workspace has, if one is similar. */
      readonly nearest: string | null;
    }
  /** No code depends on the environment variable. */
  | { readonly kind: 'variableWithoutEffect'; readonly variable: string }
);

/** Whether there is a budget that only a bill can show to hold. */
export function hasActualBudgets({ budgets: { workspace, apps } }: Team): boolean {
  return [...(workspace ? [workspace] : []), ...apps].some(({ actual }) => actual !== null);
}

export const NO_TEAM: Team = {
  priceBook: null,
  hoursPerMonth: null,
  countStartup: null,
  plan: null,
  planRange: null,
  discounts: null,
  env: NOTHING_SAID,
  envPlaces: [],
  declarations: [],
  budgets: { workspace: null, apps: [], declarations: [] },
  actual: [],
  apps: [],
  rules: {},
  lines: new Map(),
};
