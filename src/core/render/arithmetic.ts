import type { Alternative, ContainerMoney, Estimate } from '../cost/estimate';
import { isExact, multiply, exactly, type Interval } from '../cost/interval';
import type { RatePart } from '../cost/containerRate';
import { optionEnds } from '../cost/optionEnds';
import {
  duration,
  FACTOR_DIGITS,
  numberInterval,
  plainNumber,
  usd,
  usdFactor,
  usdInterval,
  usdRate,
} from './money';
import { plural } from './words/plural';
import { message, t } from './words/translate';

/** One figure with its arithmetic, which evaluates to the result within the digits that are shown; ready for a hover, a table or a report. */
export interface FigureRow {
  readonly figure: 'running' | 'idle' | 'floor' | 'ceiling' | 'call' | 'callMost' | 'schedule';
  /** The label of the GPU option that it is for; empty for what is not of one option. */
  readonly gpu: string;
  readonly title: string;
  /** The GPU option it holds for; empty where there is only one. */
  readonly option: string;
  /** What is multiplied and added, with every rate and unit. */
  readonly arithmetic: string;
  /** The result with its unit. */
  readonly result: string;
  /** True for the figures that a reader looks for first. */
  readonly headline: boolean;
}

/** Every figure of an estimate with its arithmetic. */
export function figureRows(estimate: Estimate): readonly FigureRow[] {
  const priced = estimate.alternatives.filter((each) => each.rate !== undefined);
  const several = estimate.alternatives.length > 1;
  const rows = priced.flatMap((each) => liveRows(each, estimate, several));
  for (const each of priced) rows.push(...floorRows(each, estimate, several));
  rows.push(
    ...ceilingRow(estimate),
    ...callRow(estimate),
    ...callMostRow(estimate),
    ...scheduleRow(estimate),
  );
  return rows;
}

function liveRows(alternative: Alternative, estimate: Estimate, several: boolean): FigureRow[] {
  const rate = alternative.rate!;
  const size = estimate.clusterSize.interval;
  const clustered = size !== null && !(isExact(size) && size.low === 1);
  const hour = multiply(rate.activePerSecond, exactly(3_600), ...(clustered ? [size] : []));
  const factor = clustered ? `${t('{0} containers', numberInterval(size))} × ` : '';
  return [
    {
      figure: 'running',
      gpu: alternative.label,
      title: clustered ? t('Running, per cluster-hour') : t('Running, per container-hour'),
      option: several ? alternative.label : '',
      arithmetic: `${factor}${over(rate.active, 1)}`,
      result: `${usdInterval(hour)}/h`,
      headline: true,
    },
  ];
}

function floorRows(alternative: Alternative, estimate: Estimate, several: boolean): FigureRow[] {
  const { floor } = estimate;
  const containers = floor?.containers.interval;
  if (!floor || !containers) return [];
  const rate = alternative.rate!;
  const { hoursPerMonth } = estimate.context;
  const { hours } = floor;
  const average = hours && exactly(floor.likelyContainers ?? 0);
  const option = several ? alternative.label : '';
  return [
    {
      figure: 'idle',
      gpu: alternative.label,
      title: t('Idle, per warm container-hour'),
      option,
      arithmetic: over(rate.idle, 1),
      result: `${usdInterval(multiply(rate.idlePerSecond, exactly(3_600)))}/h`,
      headline: false,
    },
    {
      figure: 'floor',
      gpu: alternative.label,
      title: t('Warm floor, per month'),
      option,
      arithmetic: hours
        ? hours
            .filter((each) => each.containers > 0)
            .map(
              (each) =>
                `${plainNumber(each.containers)} × ${over(rate.idle, each.share * hoursPerMonth, isOne)}`,
            )
            .join(' + ')
        : `${numberInterval(containers)} × ${over(rate.idle, hoursPerMonth, isOne)}`,
      result: `${usdInterval(multiply(average ?? containers, rate.idlePerSecond, exactly(hoursPerMonth * 3_600)))}/mo`,
      headline: true,
    },
  ];
}

function ceilingRow(estimate: Estimate): FigureRow[] {
  const { ceiling, livePerHour, clusterSize } = estimate;
  if (!ceiling?.perHour || !ceiling.containers.interval || !livePerHour) return [];
  const perContainer = divide(livePerHour, clusterSize.interval);
  return [
    {
      figure: 'ceiling',
      gpu: '',
      title: t('Ceiling, all containers running'),
      option: '',
      arithmetic: `${numberInterval(ceiling.containers.interval)} × ${usdInterval(perContainer, usdFactor)}/h${endsText(estimate)}`,
      result: `${usdInterval(ceiling.perHour)}/h · ${monthOf(ceiling)}`,
      headline: false,
    },
  ];
}

function monthOf(money: ContainerMoney): string {
  return money.perMonth ? `${usdInterval(money.perMonth)}/mo` : '';
}

function divide(value: Interval, by: Interval | null): Interval {
  return by ? { low: value.low / by.low, high: value.high / by.high } : value;
}

