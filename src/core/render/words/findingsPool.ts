/** What the rules on containers find, in words. */
import type { Subject } from '../../modal/declaration';
import type { PoolMessage } from '../../review/findings/poolMessages';
import { offerName } from '../comparisonText';
import { oneLine } from '../escape';
import { numberInterval, percent, plainNumber, usd, usdInterval } from '../money';
import { subjectAtStart, subjectName } from './subjectNames';
import { t } from './translate';

export function poolText(message: PoolMessage, subject: Subject): string {
  switch (message.kind) {
    case 'gpuKeptWarm':
      return warmText(message.arguments, subject);
    case 'cheaperElsewhere':
      return elsewhereText(message.arguments, subject);
    case 'waitingCostsMore':
      return waitingText(message.arguments, subject);
    case 'containersUnlimited':
      return t(
        'Nothing limits how many containers of {0} run at once: each container costs {1} an hour at work. Set max_containers.',
        subjectName(subject),
        usdInterval(message.arguments.usdPerHour),
      );
    case 'clustersUnlimited':
      return t(
        'Nothing limits how many containers of {0} run at once: each cluster costs {1} an hour at work. Set max_containers.',
        subjectName(subject),
        usdInterval(message.arguments.usdPerHour),
      );
    case 'minOverMax':
      return t(
        '{0} keeps {1} containers warm, but at most {2} may run: Modal refuses min_containers over max_containers.',
        subjectAtStart(subject),
        numberInterval(message.arguments.min),
        numberInterval(message.arguments.max),
      );
    case 'notMultipleOfCluster':
      return t(
        '{0}={1} of {2} is not a multiple of its clusters of {3} containers: Modal refuses it.',
        message.arguments.parameter,
        plainNumber(message.arguments.value),
        subjectName(subject),
        plainNumber(message.arguments.clusterSize),
      );
  }
}

type Said<Kind extends PoolMessage['kind']> = Extract<PoolMessage, { readonly kind: Kind }>['arguments'];

function warmText({ containers, gpus, usdPerMonth, limit }: Said<'gpuKeptWarm'>, subject: Subject): string {
  const count =
    containers.high === 1
      ? t('{0} container', numberInterval(containers))
      : t('{0} containers', numberInterval(containers));
  return t(
    '{0} keeps {1} of {2} warm all month: {3} before the first request, over {4}.',
    subjectAtStart(subject),
    count,
    gpus.join(` ${t('or')} `),
    usdInterval(usdPerMonth),
    usd(limit),
  );
}

function elsewhereText(said: Said<'cheaperElsewhere'>, subject: Subject): string {
  const { modalUsdPerMonth, offer, offerUsdPerMonth, breakEvenShare } = said;
  const costs = t(
    '{0} costs about {1} a month; the same work on {2} costs {3}: {4} less.',
    subjectAtStart(subject),
    usd(modalUsdPerMonth),
    oneLine(offerName({ kind: 'provider', ...offer })),
    usd(offerUsdPerMonth),
    usd(modalUsdPerMonth - offerUsdPerMonth),
  );
  return breakEvenShare === null
    ? costs
    : `${costs} ${t('Modal is the cheaper up to {0} of its time at work.', percent(breakEvenShare))}`;
}

function waitingText(said: Said<'waitingCostsMore'>, subject: Subject): string {
  const { windowSeconds, buffer, waitingUsdPerMonth: waiting, servingUsdPerMonth: serving } = said;
  return t(
    'Containers of {0} that wait (scaledown_window {1} s{2}) cost {3} a month; the requests that they serve cost {4}{5}.',
    subjectName(subject),
    plainNumber(windowSeconds),
    buffer > 0 ? ` ${t('and {0} in the buffer', plainNumber(buffer))}` : '',
    usd(waiting),
    usd(serving),
    serving > 0 ? t(', {0} times as much', plainNumber(waiting / serving, 3)) : '',
  );
}
