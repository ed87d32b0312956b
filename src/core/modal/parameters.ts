import type { Replacement } from './replacement';

/** One parameter of Modal's decorators, as far as it bears on cost. */
export interface ParameterInfo {
  readonly name: ParameterName;
  readonly unit: string | null;
  /** The SDK version that brought it, where known. */
  readonly since: string | null;
  readonly old: OldName | null;
}

/** An old spelling: what replaces it, since when the SDK warned, since when it refuses. */
export interface OldName {
  readonly use: string;
  readonly warnedSince: string | null;
  readonly refusedSince: string | null;
}

type Row = Omit<ParameterInfo, 'name'>;

const CURRENT = {
  gpu: row(),
  cpu: row('cores'),
  memory: row('MiB'),
  ephemeral_disk: row('MiB', '0.62.190'),
  min_containers: row('containers', '0.73.76'),
  max_containers: row('containers', '0.73.76'),
  buffer_containers: row('containers', '0.73.76'),
  scaledown_window: row('s', '0.73.76'),
  scaleup_window: row('s', '1.5.1'),
  target_concurrency: row('requests', '1.5.1'),
  timeout: row('s'),
  startup_timeout: row('s', '1.1.4'),
  idle_timeout: row('s'),
  retries: row(),
  region: row(null, '0.62.146'),
  compute_region: row(null, '1.5.1'),
  routing_region: row(null, '1.5.1'),
  cloud: row(),
  nonpreemptible: row(null, '1.2.3'),
  single_use_containers: row(null, '1.3.0'),
  enable_memory_snapshot: row(null, '0.61.23'),
  schedule: row(),
} as const satisfies Record<string, Row>;

/** Old spellings, which the SDK warned of and then refused. */
const OLD = {
  keep_warm: renamed('min_containers', '0.73.76', '1.4.0'),
  concurrency_limit: renamed('max_containers', '0.73.76', '1.4.0'),
  container_idle_timeout: renamed('scaledown_window', '0.73.76', '1.4.0'),
  _experimental_buffer_containers: renamed('buffer_containers', '0.73.76', '1.4.0'),
  allow_concurrent_inputs: renamed('@modal.concurrent(max_inputs=…)', '0.73.160', '1.4.0'),
  checkpointing_enabled: renamed('enable_memory_snapshot', '0.61.23', '0.65.30'),
  max_inputs: renamed('single_use_containers', '1.3.0', null),
  warm_pool: renamed('min_containers', null, null),
} as const satisfies Record<string, Row>;

const PARAMETERS = { ...CURRENT, ...OLD };

export type CurrentName = keyof typeof CURRENT;
export type OldSpelling = keyof typeof OLD;
export type ParameterName = CurrentName | OldSpelling;

/** The parameters that the scanner evaluates, in the order that reports list them. */
export const PARAMETER_NAMES = Object.keys(PARAMETERS) as readonly ParameterName[];

export function parameterInfo(name: OldSpelling): ParameterInfo & { readonly old: OldName };
export function parameterInfo(name: ParameterName): ParameterInfo;
export function parameterInfo(name: ParameterName): ParameterInfo {
  return { name, ...PARAMETERS[name] };
}

export function isOldSpelling(name: ParameterName): name is OldSpelling {
  return Object.hasOwn(OLD, name);
}

/** What is written in the place of an old spelling. */
export function replacementOf({ use }: OldName): Replacement {
  return { kind: 'code', code: use };
}

export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(PARAMETERS, name);
}

/** The old spellings of a parameter, whose value counts where the new one is not given. */
export function oldSpellings(name: ParameterName): readonly ParameterName[] {
  return SPELLINGS.get(name) ?? [];
}

/** The name that a parameter goes by now: of an old spelling, the one in whose place it counts. */
export function currentName(name: ParameterName): ParameterName {
  const use = PARAMETERS[name].old?.use;
  return use !== undefined && isParameterName(use) ? use : name;
}

const SPELLINGS: ReadonlyMap<ParameterName, readonly ParameterName[]> = new Map(
  PARAMETER_NAMES.map((name) => [
    name,
    PARAMETER_NAMES.filter((each) => each !== name && currentName(each) === name),
  ]),
);

function row(unit: string | null = null, since: string | null = null): Row & { readonly old: null } {
  return { unit, since, old: null };
}

function renamed(
  use: string,
  warnedSince: string | null,
  refusedSince: string | null,
): Row & { readonly old: OldName } {
  return { unit: null, since: null, old: { use, warnedSince, refusedSince } };
}

/** What only some kinds take; the rest is for all but sandboxes, which have a list of their own. */
const ONLY: Readonly<Partial<Record<ParameterName, readonly string[]>>> = {
  scaleup_window: ['server'],
  target_concurrency: ['server'],
  compute_region: ['server'],
  routing_region: ['server'],
  idle_timeout: ['sandbox'],
  schedule: ['function'],
  timeout: ['function', 'cls', 'sandbox'],
  retries: ['function', 'cls'],
  single_use_containers: ['function', 'cls'],
  region: ['function', 'cls', 'sandbox'],
  cpu: ['function', 'cls', 'server', 'sandbox'],
  memory: ['function', 'cls', 'server', 'sandbox'],
  cloud: ['function', 'cls', 'server', 'sandbox'],
  gpu: ['function', 'cls', 'server', 'sandbox'],
};

/** The current parameters that a kind of declaration takes: any of them may be in a spread that cannot be read. */
export function parametersOf(kind: 'function' | 'cls' | 'server' | 'sandbox'): readonly ParameterName[] {
  return PARAMETER_NAMES.filter(
    (name) => !isOldSpelling(name) && (ONLY[name] ?? ['function', 'cls', 'server']).includes(kind),
  );
}

/** What `update_autoscaler` takes. */
export const AUTOSCALER = [
  'min_containers',
  'max_containers',
  'buffer_containers',
  'scaledown_window',
] as const satisfies readonly ParameterName[];

export type AutoscalerName = (typeof AUTOSCALER)[number];
