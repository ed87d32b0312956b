/** What a cost keyword comes to by itself: a few words with one figure in bold. */
import { floorAmount, liveAmount, type Amount } from '../cost/amount';
import type { Assessment } from '../cost/assess';
import type { RatePart } from '../cost/containerRate';
import type { Estimate } from '../cost/estimate';
import { exactly, hull, isExact, multiply, type Interval } from '../cost/interval';
import { pricedOptions, type KnownMonth } from '../cost/month';
import { partOf, type BillPartName } from '../cost/monthBill';
import { gpuLabel } from '../modal/gpu';
import type { ParameterName } from '../modal/parameters';
import { nearestGpu } from '../pricing/lookup';
import { orMore } from './amountText';
import { escapeMarkdown, inlineCode } from './escape';
import { numberInterval, plainNumber, usdInterval, usdShort } from './money';
import { bookName } from './words/priceBooks';
import { t } from './words/translate';

/** @param name the keyword under its present name */
export function figureText(name: ParameterName, assessment: Assessment): string {
  const { estimate } = assessment;
  const { settings, ceiling, call, scheduled } = estimate;
  switch (name) {
    case 'gpu':
      return gpuText(estimate);
    case 'min_containers':
      return warmText(assessment);
    case 'max_containers':
      return ceiling?.perHour
        ? t('at most {0}, with all of them running', bold(`${usdInterval(ceiling.perHour)}/h`))
        : liveText(estimate);
    case 'buffer_containers':
      return idleText(estimate);
    case 'scaledown_window':
      return windowText(assessment);
    case 'timeout':
      return call?.atTimeout
        ? t('{0} for a call that runs that long', bold(usdInterval(call.atTimeout)))
        : liveText(estimate);
    case 'retries':
      return call?.atTimeout && settings.attempts.interval
        ? t(
            '{0} for a call with {1} attempts that run until the timeout',
            bold(usdInterval(call.atTimeout)),
            numberInterval(settings.attempts.interval),
          )
        : liveText(estimate);
    case 'cpu':
      return shareText(estimate, 'cpu');
    case 'memory':
    case 'ephemeral_disk':
      return shareText(estimate, 'memory');
    case 'region':
    case 'compute_region':
    case 'nonpreemptible':
      return factorText(estimate);
    case 'schedule':
      return scheduled?.atTimeoutPerMonth && scheduled.runsPerMonth !== null
        ? t(
            '{0} if each of {1} runs per month takes its whole timeout',
            bold(`${usdInterval(scheduled.atTimeoutPerMonth, usdShort)}/mo`),
            plainNumber(scheduled.runsPerMonth, 4),
          )
        : liveText(estimate);
    default:
      return liveText(estimate);
  }
}

/** The GPU, with its count, that the only one of a declaration is a misspelling of. */
export function misspelled({ subject, context: { book, list } }: Estimate): string | undefined {
  const [gpu, ...others] = subject.gpu.value ?? [];
  if (subject.gpu.status !== 'known' || !gpu?.type || others.length > 0) return undefined;
  const near = nearestGpu(book, list, gpu.type);
  return near === undefined ? undefined : gpuLabel({ ...gpu, type: near });
}

function gpuText(estimate: Estimate): string {
  const { alternatives, context } = estimate;
  const unpriced = alternatives.flatMap(({ rate, label }) => (rate ? [] : [inlineCode(label)]));
  if (unpriced.length === 0) return liveText(estimate);
  const near = misspelled(estimate);
  const none =
    near === undefined
      ? t('{0} has no price for {1}', escapeMarkdown(bookName(context.book)), unpriced.join(', '))
      : t('there is no price for a GPU of that name; it is probably {0}', inlineCode(near));
  return unpriced.length === alternatives.length ? none : `${liveText(estimate)}; ${none}`;
}

/** What a running container, or cluster, costs, with all that its keywords ask for. */
function liveText(estimate: Estimate): string {
  return amountText(liveAmount(estimate), (sum) => t('{0} running', bold(`${sum}/h`)));
}

function amountText(amount: Amount, words: (sum: string) => string): string {
  if (amount === 'none') return '';
  if (amount === 'unknown') return t('cost unknown');
  const text = words(usdInterval(amount, usdShort));
  return amount.atLeast ? orMore(text) : text;
}

/** The warm floor, or, where the usage is known, as much of it as is idle. */
function warmText({ estimate, month }: Assessment): string {
  const idle = month?.status === 'known' && month.unstable === null ? partUsd(month, 'floorIdle') : null;
  if (idle !== null) return t('{0} idle', bold(`${usdShort(idle)}/mo`));
  const floor = floorAmount(estimate);
  return floor === 'none'
    ? t('no container stays warm')
    : amountText(floor, (sum) => t('{0} before the first request', bold(`${sum}/mo`)));
}

/** What an idle container costs. */
function idleText(estimate: Estimate): string {
  const rate = hull(pricedOptions(estimate).map(({ rate }) => rate.idlePerSecond));
  return rate
    ? t('{0} for each idle container', bold(`${usdInterval(multiply(rate, HOUR))}/h`))
    : t('cost unknown');
}

function windowText({ estimate, month }: Assessment): string {
  const { book } = estimate.context;
  if (!book.billing.scaledownTail) return t('not billed by {0}', escapeMarkdown(bookName(book)));
  if (month?.status === 'known' && month.unstable === null)
    return t('{0} idle before scale-down', bold(`${usdShort(partUsd(month, 'tail'))}/mo`));
  const { interval } = estimate.settings.scaledownWindow;
  const rate = hull(pricedOptions(estimate).map(({ rate }) => rate.idlePerSecond));
  return interval && rate
    ? t('up to {0} each time that a container becomes idle', bold(usdInterval(multiply(interval, rate))))
    : t('cost unknown');
}

function partUsd({ options }: KnownMonth, name: BillPartName): number {
  return partOf(options[0].bill.parts, name).usd.likely;
}

const HOUR = exactly(3_600);

/** What CPU or memory is of the price of a running container. */
function shareText(estimate: Estimate, what: RatePart['what']): string {
  const options = pricedOptions(estimate);
  const own = hull(options.flatMap(({ rate }) => partsOf(rate.active, what).map((part) => part.perSecond)));
  const live = liveText(estimate);
  if (own) return t('{0} of {1}', bold(`${usdInterval(multiply(own, HOUR))}/h`), plain(live));
  return options.length > 0 ? t('in the price of the GPU, {0}', live) : live;
}

function partsOf(parts: readonly RatePart[], what: RatePart['what']): readonly RatePart[] {
  return parts.filter((part) => part.what === what);
}

/** How much a region, or being never preempted, multiplies the price. */
function factorText(estimate: Estimate): string {
  const factors = pricedOptions(estimate).flatMap(({ rate }) => rate.active.map(({ factor }) => factor));
  const factor: Interval = hull(factors) ?? exactly(1);
  const live = liveText(estimate);
  return isExact(factor) && factor.low === 1 ? live : t('{0}, times {1}', live, numberInterval(factor));
}

/** Without the bold of a figure, of which there is one. */
function plain(text: string): string {
  return text.replaceAll('**', '');
}

function bold(text: string): string {
  return `**${text}**`;
}
