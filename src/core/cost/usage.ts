/** How a declaration is used, from all places that may say so. */
import type { Declaration } from '../modal/declaration';
import { quantity, stackedQuantity } from './quantities';
import { USAGE_FIELDS, type Usage, type UsageField } from '../modal/usageFields';

/**
 * Who says so, the nearest first: an option of the command line, the comment above the decorator, the team's file,
 * a setting, the code itself (`@modal.concurrent`), or nobody.
 */
export type UsageSource = 'option' | 'comment' | 'team' | 'setting' | 'code' | 'default';

/** What one place says. Its values are valid: see `parseUsageValue`. */
export interface UsageLayer {
  readonly source: UsageSource;
  readonly values: Readonly<Partial<Record<UsageField, number>>>;
  readonly where?: UsagePlace;
}

export interface UsageOrigin {
  readonly source: UsageSource;
  readonly where?: UsagePlace;
}

/** The line of a team's file, from 1. */
export interface TeamFilePlace {
  readonly kind: 'teamFile';
  readonly line: number;
}

/** Where a figure of a usage is given, as data: render/words/usageWords.ts words it. */
export type UsagePlace =
  /** A comment in the file itself; the line from 1. */
  | { readonly kind: 'comment'; readonly line: number }
  /** `keys`: how many keys of the team's file match the declaration, of which this is the most specific one. */
  | (TeamFilePlace & { readonly keys: number })
  /** A setting of the editor, or an option of the command line, by its name. */
  | { readonly kind: 'setting' | 'option'; readonly name: string }
  /** As the code writes it, such as `@modal.concurrent(max_inputs=8)`. */
  | { readonly kind: 'code'; readonly written: string }
  /** What a person or a model tries out: a what-if, the panel's inputs, a question to a tool. */
  | { readonly kind: 'whatIf' | 'panel' | 'question' };

/** A usage with where each figure came from. */
export interface ResolvedUsage {
  /** Meaningless without `given`: requests that nobody named are 0 in it, and their seconds 1. */
  readonly usage: Usage;
  readonly origins: Readonly<Record<UsageField, UsageOrigin>>;
  /** Whether it is enough for a month: requests and their seconds are known, or it is known that there are none. */
  readonly given: boolean;
  /** Of the fields that a month needs, those that nobody gave. */
  readonly missing: readonly UsageField[];
}

/** The fields without a default that could be meant. */
const NEEDED: readonly UsageField[] = ['requestsPerDay', 'secondsPerRequest'];

/**
 * The usage that several places give together: each field from the first layer that has it.
 * @param layers the nearest first; what the code says (`usageOfCode`) goes last
 * @param hoursPerMonth the length of the month: a day is 24 of them
 */
export function resolveUsage(
  layers: readonly (UsageLayer | undefined)[],
  hoursPerMonth: number,
): ResolvedUsage {
  const defaults: Usage = {
    requestsPerDay: 0,
    secondsPerRequest: 1,
    activeHoursPerDay: 24,
    daysPerMonth: hoursPerMonth / 24,
    concurrency: 1,
    startupSeconds: 0,
    tokensPerSecond: null,
    cpuCores: null,
    memoryGib: null,
  };
  const values: Partial<Record<UsageField, number | null>> = {};
  const origins: Partial<Record<UsageField, UsageOrigin>> = {};
  for (const { field } of USAGE_FIELDS) {
    const layer = layers.find((each) => each?.values[field] !== undefined);
    values[field] = layer?.values[field] ?? defaults[field];
    origins[field] = layer ? originIn(layer) : { source: 'default' };
  }
  const usage = values as Usage;
  const missing = NEEDED.filter((field) => origins[field]?.source === 'default');
  const none = !missing.includes('requestsPerDay') && usage.requestsPerDay === 0;
  return {
    usage,
    origins: origins as Record<UsageField, UsageOrigin>,
    given: missing.length === 0 || none,
    missing,
  };
}

function originIn({ source, where }: UsageLayer): UsageOrigin {
  return where === undefined ? { source } : { source, where };
}

/**
 * What the code says of its use: how many requests one container takes at once. That is `target_inputs` of
 * `@modal.concurrent`, for which Modal scales, or else its `max_inputs`; a server's `target_concurrency`; or the old
 * `allow_concurrent_inputs`. A new container then starts only when the others are full, which is the cheap end:
 * a `concurrency=` in the usage says how far containers really fill. The smallest of several candidates counts.
 * Undefined where it says nothing, or nothing that is known here.
 */
export function usageOfCode({ concurrent, params }: Declaration): UsageLayer | undefined {
  const spellings = [
    { given: stackedQuantity(concurrent, 'target_inputs', null), as: '@modal.concurrent(target_inputs=…)' },
    { given: stackedQuantity(concurrent, 'max_inputs', null), as: '@modal.concurrent(max_inputs=…)' },
    { given: quantity(params, 'target_concurrency', null), as: 'target_concurrency=…' },
    { given: quantity(params, 'allow_concurrent_inputs', null), as: 'allow_concurrent_inputs=…' },
  ];
  const said = spellings.find(({ given }) => given.interval !== null);
  if (!said?.given.interval) return undefined;
  const { low } = said.given.interval;
  // Modal counts a target below 1 as 1, and takes 1,000 at most.
  const concurrency = Math.min(1_000, Math.max(1, Math.floor(low)));
  return {
    source: 'code',
    values: { concurrency },
    where: { kind: 'code', written: said.as.replace('…', said.given.source) },
  };
}
