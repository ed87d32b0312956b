import { isOldSpelling, parameterInfo, type CurrentName, type ParameterName } from '../../modal/parameters';
import { t } from './translate';

export interface ParameterWords {
  /** What it does, in a sentence for a hover. */
  readonly description: string;
  /** What holds where it is not given; empty for an old spelling. */
  readonly fallback: string;
}

export function parameterWords(name: ParameterName): ParameterWords {
  if (!isOldSpelling(name)) return WORDS[name]();
  return { description: t('Deprecated name: use `{0}`.', parameterInfo(name).old.use), fallback: '' };
}

const WORDS: Readonly<Record<CurrentName, () => ParameterWords>> = {
  gpu: () => ({
    description: t('GPU type and count per container. A list gives fallbacks in order.'),
    fallback: t('no GPU'),
  }),
  cpu: () => ({
    description: t('Physical cores requested, or a (request, limit) pair.'),
    fallback: t('0.125 cores'),
  }),
  memory: () => ({ description: t('Memory requested, or a (request, limit) pair.'), fallback: t('128 MiB') }),
  ephemeral_disk: () => ({
    description: t('Scratch disk. It raises the memory request by 1 GiB for every 20 GiB.'),
    fallback: t('none'),
  }),
  min_containers: () => ({
    description: t('Containers kept warm at all times, with or without traffic.'),
    fallback: '0',
  }),
  max_containers: () => ({
    description: t('Maximum number of containers that run at once.'),
    fallback: t('unbounded'),
  }),
  buffer_containers: () => ({
    description: t('Extra idle containers while the function is active.'),
    fallback: '0',
  }),
  scaledown_window: () => ({
    description: t('Longest time that an idle container stays before it is removed.'),
    fallback: '60 s',
  }),
  scaleup_window: () => ({
    description: t('Time over which a server’s load is measured before it scales up.'),
    fallback: t('set by Modal'),
  }),
  target_concurrency: () => ({
    description: t('Concurrent requests per container that the server scales for.'),
    fallback: t('set by Modal'),
  }),
  timeout: () => ({ description: t('Longest time of one attempt.'), fallback: '300 s' }),
  startup_timeout: () => ({
    description: t('Longest time that a container may take to start.'),
    fallback: t('the timeout'),
  }),
  idle_timeout: () => ({ description: t('Longest time that a sandbox may be idle.'), fallback: t('none') }),
  retries: () => ({
    description: t('Attempts after a failure. Each attempt is billed.'),
    fallback: t('none'),
  }),
  region: () => ({
    description: t('Where it may run. Naming a region multiplies the price.'),
    fallback: t('anywhere'),
  }),
  compute_region: () => ({
    description: t('Where the server may run. Naming a region multiplies the price.'),
    fallback: t('anywhere'),
  }),
  routing_region: () => ({ description: t('Where a server’s requests enter.'), fallback: 'us-east' }),
  cloud: () => ({ description: t('The cloud provider to run on.'), fallback: t('any') }),
  nonpreemptible: () => ({
    description: t('Never preempted: CPU and memory cost three times as much. Not for GPU functions.'),
    fallback: 'False',
  }),
  single_use_containers: () => ({
    description: t('A new container for each input: no warm reuse.'),
    fallback: 'False',
  }),
  enable_memory_snapshot: () => ({
    description: t('Starts from a memory snapshot: an alternative to a warm pool.'),
    fallback: 'False',
  }),
  schedule: () => ({ description: t('Runs on a schedule while the app is deployed.'), fallback: t('none') }),
};
