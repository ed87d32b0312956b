/** What the rules on containers find, in words. */
import type { Subject } from '../../modal/declaration';
import type { PoolMessage } from '../../review/findings/poolMessages';
import { offerName } from '../comparisonText';
import { oneLine } from '../escape';
import { numberInterval, percent, plainNumber, usd, usdInterval } from '../money';
import { subjectAtStart, subjectName } from './subjectNames';
import { plural } from './plural';
import { message, t } from './translate';

export function poolText(said: PoolMessage, subject: Subject): string {
  switch (said.kind) {
    case 'gpuKeptWarm':
      return warmText(said.arguments, subject);
    case 'cheaperElsewhere':
      return elsewhereText(said.arguments, subject);
    case 'waitingCostsMore':
      return waitingText(said.arguments, subject);
    case 'containersUnlimited':
      return t(
        '{0} has no max_containers: any number of containers may run at once, each at {1} per active hour. Set max_containers.',
        subjectName(subject),
        usdInterval(said.arguments.usdPerHour),
      );
    case 'clustersUnlimited':
      return t(
        '{0} has no max_containers: any number of clusters may run at once, each at {1} per active hour. Set max_containers.',
        subjectName(subject),
        usdInterval(said.arguments.usdPerHour),
      );
    case 'minOverMax':
      return plural(
        said.arguments.min,
        message(
          '{1} keeps {0} container warm, but max_containers is {2}: Modal rejects min_containers above max_containers.',
        ),
        message(
          '{1} keeps {0} containers warm, but max_containers is {2}: Modal rejects min_containers above max_containers.',
        ),
        subjectAtStart(subject),
        numberInterval(said.arguments.max),
      );
    case 'notMultipleOfCluster':
      return t(
        '{0}={1} of {2} is not a multiple of its cluster size of {3} containers: Modal rejects it.',
        said.arguments.parameter,
        plainNumber(said.arguments.value),
        subjectName(subject),
        plainNumber(said.arguments.clusterSize),
      );
  }
}

type Said<Kind extends PoolMessage['kind']> = Extract<PoolMessage, { readonly kind: Kind }>['arguments'];

function warmText({ containers, gpus, usdPerMonth, limit }: Said<'gpuKeptWarm'>, subject: Subject): string {
  const count = plural(containers, message('{0} container'), message('{0} containers'));
  return t(
    '{0} keeps {1} of {2} warm all month: {3} before the first request, above {4}.',
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
    '{0} costs about {1} per month; the same work on {2} costs {3}, {4} less.',
    subjectAtStart(subject),
    usd(modalUsdPerMonth),
    oneLine(offerName({ kind: 'provider', ...offer })),
    usd(offerUsdPerMonth),
    usd(modalUsdPerMonth - offerUsdPerMonth),
  );
  return breakEvenShare === null
    ? costs
    : `${costs} ${t('Modal is cheaper up to {0} utilization.', percent(breakEvenShare))}`;
}

function waitingText(said: Said<'waitingCostsMore'>, subject: Subject): string {
  const { windowSeconds, buffer, waitingUsdPerMonth: waiting, servingUsdPerMonth: serving } = said;
  return t(
    'Idle containers of {0} (scaledown_window {1} s{2}) cost {3} per month; the requests that they serve cost {4}{5}.',
    subjectName(subject),
    plainNumber(windowSeconds),
    buffer > 0 ? ` ${t('and {0} buffered', plainNumber(buffer))}` : '',
    usd(waiting),
    usd(serving),
    serving > 0 ? t(', {0} times as much', plainNumber(waiting / serving, 3)) : '',
  );
}
