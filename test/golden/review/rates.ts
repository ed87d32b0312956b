/** The bundled review book's rates as plain numbers, for the formulas of the golden tests. */
import { reviewBook as book } from '../../../src/core/pricing/bundled';
import { hourlyPrice, providersFor, quoteGpu, tokensPerSecond } from '../../../src/core/pricing/lookup';
import { printed } from './figures';

const SECONDS = 3600;

/** A GPU's active rate in the book, USD a second. */
export function active(type: string): number {
  const quote = quoteGpu(book, book, type);
  if (quote === undefined) throw new Error(`no ${type}`);
  return quote.active.value;
}

/** A GPU's idle rate in the book, USD a second. */
export function idle(type: string): number {
  const rate = quoteGpu(book, book, type)?.idle;
  if (rate === undefined || rate === null) throw new Error(`no idle rate for ${type}`);
  return rate.value;
}

/** A GPU's active rate in the book, USD per hour. */
export const hourly = (type: string): number => active(type) * SECONDS;

/** The price of one of the book's providers, USD per hour for each GPU. */
export function providerHourly(id: string): number {
  const provider = providersFor(book, 'H100').find((one) => one.id === id);
  if (provider === undefined) throw new Error(`no priced provider ${id}`);
  return hourlyPrice(provider);
}

/** Lambda's H100 on demand and reserved for a year, USD per hour. */
export const lambdaOd = (): number => providerHourly('lambda-h100-on-demand');
export const lambdaRsv = (): number => providerHourly('lambda-h100-reserved');

/** The credit of the free tier, USD per month. */
export function credit(): number {
  return book.plans.find(({ name }) => name === 'Free tier')?.creditUsdMonth ?? NaN;
}

/** The book's month, in hours and in seconds. */
export const monthHours = (): number => book.hoursPerMonth.value;
export const monthSeconds = (): number => monthHours() * SECONDS;

/** Modal's month at a utilization of the H100 (0 to 1), USD. */
export const modalMonth = (utilization: number): number => utilization * hourly('H100') * monthHours();

/** Tokens per second that the book reports for `provider` on an H100. */
export function tokens(provider: 'Modal' | 'RunPod' | 'Lambda'): number {
  const found =
    provider === 'Modal'
      ? tokensPerSecond(book, 'H100')
      : book.measurements.find((one) => one.what === 'tokensPerSecond' && one.provider === provider);
  const value = found?.figure.value;
  if (typeof value !== 'number') throw new Error(`no tokens per second for ${provider}`);
  return value;
}

/** US dollars for a million tokens, at `usdPerHour` and `rate` tokens per second: the review's way. */
export const perMillion = (usdPerHour: number, rate: number): number => usdPerHour / ((rate * SECONDS) / 1e6);

/** The H100 or A100-80GB active rate of the book's history at `date`, USD a second. */
export function historic(date: string, gpu: string): number {
  const entry = book.history.find((one) => one.date === date && one.gpu === gpu);
  if (entry === undefined) throw new Error(`no ${gpu} in ${date}`);
  return entry.active.value;
}

/** Busy seconds a month of a scenario: requests per day × seconds a request × days. */
export const busySeconds = (requests: number, seconds: number): number =>
  requests * seconds * (monthHours() / 24);

/** The months of the book's history, first to last. */
export function historyMonths(): number {
  const months = book.history.map(({ date }) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)));
  return Math.max(...months) - Math.min(...months);
}

/** Scenarios A and B by the book's own rates, with the warm pool idle whenever it is not busy. */
export const scenario = {
  aBusy: (): number => busySeconds(printed('A.requests'), printed('A.secs')),
  aActive: (): number => scenario.aBusy() * active('A100'),
  aIdle: (): number => (printed('A.warm') * monthSeconds() - scenario.aBusy()) * idle('A100'),
  bBusy: (): number => busySeconds(printed('B.requests'), printed('B.ms') / 1000),
  bActive: (): number => scenario.bBusy() * active('H100'),
  bIdle: (): number => (printed('B.warm') * monthSeconds() - scenario.bBusy()) * idle('H100'),
};
