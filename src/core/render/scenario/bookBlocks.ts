/** What the price book reports besides prices, for the panel: measurements, former rates, sources. */
import type { BlockView, TableView } from './panelView';
import type { Measurement, PriceBook } from '../../pricing/schema';
import { plainNumber, usd, usdRate } from '../money';
import { t } from '../words/translate';
import type { Scenario } from './scenario';
import { bookTitle } from '../words/priceBooks';
import { left, right } from './columns';

function measuredText(what: Measurement['what']): string {
  switch (what) {
    case 'coldStart':
      return t('Cold start, no warm pool');
    case 'coldStartWarmPool':
      return t('Cold start, a warm pool of one');
    case 'coldStartP95':
      return t('Cold start, 95th percentile');
    case 'warmLatencyP50':
      return t('Warm request, median');
    case 'tokensPerSecond':
      return t('Tokens per second');
    case 'deploy':
      return t('Deploy');
    case 'imageBuildToFirstRequest':
      return t('Image build to first request');
  }
}

export function measurementBlocks({ context: { book } }: Scenario): BlockView[] {
  if (book.measurements.length === 0) return [];
  const rows = book.measurements.map(({ what, provider, gpu, figure, contradicts = [] }) => ({
    strong: false,
    cells: [
      measuredText(what),
      provider,
      gpu,
      measured(figure),
      otherwise(figure, contradicts, book),
      figure.date,
    ],
  }));
  // The source gives some figures twice, in its text and among its questions.
  const distinct = [...new Map(rows.map((row) => [JSON.stringify(row.cells), row])).values()];
  const table: TableView = {
    caption: t('As measured by the source'),
    columns: [
      left(t('figure')),
      left(t('provider')),
      left('GPU'),
      right(t('measured')),
      left(t('other figures')),
      left(t('date')),
    ],
    rows: distinct,
  };
  return [{ kind: 'table', table }];
}

export function measured({ value, unit }: Measurement['figure']): string {
  const text = Array.isArray(value) ? value.map((each) => plainNumber(each)).join('–') : plainNumber(value);
  return `${text} ${unit}`;
}

/** What else the source says of the same thing. */
function otherwise(
  figure: Measurement['figure'],
  contradicts: readonly string[],
  { measurements }: PriceBook,
): string {
  if (contradicts.length === 0) return figure.note ?? '';
  if (figure.note !== undefined) return figure.note;
  const others = measurements.filter(({ id }) => contradicts.includes(id));
  const said = new Set(others.map((other) => measured(other.figure)));
  return t('also reported: {0}', [...said].join(', '));
}

export function historyBlocks({ after, context: { book } }: Scenario): BlockView[] {
  const type = after.estimate.alternatives[0]?.rate?.quote?.pricedAs;
  const found = book.history.filter(({ gpu }) => gpu === type);
  if (found.length === 0) return [];
  const rows = found.map(({ date, active, note }) => ({
    strong: false,
    cells: [date, `${usdRate(active.value)}/s`, `${usd(active.value * 3_600)}/h`, note ?? ''],
  }));
  return [
    {
      kind: 'table',
      table: {
        caption: t('{0} active', type ?? ''),
        columns: [left(t('date')), right(t('per second')), right(t('per hour')), left('')],
        rows,
      },
    },
  ];
}

export function sourceBlocks({ context: { book, list } }: Scenario): BlockView[] {
  const books: PriceBook[] = book.id === list.id ? [book] : [book, list];
  const items = books.flatMap((each) => [
    `${bookTitle(each)} (${each.id}, ${each.date}): ${each.billing.note}`,
    ...Object.values(each.sources).map(({ title, url, date }) =>
      [title, url, date].filter(Boolean).join(' · '),
    ),
  ]);
  return [{ kind: 'list', items }];
}
