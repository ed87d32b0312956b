/** The keywords of Modal's decorators and calls that cost something, each with its figure for the declaration at hand. */
import type { Assessment } from '../../cost/assess';
import { isOpen, type Alternative } from '../../cost/estimate';
import { hull, multiply, type Interval } from '../../cost/interval';
import type { DeclarationKind } from '../../modal/declaration';
import { AUTOSCALER, parametersOf, parameterInfo, type ParameterName } from '../../modal/parameters';
import { REGISTERING } from '../../modal/registrar';
import { orMore } from '../amountText';
import { duration, plainNumber, usd, usdInterval, usdShort } from '../money';
import { keywordText } from '../words/keywordWords';
import { t } from '../words/translate';
import type { CompletionRow } from './completionRow';

/** What `with_options` takes of what costs. */
const OPTIONS: readonly ParameterName[] = [
  'gpu',
  'cpu',
  'memory',
  ...AUTOSCALER,
  'timeout',
  'retries',
  'region',
];

/** The kind that a method declares; null for one that changes a declaration; undefined for any other. */
export function kindMade(method: string): DeclarationKind | null | undefined {
  if (method === 'create') return 'sandbox';
  if (method === 'with_options' || method === 'update_autoscaler') return null;
  return Object.hasOwn(REGISTERING, method) ? REGISTERING[method] : undefined;
}

/**
 * The keywords that are not given yet and have a figure.
 * @param given the keywords of the call
 */
export function keywordRows(
  method: string,
  given: ReadonlySet<string>,
  assessment: Assessment,
): readonly CompletionRow[] {
  const kind = kindMade(method);
  const names = kind ? parametersOf(kind) : method === 'update_autoscaler' ? AUTOSCALER : OPTIONS;
  return names.flatMap((name) => {
    if (given.has(name)) return [];
    const figure = figureOf(name, assessment);
    if (figure === '') return [];
    const { unit } = parameterInfo(name);
    return [
      {
        label: `${name}=`,
        price: figure,
        // `min_containers` says of what it is a number, and a list is narrow.
        month: unit === null || name.endsWith(unit) ? '' : unit,
        insert: name === 'gpu' ? 'gpu="$1"' : `${name}=$1`,
        isSnippet: true,
        about: keywordText(name),
        isCurrent: false,
      },
    ];
  });
}

/** Seconds of a window, or of a call, that a figure is given for if the code does not say. */
const A_MINUTE = 60;

/** What a keyword costs, with its unit; empty where the book has no figure for it. */
function figureOf(name: ParameterName, { estimate }: Assessment): string {
  const { context, alternatives, settings, call, subject } = estimate;
  const { book } = context;
  const hasGpu = alternatives.some(({ gpu }) => gpu !== null);
  const isIncluded = hasGpu && book.billing.gpuAllIn;
  const idle = ratesOf(alternatives, 'idlePerSecond');
  const active = ratesOf(alternatives, 'activePerSecond');
  const bounded = (text: string): string => (isOpen(estimate) ? orMore(text) : text);
  const perHour = (rate: Interval | null, words: (text: string) => string): string =>
    rate ? bounded(words(usdInterval(multiply(rate, { low: 3_600, high: 3_600 })))) : '';
  switch (name) {
    case 'gpu':
      return gpuSpan(Object.values(book.gpus).map(({ active: figure }) => figure.value));
    case 'cpu':
      return isIncluded ? t('in the GPU price') : t('{0}/h per core', usd(book.cpu.value * 3_600));
    case 'memory':
      if (isIncluded || !book.memory) return isIncluded ? t('in the GPU price') : '';
      return t('{0}/h per GiB', usd(book.memory.value * 3_600));
    case 'min_containers': {
      const hours = 3_600 * context.hoursPerMonth;
      return idle
        ? bounded(t('{0}/mo each, idle', usdInterval(multiply(idle, { low: hours, high: hours }), usdShort)))
        : '';
    }
    case 'buffer_containers':
      return perHour(idle, (text) => t('{0}/h each, idle', text));
    case 'max_containers':
      return perHour(active, (text) => t('{0}/h each at most', text));
    case 'scaledown_window':
    case 'idle_timeout':
      if (!book.billing.scaledownTail) return t('not billed by this book');
      return idle
        ? bounded(t('{0} per idle minute', usdInterval(multiply(idle, { low: A_MINUTE, high: A_MINUTE }))))
        : '';
    case 'timeout':
      return call?.atTimeout && settings.timeout.interval
        ? bounded(
            t('{0} per call at {1}', usdInterval(call.atTimeout), duration(settings.timeout.interval.high)),
          )
        : '';
    case 'region':
    case 'compute_region': {
      const { region } = book.multipliers;
      return region
        ? t('× {0} or × {1}', plainNumber(region.broad.value), plainNumber(region.narrow.value))
        : '';
    }
    case 'nonpreemptible':
      return hasGpu && subject.gpu.status === 'known'
        ? ''
        : t('× {0} on CPU and memory', plainNumber(book.multipliers.nonpreemptible.value));
    default:
      return '';
  }
}

/** The cheapest and the dearest GPU of a book. */
function gpuSpan(perSecond: readonly number[]): string {
  if (perSecond.length === 0) return '';
  const span = { low: Math.min(...perSecond) * 3_600, high: Math.max(...perSecond) * 3_600 };
  return t('{0}/h per GPU', usdInterval(span));
}

/** USD per second of one container with any of the options; null if none has a price. */
function ratesOf(
  alternatives: readonly Alternative[],
  which: 'idlePerSecond' | 'activePerSecond',
): Interval | null {
  return hull(alternatives.flatMap(({ rate }) => (rate ? [rate[which]] : []))) ?? null;
}
