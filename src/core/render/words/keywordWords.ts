/** What the keywords of Modal's decorators do to costs, in a sentence. */
import type { ParameterName } from '../../modal/parameters';
import { t } from './translate';

export function keywordText(name: ParameterName): string {
  switch (name) {
    case 'gpu':
      return t('The GPU of each container. Without it, a container has CPU and memory only.');
    case 'cpu':
      return t('Physical cores that each container requests. Use above the request is billed.');
    case 'memory':
      return t('Memory that each container requests. Use above the request is billed.');
    case 'min_containers':
      return t('Containers that stay warm all the time. They are billed while they are idle.');
    case 'max_containers':
      return t('The most containers that run at the same time, and so the most that an hour can cost.');
    case 'buffer_containers':
      return t('Containers that are kept ready beyond the present demand while there are requests.');
    case 'scaledown_window':
      return t('How long a container may stay idle after its last request: 60 s by default.');
    case 'idle_timeout':
      return t('How long a sandbox may stay idle before it is stopped.');
    case 'timeout':
      return t('The longest that one input may take. It bounds what a call can cost.');
    case 'region':
    case 'compute_region':
      return t('Restricting the region multiplies the price.');
    case 'nonpreemptible':
      return t('A container that is never preempted. CPU and memory cost more, and it cannot have a GPU.');
    default:
      return '';
  }
}
