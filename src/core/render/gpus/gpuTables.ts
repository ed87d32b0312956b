/** The GPUs of a price book as tables: what each costs on Modal, and the same card elsewhere. */
import type { CatalogGpu, CatalogOffer } from '../../cost/comparison/gpuCatalog';
import type { PricingContext } from '../../cost/estimate';
import { freePlan } from '../../cost/planCredit';
import { datesOf } from '../../pricing/asOf';
import { reviewBook } from '../../pricing/bundled';
import type { PriceBook } from '../../pricing/schema';
import { percent, plainNumber, usd, usdRate } from '../money';
import { listBlock, tableBlock, type ReportBlock } from '../report/report';
import { signed } from '../review/amounts';
import { left, right } from '../scenario/columns';
import { noOffer, notInBook, noPrice } from '../words/offerWords';
import { t } from '../words/translate';

/** What every GPU costs on Modal. */
export function priceBlocks(gpus: readonly CatalogGpu[], context: PricingContext): ReportBlock[] {
  const columns = [
    left('GPU'),
    right(t('VRAM')),
    right(t('per second')),
    right(t('idle, per second')),
    right(t('per hour')),
    right(t('warm month')),
    right(t('free-tier hours')),
    right(t('per container')),
  ];
  const rows = gpus.map((gpu) => [
    gpu.type,
    gpu.vramGb === null ? notInBook() : t('{0} GB', plainNumber(gpu.vramGb)),
    usdRate(gpu.perSecond),
    gpu.idlePerSecond === gpu.perSecond ? t('the same') : usdRate(gpu.idlePerSecond),
    usd(gpu.perSecond * 3_600),
    usd(gpu.warmMonth),
    gpu.freeHours === null ? notInBook() : t('{0} h', plainNumber(gpu.freeHours, 3)),
    mostText(gpu),
  ]);
  const notes = gpus.flatMap(({ type, note }) => (note === null ? [] : [`${type}: ${note}`]));
  return [
    tableBlock('', columns, rows),
    ...[listBlock([...basis(context), ...notes])].filter((block) => block !== null),
  ];
}

/** The most GPUs of a container. */
function mostText({ maxCount, maxSelfServe }: CatalogGpu): string {
  if (maxCount !== null) return t('at most {0}', maxCount);
  return maxSelfServe === null ? notInBook() : t('{0}, more by contract', maxSelfServe);
}

/** What the columns count. */
function basis({ book, hoursPerMonth }: PricingContext): string[] {
  const least = book.billing.gpuAllIn
    ? t('The rates include CPU and memory.')
    : t(
        'Per second and per hour: the GPU alone. Warm month and free-tier hours: a container with one GPU and the least CPU and memory, {0} core and {1} MiB.',
        plainNumber(book.minimumCores.value),
        plainNumber(book.minimumMiB.value),
      );
  const plan = freePlan(book);
  return [
    least,
    t('A month has {0} h.', plainNumber(hoursPerMonth)),
    ...(plan
      ? [
          t(
            'Free-tier hours: what the credit of {0} per month ({1}) pays for. It applies once to the whole workspace.',
            usd(plan.creditUsdMonth),
            plan.name,
          ),
        ]
      : []),
  ];
}

/** Which offers a column of the table has. */
interface OfferColumn {
  readonly title: string;
  readonly has: (offer: CatalogOffer) => boolean;
}

/** The providers that the review names; the first on demand and reserved. */
export function offerColumns(): OfferColumn[] {
  const [first = '', ...others] = reviewBook.review?.compared ?? [];
  const isReserved = ({ offer }: CatalogOffer): boolean => offer.reservedMonths !== undefined;
  return [
    {
      title: t('{0}, on demand', first),
      has: (each) => each.offer.name === first && !isReserved(each),
    },
    { title: t('{0}, reserved', first), has: (each) => each.offer.name === first && isReserved(each) },
    ...others.map((name) => ({ title: name, has: ({ offer }: CatalogOffer) => offer.name === name })),
  ];
}

/** The same card elsewhere: the cheapest offer of each provider per GPU-hour, and how much more Modal costs. */
export function elsewhereBlocks(gpus: readonly CatalogGpu[]): ReportBlock[] {
  const columns = offerColumns();
  const rows = gpus.map(({ type, offers }) => [
    type,
    ...columns.map(({ has }) => cheapestText(offers.filter(has))),
    String(offers.length),
  ]);
  return [
    tableBlock('', [left('GPU'), ...columns.map(({ title }) => left(title)), right(t('offers'))], rows),
    {
      kind: 'text',
      text: t(
        'USD per GPU-hour; in brackets what an active container on Modal costs more (+) or less (−). “No offer”: not in this price book. “No price”: the book has the offer, but no price. Offers differ in what they bill and include.',
      ),
    },
  ];
}

function cheapestText(offers: readonly CatalogOffer[]): string {
  const [cheapest] = offers;
  if (!cheapest) return noOffer();
  const { perHour, modalMore } = cheapest;
  if (perHour === null || modalMore === null) return noPrice();
  const price = `${usd(perHour)} (${signed(modalMore)})`;
  return offers.filter((each) => each.perHour !== null).length > 1 ? t('from {0}', price) : price;
}

/** GPUs that a table over time has columns for. */
const MAX_HISTORY_GPUS = 6;

/** A GPU's rates over time, two columns for each GPU that has a history; empty without any. */
export function historyBlocks(
  { history }: Pick<PriceBook, 'history'>,
  wanted: readonly string[],
): ReportBlock[] {
  const all = [...new Set(history.map(({ gpu }) => gpu))].filter((gpu) => wanted.includes(gpu));
  const gpus = all.slice(0, MAX_HISTORY_GPUS);
  if (gpus.length === 0) return [];
  const undated = history.some(({ date }) => date === 'undated') ? ['undated'] : [];
  const rows = [...undated, ...datesOf(history)].map((date) => {
    const found = gpus.map((gpu) => history.filter((each) => each.gpu === gpu && each.date === date));
    return [
      date,
      ...found.flatMap((entries) => [
        entries.map(({ active }) => usdRate(active.value)).join(', ') || notInBook(),
        entries.map(({ active }) => usd(active.value * 3_600)).join(', ') || notInBook(),
      ]),
      [...new Set(found.flat().flatMap(({ note }) => note ?? []))].join(' '),
    ];
  });
  const columns = gpus.flatMap((gpu) => [right(t('{0} per second', gpu)), right(t('{0} per hour', gpu))]);
  return [
    tableBlock('', [left(t('since')), ...columns, left(t('note'))], rows),
    ...[
      listBlock([
        ...gpus.flatMap((gpu) => changeSince(history, gpu)),
        ...(all.length > gpus.length ? [t('Not shown: {0}.', all.slice(MAX_HISTORY_GPUS).join(', '))] : []),
      ]),
    ].filter((block) => block !== null),
  ];
}

/** How far a GPU's rate is from the oldest dated one. */
function changeSince(history: PriceBook['history'], gpu: string): string[] {
  const dates = datesOf(history.filter((each) => each.gpu === gpu));
  const rateOf = (date: string | undefined): number | undefined =>
    history.find((each) => each.gpu === gpu && each.date === date)?.active.value;
  const [first, last] = [rateOf(dates[0]), rateOf(dates.at(-1))];
  if (first === undefined || last === undefined || dates.length < 2) return [];
  const change = last / first - 1;
  const text = `${change > 0 ? '+' : change < 0 ? '−' : ''}${percent(Math.abs(change))}`;
  return [t('{0}: {1} from {2} to {3}.', gpu, text, dates[0]!, dates.at(-1)!)];
}
