import type { Alternative, ContainerMoney, Estimate } from '../cost/estimate';
import { isExact, multiply, exactly, type Interval } from '../cost/interval';
import type { RatePart } from '../cost/containerRate';
import { duration, numberInterval, plainNumber, usd, usdInterval, usdRate } from './money';
import { plural } from './words/plural';
import { message, t } from './words/translate';

/** One figure with its arithmetic, ready for a hover, a table or a report. */
export interface FigureRow {
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
  rows.push(...ceilingRow(estimate), ...callRow(estimate), ...scheduleRow(estimate));
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
      title: clustered ? t('Running, per cluster-hour') : t('Running, per container-hour'),
      option: several ? alternative.label : '',
      arithmetic: `${factor}${sum(rate.active)} × 3,600 s`,
      result: `${usdInterval(hour)}/h`,
      headline: true,
    },
  ];
}

function floorRows(alternative: Alternative, estimate: Estimate, several: boolean): FigureRow[] {
  const containers = estimate.floor?.containers.interval;
  if (!containers) return [];
  const rate = alternative.rate!;
  const seconds = estimate.context.hoursPerMonth * 3_600;
  const option = several ? alternative.label : '';
  return [
    {
      title: t('Idle, per warm container-hour'),
      option,
      arithmetic: `${sum(rate.idle)} × 3,600 s`,
      result: `${usdInterval(multiply(rate.idlePerSecond, exactly(3_600)))}/h`,
      headline: false,
    },
    {
      title: t('Warm floor, per month'),
      option,
      arithmetic: `${times(containers, rate.idle)} × ${plainNumber(seconds, 9)} s`,
      result: `${usdInterval(multiply(containers, rate.idlePerSecond, exactly(seconds)))}/mo`,
      headline: true,
    },
  ];
}

function ceilingRow({ ceiling, livePerHour, clusterSize }: Estimate): FigureRow[] {
  if (!ceiling?.perHour || !ceiling.containers.interval || !livePerHour) return [];
  const perContainer = divide(livePerHour, clusterSize.interval);
  return [
    {
      title: t('Ceiling, all containers running'),
      option: '',
      arithmetic: `${numberInterval(ceiling.containers.interval)} × ${usdInterval(perContainer)}/h`,
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

function callRow({ call, livePerHour }: Estimate): FigureRow[] {
  if (!call?.most || !call.timeout.interval || !call.attempts.interval || !livePerHour) return [];
  const tries =
    isExact(call.attempts.interval) && call.attempts.interval.low === 1
      ? ''
      : `${t('{0} attempts', numberInterval(call.attempts.interval))} × `;
  const each = isExact(call.timeout.interval)
    ? duration(call.timeout.interval.low)
    : `${numberInterval(call.timeout.interval)} s`;
  return [
    {
      title: t('One call, at most (its timeout)'),
      option: '',
      arithmetic: `${tries}${each} × ${usdInterval(livePerHour)}/h`,
      result: usdInterval(call.most),
      headline: false,
    },
  ];
}

function scheduleRow({ scheduled, call }: Estimate): FigureRow[] {
  if (!scheduled?.mostPerMonth || scheduled.runsPerMonth === null || !call?.most) return [];
  return [
    {
      title: t('On its schedule, at most'),
      option: '',
      arithmetic: `${runsText(scheduled.runsPerMonth)} × ${usdInterval(call.most)}`,
      result: `≤ ${usd(scheduled.mostPerMonth.high)}/mo`,
      headline: true,
    },
  ];
}

function runsText(perMonth: number): string {
  const runs = Number(perMonth.toPrecision(4));
  return plural(runs, message('{0} run per month'), message('{0} runs per month'));
}

/** `2 × H100 × $0.00012/s`, a sum in brackets where there are several parts. */
function times(count: Interval, parts: readonly RatePart[]): string {
  const [only] = parts;
  if (parts.length === 1 && only && isExact(only.amount) && only.amount.low === 1)
    return `${numberInterval(count)} × ${unitPrice(only)}`;
  return `${numberInterval(count)} × ${sum(parts)}`;
}

function sum(parts: readonly RatePart[]): string {
  const terms = parts.map((each) => `${numberInterval(each.amount)} × ${unitPrice(each)}`);
  return terms.length === 1 ? terms[0]! : `(${terms.join(' + ')})`;
}

function unitPrice(part: RatePart): string {
  const factor = isExact(part.factor) && part.factor.low === 1 ? '' : ` × ${numberInterval(part.factor)}`;
  const discount = part.discount === 1 ? '' : ` × ${plainNumber(part.discount, 6)}`;
  return `${part.label} × ${usdRate(part.figure.value)}/s${factor}${discount}`;
}
