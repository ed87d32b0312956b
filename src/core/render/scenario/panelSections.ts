import type { BlockView, SectionView, SplitView, TableView } from './panelView';
import type { Comparison } from '../../cost/comparison/comparison';
import { REVIEW_SHARES, utilizationTable } from '../../cost/comparison/utilizationTable';
import { tokenTable } from '../../cost/tokens';
import type { Measurement, PriceBook } from '../../pricing/schema';
import type { FitFinding } from '../../review/fit/fitFinding';
import { fitOf } from '../../review/fitOf';
import { figureRows } from '../arithmetic';
import {
  comparisonNotes,
  moneyCells,
  moneyTitles,
  offerName,
  rateText,
  utilizationText,
} from '../comparisonText';
import { creditSentence } from '../creditText';
import { percent, plainNumber, usd, usdRate } from '../money';
import { monthRows, partTitle } from '../monthText';
import { assumptionText } from '../words/monthWords';
import { alternativeText, citationTitle, contradictionText, fitText, unseenQuestion } from '../words/fit';
import { t } from '../words/translate';
import { scenarioTotal, type Scenario } from './scenario';
import { bookTitle } from '../words/priceBooks';
import type { KnownMonth } from '../../cost/month';

const left = (label: string): TableView['columns'][number] => ({ label, align: 'left' });
const right = (label: string): TableView['columns'][number] => ({ label, align: 'right' });

/** Everything beside the charts, in the order that a reader wants it. */
export function scenarioSections(
  scenario: Scenario,
  comparison: Comparison | null,
  advice: readonly string[],
): SectionView[] {
  const sections: (SectionView | null)[] = [
    section('split', t('Cost breakdown per month'), true, splitBlocks(scenario)),
    section(
      'compare',
      t('The same work elsewhere'),
      true,
      comparison
        ? [
            { kind: 'table', table: comparisonTable(comparison) },
            { kind: 'list', items: comparisonNotes(comparison) },
          ]
        : [],
    ),
    section('utilization', t('By utilization, active time only'), false, utilizationBlocks(scenario)),
    section(
      'pool',
      t('The warm pool'),
      false,
      advice.length > 0 ? [{ kind: 'list', items: [...advice] }] : [],
    ),
    section('tokens', t('Dollars per million tokens'), false, tokenBlocks(scenario)),
    section('fit', t('Does it fit Modal?'), true, fitBlocks(scenario)),
    section('latency', t('Cold starts and latency, as measured'), false, measurementBlocks(scenario)),
    section('history', t('The GPU’s price over time'), false, historyBlocks(scenario)),
    section('arithmetic', t('Arithmetic and assumptions'), false, arithmeticBlocks(scenario)),
    section('sources', t('Sources'), false, sourceBlocks(scenario)),
  ];
  return sections.filter((each) => each !== null);
}

function section(id: string, title: string, open: boolean, blocks: readonly BlockView[]): SectionView | null {
  return blocks.length === 0 ? null : { id, title, open, blocks: [...blocks] };
}

function splitBlocks(scenario: Scenario): BlockView[] {
  const { storage, egress } = scenario;
  const total = scenarioTotal(scenario);
  const { month } = scenario.after;
  if (!total || month?.status !== 'known') return [];
  const [first] = month.options;
  const parts = [
    ...first.bill.parts
      .filter(({ billed, usd: each }) => billed && each.likely > 0)
      .map(({ part, usd: each }) => ({ id: part, label: partTitle(part), amount: each.likely })),
    ...(storage !== null && storage > 0
      ? [{ id: 'storage', label: t('Volume storage'), amount: storage }]
      : []),
    ...(egress !== null && egress > 0 ? [{ id: 'egress', label: t('Egress'), amount: egress }] : []),
  ];
  const resources = [
    ...first.bill.shares.map(({ what, label, usd: amount }) => ({
      id: what,
      label: what === 'gpu' ? `GPU (${label})` : what === 'cpu' ? 'CPU' : t('Memory'),
      amount,
    })),
    ...parts.filter(({ id }) => id === 'storage' || id === 'egress'),
  ];
  const blocks: BlockView[] = [splitBlock(t('By container activity'), usd(total.likely), parts)];
  if (resources.length > 1) blocks.push(splitBlock(t('By resource'), usd(total.likely), resources));
  const items = splitNotes(scenario, month, total.likely);
  if (items.length > 0) blocks.push({ kind: 'list', items });
  return blocks;
}