function callRow(estimate: Estimate): FigureRow[] {
  const { call, livePerHour } = estimate;
  if (!call?.atTimeout || !call.timeout.interval || !call.attempts.interval || !livePerHour) return [];
  const { timeout, attempts, atTimeout } = call;
  const each = isExact(timeout.interval!)
    ? duration(timeout.interval!.low, FACTOR_DIGITS)
    : `${numberInterval(timeout.interval!, FACTOR_DIGITS)} s`;
  return [
    {
      figure: 'call',
      gpu: '',
      title: estimate.settings.isSandbox ? t('One sandbox, at its timeout') : t('One call, at its timeout'),
      option: '',
      arithmetic: `${attemptsFactor(attempts.interval!)}${each} × ${usdInterval(livePerHour, usdFactor)}/h${endsText(estimate)}`,
      result: usdInterval(atTimeout),
      headline: false,
    },
  ];
}

function attemptsFactor(attempts: Interval): string {
  return isOne(attempts) ? '' : `${t('{0} attempts', numberInterval(attempts))} × `;
}

/** The bound of one call, if there is one. */
function callMostRow({ call, settings }: Estimate): FigureRow[] {
  if (!call?.most) return [];
  const {
    containers,
    attempts,
    timeoutSeconds,
    startupSeconds,
    windowSeconds,
    perSecond,
    usd: most,
  } = call.most;
  const times = [timeoutSeconds, startupSeconds, windowSeconds]
    .filter((each) => each > 0)
    .map((each) => duration(each, FACTOR_DIGITS));
  const seconds = times.length === 1 ? times[0]! : `(${times.join(' + ')})`;
  const count = containers === 1 ? '' : `${t('{0} containers', plainNumber(containers))} × `;
  return [
    {
      figure: 'callMost',
      gpu: '',
      title: settings.isSandbox
        ? t('One sandbox, at most')
        : t('One call, at most, with start-up, idle time and limits'),
      option: '',
      arithmetic: `${count}${attemptsFactor(exactly(attempts))}${seconds} × ${usdFactor(perSecond)}/s`,
      result: usd(most),
      headline: false,
    },
  ];
}

/** ` (H100! to B200)`: which options are at the ends of a range; empty where there is none. */
function endsText(estimate: Estimate): string {
  const ends = optionEnds(estimate);
  return ends ? ` (${t('{0} to {1}', ends.cheapest, ends.dearest)})` : '';
}

function scheduleRow({ scheduled, call }: Estimate): FigureRow[] {
  if (!scheduled?.atTimeoutPerMonth || scheduled.runsPerMonth === null || !call?.atTimeout) return [];
  return [
    {
      figure: 'schedule',
      gpu: '',
      title: t('Scheduled runs at their timeout, without idle time'),
      option: '',
      arithmetic: `${runsText(scheduled.runsPerMonth)} × ${usdInterval(call.atTimeout, usdFactor)}`,
      result: `${usdInterval(scheduled.atTimeoutPerMonth)}/mo`,
      headline: true,
    },
  ];
}

function runsText(perMonth: number): string {
  const runs = Number(perMonth.toPrecision(FACTOR_DIGITS));
  return plural(runs, message('{0} run per month'), message('{0} runs per month'));
}

function isOne(value: Interval): boolean {
  return isExact(value) && value.low === 1;
}

/**
 * The parts of a rate for a number of hours: `(1 × H100 × $0.001097/s + …) × 3,600 s`, or in hours where all rates are
 * given per hour.
 * @param isLeftOut whether an amount is not worth a factor of its own
 */
function over(
  parts: readonly RatePart[],
  hours: number,
  isLeftOut: (amount: Interval) => boolean = () => false,
): string {
  const inHours = parts.every(isHourly);
  const terms = parts.map((part) => {
    const amount =
      parts.length === 1 && isLeftOut(part.amount) ? '' : `${numberInterval(part.amount, FACTOR_DIGITS)} × `;
    return `${amount}${unitPrice(part, inHours)}`;
  });
  const sum = terms.length === 1 ? terms[0]! : `(${terms.join(' + ')})`;
  if (!inHours) return `${sum} × ${plainNumber(hours * 3_600, FACTOR_DIGITS)} s`;
  return hours === 1 ? sum : `${sum} × ${plainNumber(hours, FACTOR_DIGITS)} h`;
}

function unitPrice(part: RatePart, inHours: boolean): string {
  const factor = isOne(part.factor) ? '' : ` × ${numberInterval(part.factor, FACTOR_DIGITS)}`;
  const discount = part.discount === 1 ? '' : ` × ${plainNumber(part.discount, FACTOR_DIGITS)}`;
  return `${part.label} × ${rateText(part, inHours)}${factor}${discount}`;
}

function rateText(part: RatePart, inHours: boolean): string {
  const { value } = part.figure;
  if (inHours) return `${usdRate(value * 3_600)}/h`;
  return isHourly(part) ? `${usdRate(value * 3_600)} ÷ 3,600 s` : `${usdRate(value)}/s`;
}

/** Significant digits of a published rate. */
const RATE_DIGITS = 8;

/** Whether a rate was given per hour, as a workspace's are: per second it has no end of digits. */
function isHourly({ figure: { value } }: RatePart): boolean {
  return !isShort(value) && isShort(value * 3_600);
}

function isShort(value: number): boolean {
  return Math.abs(Number(value.toPrecision(RATE_DIGITS)) - value) <= 1e-12 * value;
}
