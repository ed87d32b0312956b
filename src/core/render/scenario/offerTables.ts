/** Modal beside what others offer, as tables of the panel. */
import type { BlockView, TableView } from './panelView';
import type { Comparison, ComparisonRow } from '../../cost/comparison/comparison';
import { REVIEW_SHARES, utilizationTable } from '../../cost/comparison/utilizationTable';
import { tokenTable } from '../../cost/tokens';
import { isBest, moneyCells, moneyTitles, offerName, rateText } from '../comparisonText';
import { percent, plainNumber, usd } from '../money';
import { t } from '../words/translate';
import type { Scenario } from './scenario';
import { left, right } from './columns';

/**
 * The offers with their break-evens, as billed.
 * @param requestsOfOne requests a day that keep one container at work all month
 */
export function comparisonTable(comparison: Comparison, requestsOfOne: number): TableView {
  return {
    caption: t('Cheapest first'),
    columns: [
      left(t('offer')),
      ...moneyTitles(comparison).map(right),
      left(t('cheaper than Modal, as billed')),
      left(t('price date')),
    ],
    rows: comparison.rows.map((row) => ({
      strong: isBest(comparison, row),
      cells: [
        offerName(row),
        ...moneyCells(row, comparison),
        breakEvenText(row, requestsOfOne),
        row.price?.figure.date ?? '–',
      ],
    })),
  };
}

/** Who is cheaper at which request rate, and the utilization of a container that this is. */
function breakEvenText({ rate }: ComparisonRow, requestsOfOne: number): string {
  const text = rateText(rate);
  const [first] = rate?.crossings ?? [];
  const share = first && first.requestsPerDay / requestsOfOne;
  return share === undefined || share > 1 ? text : t('{0} ({1} utilization)', text, percent(share));
}

/** The review's FIG 5.1 for the present GPU and book. */
export function utilizationBlocks({ after, context }: Scenario): BlockView[] {
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
        caption: t('One container compared with one machine'),
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

export function tokenBlocks({ after, context }: Scenario): BlockView[] {
  const gpu = after.estimate.alternatives[0]?.gpu;
  const speed = after.usage?.usage.tokensPerSecond;
  const table = gpu && tokenTable(context, gpu, speed == null ? {} : { tokensPerSecond: speed });
  if (!table) return [];
  return [
    {
      kind: 'table',
      table: {
        caption: t('Cost per million tokens, counted in two ways'),
        columns: [
          left(t('offer')),
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
            row.servedPerMillion === null ? t('none served') : usd(row.servedPerMillion),
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
