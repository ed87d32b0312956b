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
  return { description: t('An old name: use `{0}`.', parameterInfo(name).old.use), fallback: '' };
}

const WORDS: Readonly<Record<CurrentName, () => ParameterWords>> = {
  gpu: () => ({
    description: t('GPU type and count of each container; a list is an order of fallbacks.'),
    fallback: t('no GPU'),
  }),
  cpu: () => ({
    description: t('Physical cores requested, or a (request, limit) pair.'),
    fallback: t('0.125 cores'),
  }),
  memory: () => ({ description: t('Memory requested, or a (request, limit) pair.'), fallback: t('128 MiB') }),
  ephemeral_disk: () => ({
    description: t('Scratch disk; billed by raising the memory request, 20 to 1.'),
    fallback: t('none'),
  }),
  min_containers: () => ({
    description: t('Containers kept warm at all times, with traffic or without.'),
    fallback: '0',
  }),
  max_containers: () => ({ description: t('Most containers that run at once.'), fallback: t('unbounded') }),
  buffer_containers: () => ({
    description: t('Extra idle containers while the function is active.'),
    fallback: '0',
  }),
  scaledown_window: () => ({
    description: t('Longest time an idle container stays before it is removed.'),
    fallback: '60 s',
  }),
  scaleup_window: () => ({
    description: t('Time over which a server’s load is judged before it scales up.'),
    fallback: t('set by Modal'),
  }),
  target_concurrency: () => ({
    description: t('Requests in flight that a server’s container is scaled for.'),
    fallback: t('set by Modal'),
  }),
  timeout: () => ({ description: t('Longest time of one attempt.'), fallback: '300 s' }),
  startup_timeout: () => ({
    description: t('Longest time a container may take to start.'),
    fallback: t('the timeout'),
  }),
  idle_timeout: () => ({ description: t('Longest time a sandbox may be idle.'), fallback: t('none') }),
  retries: () => ({ description: t('Attempts after a failed one: each is billed.'), fallback: t('none') }),
  region: () => ({
    description: t('Where it may run; naming one multiplies the price.'),
    fallback: t('anywhere'),
  }),
  compute_region: () => ({
    description: t('Where a server may run; naming one multiplies the price.'),
    fallback: t('anywhere'),
  }),
  routing_region: () => ({ description: t('Where a server’s requests enter.'), fallback: 'us-east' }),
  cloud: () => ({ description: t('The cloud provider to run on.'), fallback: t('any') }),
  nonpreemptible: () => ({
    description: t('Never preempted: CPU and memory at three times the price; not for GPU functions.'),
    fallback: 'False',
  }),
  single_use_containers: () => ({
    description: t('A fresh container for each input: no warm reuse.'),
    fallback: 'False',
  }),
  enable_memory_snapshot: () => ({
    description: t('Starts from a memory snapshot: an alternative to a warm pool.'),
    fallback: 'False',
  }),
  schedule: () => ({ description: t('Runs by itself, while the app is deployed.'), fallback: t('none') }),
};