/** What is to be known of a month's sum besides its parts. */
function splitNotes(
  { after, storage, egress, context }: Scenario,
  { seconds }: KnownMonth,
  usdPerMonth: number,
): string[] {
  const rate = after.estimate.alternatives[0]?.rate;
  const credit = rate
    ? creditSentence(rate.book, rate.quote?.pricedAs ?? null, usdPerMonth, context.discounts)
    : '';
  return [
    ...(seconds.requests > 0
      ? [
          t(
            'Containers serve requests {0} of the time they run; about {1} of requests hit a cold start.',
            percent(seconds.utilization),
            percent(seconds.coldStartShare.likely),
          ),
        ]
      : []),
    ...(credit === '' ? [] : [credit]),
    ...(storage === null
      ? [t('{0} has no price for Volume storage: not included.', bookTitle(context.book))]
      : []),
    ...(egress === null ? [t('{0} has no price for egress: not included.', bookTitle(context.book))] : []),
  ];
}

function splitBlock(
  title: string,
  total: string,
  parts: readonly { readonly id: string; readonly label: string; readonly amount: number }[],
): BlockView {
  const sum = parts.reduce((all, { amount }) => all + amount, 0);
  const split: SplitView = {
    title,
    total,
    parts: parts.map(({ id, label, amount }) => ({
      id,
      label,
      amount: usd(amount),
      share: sum === 0 ? 0 : Math.min(1, amount / sum),
    })),
  };
  return { kind: 'split', split };
}

function comparisonTable({ rows, winner }: Comparison): TableView {
  return {
    caption: t('Cheapest first'),
    columns: [
      left(t('on')),
      ...moneyTitles().map(right),
      left(t('cheaper than Modal')),
      left(t('by requests per day')),
      left(t('price of')),
    ],
    rows: rows.map((row) => ({
      strong: row === winner,
      cells: [
        offerName(row),
        ...moneyCells(row),
        row.utilization?.kind === 'at'
          ? t('above {0} active', percent(row.utilization.share))
          : utilizationText(row.utilization),
        rateText(row.rate),
        row.price?.figure.date ?? '–',
      ],
    })),
  };
}

/** The review's FIG 5.1 for the present GPU and book. */
function utilizationBlocks({ after, context }: Scenario): BlockView[] {
  const gpu = after.estimate.alternatives[0]?.gpu;
  const table = gpu && utilizationTable(context, gpu, REVIEW_SHARES, context.hoursPerMonth);
  if (!table || table.offers.length === 0) return [];
  const offers = table.offers.slice(0, 6);
  const name = (id: string): string => {
    const offer = offers.find((each) => each.id === id) ?? table.offers.find((each) => each.id === id);
    return offer ? `${offer.provider}, ${offer.product}` : 'Modal';
  };
  return [
    {
      kind: 'table',
      table: {
        caption: t('One container against one machine'),
        columns: [
          right(t('active')),
          right('Modal'),
          ...offers.map(({ id }) => right(name(id))),
          left(t('cheapest')),
        ],
        rows: table.rows.map(({ share, modalUsd, winner }) => ({
          strong: false,
          cells: [
            percent(share),
            usd(modalUsd),
            ...offers.map(({ monthUsd }) => usd(monthUsd)),
            winner === 'modal' ? 'Modal' : name(winner),
          ],
        })),
      },
    },
  ];
}

