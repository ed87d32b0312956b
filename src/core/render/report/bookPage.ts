/** A page of the panel about the price book in use: “GPUs” or “Providers”. */
import type { PricingContext } from '../../cost/estimate';
import { breakEvenChart } from '../gpus/breakEvenChart';
import { gpuAnswer, gpuReport } from '../gpus/gpuReport';
import { providerReport } from '../providers/providerReport';
import { reviewFor } from '../providers/reviewInBook';
import type { BookPageView } from '../scenario/panelView';
import { t } from '../words/translate';
import type { ReportBlock } from './report';
import { historyChart, uptimeChart } from './reportCharts';

/** What the panel is about, as far as a page follows it. */
export interface PageSubject {
  /** The GPU whose break-even comes first; null for none. */
  readonly gpu: string | null;
  readonly tokensPerSecond: number | null;
}

/** More GPUs, or more rows of a table, no page shows: a book of one's own may have thousands. */
const MAX_GPUS = 60;
const MAX_ROWS = 400;

/** Sections that are open before a reader says so. */
const OPEN = ['gpus', 'elsewhere', 'verdict', 'benchmarks', 'costs', 'uptime'];

export function bookPage(
  id: BookPageView['id'],
  context: PricingContext,
  subject: PageSubject,
): BookPageView {
  return id === 'gpus' ? gpuPage(context, subject) : providerPage(context);
}

function gpuPage(context: PricingContext, { gpu, tokensPerSecond }: PageSubject): BookPageView {
  const answer = gpuAnswer(context, {
    types: Object.keys(context.book.gpus).slice(0, MAX_GPUS),
    breakEven: tokensPerSecond === null ? {} : { tokensPerSecond },
  });
  const shown = answer.breakEvens.find((each) => each.gpu.type === gpu) ?? answer.breakEvens[0];
  const charts = [shown ? breakEvenChart(shown) : null, historyChart(context.book)];
  return pageOf('gpus', gpuReport(answer), charts);
}

function providerPage(context: PricingContext): BookPageView {
  return pageOf('providers', providerReport({ context }), [uptimeChart(reviewFor(context).review.uptime)]);
}

function pageOf(
  id: BookPageView['id'],
  { title, sections }: ReturnType<typeof gpuReport>,
  charts: readonly (BookPageView['charts'][number] | null)[],
): BookPageView {
  return {
    id,
    title,
    charts: charts.filter((chart) => chart !== null),
    sections: sections.map((section) => ({
      ...section,
      id: `${id}-${section.id}`,
      open: OPEN.includes(section.id),
      blocks: section.blocks.map((block) => forPage(block, section.title)),
    })),
  };
}

/** A table of a page is named, if only by its section, and has no more rows than a page takes. */
function forPage(block: ReportBlock, title: string): ReportBlock {
  if (block.kind !== 'table') return block;
  const { table } = block;
  const caption = table.caption === '' ? title : table.caption;
  if (table.rows.length <= MAX_ROWS) return { ...block, table: { ...table, caption } };
  const few = t('{0} (the first {1} of {2} rows)', caption, MAX_ROWS, table.rows.length);
  return { ...block, table: { ...table, caption: few, rows: table.rows.slice(0, MAX_ROWS) } };
}
