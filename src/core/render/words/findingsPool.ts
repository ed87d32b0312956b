/** What the rules on containers find, in words. */
import { disagreementOn, type ChangeCost } from '../../cost/changeCost';
import type { Interval } from '../../cost/interval';
import type { PoolSaving } from '../../cost/savings';
import type { Subject } from '../../modal/declaration';
import type { PoolMessage } from '../../review/findings/poolMessages';
import { pricedOfferName } from '../comparisonText';
import { oneLine } from '../escape';
import {
  duration,
  numberInterval,
  percent,
  plainNumber,
  usd,
  usdInterval,
  usdKnown,
  usdLikely,
  usdShort,
} from '../money';
import { disagreementText } from './changeCosts';
import { savingSentence } from './savingWords';
import { subjectAtStart, subjectName } from './subjectNames';
import { plural } from './plural';
import { message, t } from './translate';

export function poolText(said: PoolMessage, subject: Subject): string {
  switch (said.kind) {
    case 'gpuKeptWarm':
      return warmText(said.arguments, subject);
    case 'cpuKeptWarm':
      return warmCpuText(said.arguments, subject);
    case 'callMayCost':
      return callText(said.arguments, subject);
    case 'cheaperElsewhere':
      return elsewhereText(said.arguments, subject);
    case 'waitingCostsMore':
      return waitingText(said.arguments, subject);
    case 'containersUnlimited':
      return t(
        '{0} has no max_containers: any number of containers may run at once, each at {1} per running hour. Set max_containers.',
        subjectName(subject),
        usdInterval(said.arguments.usdPerHour),
      );
    case 'clustersUnlimited':
      return t(
        '{0} has no max_containers: any number of clusters may run at once, each at {1} per running hour. Set max_containers.',
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

function warmText(
  { containers, gpus, hoursPerWeek, usdPerMonth, limit, beaten, notFixed }: Said<'gpuKeptWarm'>,
  subject: Subject,
): string {
  const count = plural(containers, message('{0} container'), message('{0} containers'));
  const said = [subjectAtStart(subject), count, gpus.join(` ${t('or')} `)] as const;
  const money = overLimit(usdPerMonth, limit);
  const costs =
    hoursPerWeek === null
      ? t(
          '{0} keeps {1} of {2} warm all month: {3} before the first request, more than {4} per month.',
          ...said,
          ...money,
        )
      : t(
          '{0} keeps {1} of {2} warm for {5} h a week: {3} per month before the first request, more than {4}.',
          ...said,
          ...money,
          plainNumber(hoursPerWeek, 4),
        );
  return withAdvice(costs, beaten, notFixed);
}

/** A figure and the limit that it is over: with cents only where they would read the same without. */
function overLimit(cost: Interval, limit: number): readonly [cost: string, limit: string] {
  const money = usdShort(cost.high) === usdShort(limit) ? usd : usdShort;
  return [usdInterval(cost, money), money(limit)];
}

/** The sentence of a finding, what would be as good for less, and why the pool is not to be removed. */
export function withAdvice(costs: string, beaten: PoolSaving | null, notFixed: ChangeCost | null): string {
  const said = beaten ? `${costs} ${savingSentence(beaten)}` : costs;
  return notFixed ? withChange(said, 'min_containers=0', notFixed) : said;
}

/** The sentence of a finding, and why there is no Quick Fix if the change would not save. */
function withChange(said: string, change: string, cost: ChangeCost): string {
  const books = disagreementOn(cost);
  if (books) return `${said} ${t('No Quick Fix: {0}', disagreementText(change, books))}`;
  const { nowUsd, thenUsd } = cost.inUse;
  return usd(nowUsd) === usd(thenUsd)
    ? said
    : `${said} ${t('With this traffic, {0} would cost {1} more.', change, usdShort(thenUsd - nowUsd))}`;
}

function warmCpuText(
  { containers, hoursPerWeek, usdPerMonth, limit, beaten, notFixed }: Said<'cpuKeptWarm'>,
  subject: Subject,
): string {
  const count = plural(containers, message('{0} container'), message('{0} containers'));
  const said = [subjectAtStart(subject), count, ...overLimit(usdPerMonth, limit)] as const;
  const costs =
    hoursPerWeek === null
      ? t('{0} keeps {1} warm all month: {2} before the first request, more than {3} per month.', ...said)
      : t(
          '{0} keeps {1} warm for {4} h a week: {2} per month before the first request, more than {3}.',
          ...said,
          plainNumber(hoursPerWeek, 4),
        );
  return withAdvice(costs, beaten, notFixed);
}

function callText(
  { usdPerCall, timeoutSeconds, attempts, mostUsd, limit }: Said<'callMayCost'>,
  subject: Subject,
): string {
  // With cents: a bound follows, which must not seem to be less.
  const figures = [usdInterval(usdPerCall), duration(timeoutSeconds.high)] as const;
  const tries = attempts > 1 ? ` ${t('in each of {0} attempts', plainNumber(attempts))}` : '';
  const said =
    subject.type === 'declaration' && subject.kind === 'sandbox'
      ? t(
          '{0} costs {1} if it runs until its timeout of {2}. The limit is {3}.',
          subjectAtStart(subject),
          ...figures,
          usdShort(limit),
        )
      : t(
          'One call of {0} costs {1} if it runs until its timeout of {2}{3}, more than {4}.',
          subjectName(subject),
          ...figures,
          tries,
          usdShort(limit),
        );
  return mostUsd === null
    ? `${said} ${t('Use beyond the requested CPU and memory costs more.')}`
    : `${said} ${t('It costs at most {0}.', usd(mostUsd))}`;
}

function elsewhereText(said: Said<'cheaperElsewhere'>, subject: Subject): string {
  const { modalUsdPerMonth, containers, offer, offerUsdPerMonth, breakEvenShare } = said;
  const saves = modalUsdPerMonth.likely - offerUsdPerMonth;
  const costs = t(
    '{0} costs about {1} per month with {2}; the same requests cost {4} on {3}: about {5} less.',
    subjectAtStart(subject),
    usdLikely(modalUsdPerMonth),
    poolSizeText(containers),
    oneLine(pricedOfferName(offer)),
    usdShort(offerUsdPerMonth),
    usdKnown(saves, modalUsdPerMonth),
  );
  return breakEvenShare === null || breakEvenShare > 1
    ? costs
    : `${costs} ${t('Modal is cheaper up to {0} utilization.', percent(breakEvenShare))}`;
}

/** `2 to 6 containers`, `1 container or more`, `up to 6 containers`. */
function poolSizeText({ least, most }: Said<'cheaperElsewhere'>['containers']): string {
  if (most === null)
    return least === 0
      ? t('as many containers as it needs')
      : plural(least, message('{0} container or more'), message('{0} containers or more'));
  if (least === most) return plural(most, message('{0} container'), message('{0} containers'));
  return least === 0
    ? plural(most, message('up to {0} container'), message('up to {0} containers'))
    : t('{0} to {1} containers', plainNumber(least), plainNumber(most));
}

function waitingText(said: Said<'waitingCostsMore'>, subject: Subject): string {
  const { windowSeconds, buffer, waitingUsdPerMonth: waiting, servingUsdPerMonth: serving, notFixed } = said;
  const costs = t(
    'Idle containers of {0} (scaledown_window {1} s{2}) cost {3} per month, {4}.',
    subjectName(subject),
    plainNumber(windowSeconds),
    buffer > 0 ? ` ${t('and {0} buffered', plainNumber(buffer))}` : '',
    usdShort(waiting),
    serving > 0
      ? t('{0} times the {1} for its requests', plainNumber(waiting / serving, 3), usdShort(serving))
      : t('and its requests nothing'),
  );
  return notFixed ? withChange(costs, `scaledown_window=${notFixed.seconds}`, notFixed.cost) : costs;
}