function tokenBlocks({ after, context }: Scenario): BlockView[] {
  const gpu = after.estimate.alternatives[0]?.gpu;
  const speed = after.usage?.usage.tokensPerSecond;
  const table = gpu && tokenTable(context, gpu, speed == null ? {} : { tokensPerSecond: speed });
  if (!table) return [];
  return [
    {
      kind: 'table',
      table: {
        caption: t('In both views'),
        columns: [
          left(t('on')),
          right(t('active')),
          right(t('tokens per second')),
          right(t('effective $/h')),
          right(t('the review’s $/M')),
          right(t('$ spent ÷ tokens served')),
        ],
        rows: table.rows.map((row) => ({
          strong: row.id === table.baseline,
          cells: [
            `${row.provider}, ${row.product}`,
            percent(row.utilization),
            plainNumber(row.tokensPerSecond),
            usd(row.effectivePerHour),
            usd(row.reviewPerMillion),
            row.servedPerMillion === null ? '–' : usd(row.servedPerMillion),
          ],
        })),
      },
    },
    {
      kind: 'text',
      text: t(
        'The review scales the price by utilization but not the tokens. The cost per token served does not change with utilization on Modal, and rises on an idle machine.',
      ),
    },
  ];
}

function fitBlocks({ after }: Scenario): BlockView[] {
  const report = fitOf(after);
  if (!report) return [];
  const found = report.findings.map(verdictBlock);
  return [
    ...found,
    {
      kind: 'list',
      items: report.unseen.map(({ topic }) => t('Code cannot show: {0}', unseenQuestion(topic))),
    },
  ];
}

function verdictBlock(finding: FitFinding): BlockView {
  const { verdict, alternative, source, otherwise } = finding;
  const reason = fitText(finding);
  return {
    kind: 'verdict',
    verdict,
    title: alternative ? t('Alternative: {0}', alternativeText(alternative)) : '',
    reason: otherwise
      ? `${reason} ${t('{0} disagrees: {1}', citationTitle(otherwise.source), contradictionText(otherwise))}`
      : reason,
    source: `${citationTitle(source)}, ${source.date}`,
  };
}

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

function measurementBlocks({ context: { book } }: Scenario): BlockView[] {
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
      left(t('what')),
      left(t('provider')),
      left('GPU'),
      right(t('measured')),
      left(t('but')),
      left(t('date')),
    ],
    rows: distinct,
  };
  return [{ kind: 'table', table }];
}

function measured({ value, unit }: Measurement['figure']): string {
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
  return t('elsewhere, the source says {0}', [...said].join(', '));
}

function historyBlocks({ after, context: { book } }: Scenario): BlockView[] {
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

function arithmeticBlocks({ after: { estimate, month } }: Scenario): BlockView[] {
  const figures = figureRows(estimate).map(({ title, option, arithmetic, result, headline }) => ({
    strong: headline,
    cells: [option === '' ? title : `${title}, ${option}`, arithmetic, result],
  }));
  const known = month?.status === 'known' ? month : null;
  const months = known
    ? monthRows(known).map(({ title, arithmetic, result }) => ({
        strong: false,
        cells: [title, arithmetic, result],
      }))
    : [];
  const columns = [left(t('what')), left(t('arithmetic')), right('USD')];
  return [
    { kind: 'table', table: { caption: t('Before any request'), columns, rows: figures } },
    ...(known
      ? [
          { kind: 'table' as const, table: { caption: t('Likely month'), columns, rows: months } },
          {
            kind: 'list' as const,
            items: known.assumptions.map((each) => t('Assumes: {0}', assumptionText(each))),
          },
        ]
      : []),
  ];
}

function sourceBlocks({ context: { book, list } }: Scenario): BlockView[] {
  const books: PriceBook[] = book.id === list.id ? [book] : [book, list];
  const items = books.flatMap((each) => [
    `${bookTitle(each)} (${each.id}, ${each.date}): ${each.billing.note}`,
    ...Object.values(each.sources).map(({ title, url, date }) =>
      [title, url, date].filter(Boolean).join(' · '),
    ),
  ]);
  return [{ kind: 'list', items }];
}
