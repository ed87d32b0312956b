/** What the review has measured: the benchmark matrix, and how long it takes to deploy. */
import type { Review } from '../../pricing/reviewSchema';
import type { Measurement, PriceBook } from '../../pricing/schema';
import { duration, plainNumber } from '../money';
import { listBlock, reportSection, tableBlock, type ReportSection } from '../report/report';
import { measured } from '../scenario/bookBlocks';
import { left, right } from '../scenario/columns';
import { notInBook } from '../words/offerWords';
import { t } from '../words/translate';
import { citedText, sourceKeyText } from './citedText';
import type { ReviewInBook } from './reviewInBook';

type Cell = Review['benchmarks']['rows'][number]['cells'][number];

function measurementOf(cell: Cell, { measurements }: PriceBook): Measurement | undefined {
  return 'measurement' in cell ? measurements.find(({ id }) => id === cell.measurement) : undefined;
}

function cellText(cell: Cell, book: PriceBook): string {
  if ('words' in cell) return cell.words;
  const found = measurementOf(cell, book);
  return found ? measured(found.figure) : notInBook();
}

/** The matrix as a matrix: a row for each workload, a column for each provider. */
export function benchmarkSection({ review: { benchmarks }, book }: ReviewInBook): ReportSection | null {
  const { columns, rows, findings, note } = benchmarks;
  const remarks = rows.flatMap(({ what, cells }) =>
    cells.flatMap((cell, i) => {
      const said = measurementOf(cell, book)?.figure.note;
      return said === undefined ? [] : [`${what}, ${columns[i]?.product ?? ''}: ${said}`];
    }),
  );
  return reportSection('benchmarks', t('Benchmark matrix'), [
    tableBlock(
      note,
      [left(t('workload')), ...columns.map(({ product }) => right(product)), left(t('source, date'))],
      rows.map(({ what, cells }) => [
        what,
        ...cells.map((cell) => cellText(cell, book)),
        sourceKeyText(cells.map((cell) => measurementOf(cell, book)?.figure).find(Boolean) ?? benchmarks),
      ]),
    ),
    listBlock([...remarks, ...findings]),
    { kind: 'text', text: citedText(benchmarks, book) },
  ]);
}

/** From nothing to the first response, and the parts of it (FIG 5.0). */
export function timingSection({ review: { timings }, book }: ReviewInBook): ReportSection | null {
  return reportSection('timings', t('Deploy and image-build times'), [
    tableBlock(
      '',
      [left(t('what')), left(t('provider')), right(t('measured')), left(t('note'))],
      timings.rows.map(({ what, provider, seconds, note }) => [
        what,
        provider,
        typeof seconds === 'number'
          ? duration(seconds, 5)
          : `${seconds.map((each) => plainNumber(each)).join('–')} s`,
        note ?? '',
      ]),
    ),
    { kind: 'text', text: citedText(timings, book) },
  ]);
}
