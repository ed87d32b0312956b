import { message, t, translated } from '../render/words/translate';

/** One parameter of Modal's decorators, as far as it bears on cost. */
export interface ParameterInfo {
  readonly name: ParameterName;
  /** What it does, in a sentence for a hover. */
  readonly description: string;
  /** What holds where it is not given, in words. */
  readonly fallback: string;
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

const PARAMETERS = {
  gpu: row(
    message('GPU type and count of each container; a list is an order of fallbacks.'),
    message('no GPU'),
  ),
  cpu: row(message('Physical cores requested, or a (request, limit) pair.'), message('0.125 cores'), 'cores'),
  memory: row(message('Memory requested, or a (request, limit) pair.'), message('128 MiB'), 'MiB'),
  ephemeral_disk: row(
    message('Scratch disk; billed by raising the memory request, 20 to 1.'),
    message('none'),
    'MiB',
    '0.62.190',
  ),
  min_containers: row(
    message('Containers kept warm at all times, with traffic or without.'),
    '0',
    'containers',
    '0.73.76',
  ),
  max_containers: row(
    message('Most containers that run at once.'),
    message('unbounded'),
    'containers',
    '0.73.76',
  ),
  buffer_containers: row(
    message('Extra idle containers while the function is active.'),
    '0',
    'containers',
    '0.73.76',
  ),
  scaledown_window: row(
    message('Longest time an idle container stays before it is removed.'),
    '60 s',
    's',
    '0.73.76',
  ),
  scaleup_window: row(
    message('Time over which a server’s load is judged before it scales up.'),
    message('set by Modal'),
    's',
    '1.5.1',
  ),
  target_concurrency: row(
    message('Requests in flight that a server’s container is scaled for.'),
    message('set by Modal'),
    'requests',
    '1.5.1',
  ),
  timeout: row(message('Longest time of one attempt.'), '300 s', 's'),
  startup_timeout: row(
    message('Longest time a container may take to start.'),
    message('the timeout'),
    's',
    '1.1.4',
  ),
  idle_timeout: row(message('Longest time a sandbox may be idle.'), message('none'), 's'),
  retries: row(message('Attempts after a failed one: each is billed.'), message('none')),
  region: row(
    message('Where it may run; naming one multiplies the price.'),
    message('anywhere'),
    null,
    '0.62.146',
  ),
  compute_region: row(
    message('Where a server may run; naming one multiplies the price.'),
    message('anywhere'),
    null,
    '1.5.1',
  ),
  routing_region: row(message('Where a server’s requests enter.'), 'us-east', null, '1.5.1'),
  cloud: row(message('The cloud provider to run on.'), message('any')),
  nonpreemptible: row(
    message('Never preempted: CPU and memory at three times the price; not for GPU functions.'),
    'False',
    null,
    '1.2.3',
  ),
  single_use_containers: row(
    message('A fresh container for each input: no warm reuse.'),
    'False',
    null,
    '1.3.0',
  ),
  enable_memory_snapshot: row(
    message('Starts from a memory snapshot: an alternative to a warm pool.'),
    'False',
    null,
    '0.61.23',
  ),
  schedule: row(message('Runs by itself, while the app is deployed.'), message('none')),
  keep_warm: renamed('min_containers', '0.73.76', '1.4.0'),
  concurrency_limit: renamed('max_containers', '0.73.76', '1.4.0'),
  container_idle_timeout: renamed('scaledown_window', '0.73.76', '1.4.0'),
  _experimental_buffer_containers: renamed('buffer_containers', '0.73.76', '1.4.0'),
  allow_concurrent_inputs: renamed('@modal.concurrent(max_inputs=…)', '0.73.160', '1.4.0'),
  checkpointing_enabled: renamed('enable_memory_snapshot', '0.61.23', '0.65.30'),
  warm_pool: renamed('min_containers', null, null),
} as const satisfies Record<string, Omit<ParameterInfo, 'name'>>;

export type ParameterName = keyof typeof PARAMETERS;

/** The parameters that the scanner evaluates, in the order that reports list them. */
export const PARAMETER_NAMES = Object.keys(PARAMETERS) as readonly ParameterName[];

export function parameterInfo(name: ParameterName): ParameterInfo {
  const info = PARAMETERS[name];
  return {
    ...info,
    name,
    description: info.old ? t('An old name: use `{0}`.', info.old.use) : translated(info.description),
    fallback: translated(info.fallback),
  };
}

export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(PARAMETERS, name);
}

/** The old spellings of a parameter, whose value counts where the new one is not given. */
export function oldSpellings(name: ParameterName): readonly ParameterName[] {
  return PARAMETER_NAMES.filter((each) => PARAMETERS[each].old?.use === name);
}

function row(
  description: string,
  fallback: string,
  unit: string | null = null,
  since: string | null = null,
): Omit<ParameterInfo, 'name'> {
  return { description, fallback, unit, since, old: null };
}

function renamed(
  use: string,
  warnedSince: string | null,
  refusedSince: string | null,
): Omit<ParameterInfo, 'name'> {
  return { description: '', fallback: '', unit: null, since: null, old: { use, warnedSince, refusedSince } };
}
