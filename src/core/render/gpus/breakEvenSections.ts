/** When another provider is cheaper than Modal for one GPU: the review's FIG 5.1 and ROI calculator for any GPU and book. */
import type { GpuBreakEven, OfferBreakEven } from '../../cost/comparison/gpuBreakEven';
import type { TokenRow } from '../../cost/tokens';
import type { PriceBook, Provider } from '../../pricing/schema';
import { percent, plainNumber, signedPercent, usd, usdPerMillion } from '../money';
import { reportSection, tableBlock, type ReportBlock, type ReportSection } from '../report/report';
import { signed } from '../review/amounts';
import { left, right } from '../scenario/columns';
import { billsText, includesText, noOfferInBook, noPriceInBook, notInBook } from '../words/offerWords';
import { t } from '../words/translate';

/** A smaller difference per hour is what rounding leaves over. */
const SAME_PRICE = 1e-9;

/** A table has no more columns of offers than this: the cheapest ones. */
const MAX_OFFER_COLUMNS = 6;

/** The section of a GPU. @param measuredIn the book that the throughput is from */
export function breakEvenSection(found: GpuBreakEven, measuredIn: PriceBook, open = true): ReportSection {
  const { gpu, offers, unpriced } = found;
  const blocks =
    offers.length + unpriced.length === 0
      ? [text(t('Elsewhere: {0}.', noOfferInBook()))]
      : [offerTable(found), ...utilizationBlocks(found)];
  return reportSection(
    `gpu-${gpu.type}`,
    t('{0}: when is another provider cheaper?', gpu.type),
    [...blocks, ...tokenBlocks(found, measuredIn)],
    open,
  )!;
}

const text = (words: string): ReportBlock => ({ kind: 'text', text: words });

function nameOf({ name, product }: Provider): string {
  return `${name}, ${product}`;
}

/** Every offer for the card, the cheapest first, and those without a price. */
function offerTable({ gpu, offers, unpriced }: GpuBreakEven): ReportBlock {
  const columns = [
    left(t('offer')),
    left(t('bills')),
    right(t('per GPU-hour')),
    right(t('Modal costs')),
    left(t('cheaper than Modal')),
    left(t('price includes')),
    left(t('source, date')),
    left(t('note')),
  ];
  const priced = offers.map((each) => [
    nameOf(each.offer),
    billsText(each.offer.bills),
    each.hostPerHour === 0
      ? usd(each.perHour)
      : t('{0} + {1} host', usd(each.perHour), usd(each.hostPerHour)),
    signed(each.modalMore),
    cheaperText(each),
    includesText(each.offer.includes),
    sourceText(each.offer),
    noteText(each.offer),
  ]);
  const rest = unpriced.map((offer) => [
    nameOf(offer),
    billsText(offer.bills),
    noPriceInBook(),
    t('unknown'),
    t('unknown'),
    includesText(offer.includes),
    t('none'),
    noteText(offer),
  ]);
  return tableBlock(t('{0}: offers, the cheapest per GPU-hour first', gpu.type), columns, [
    ...priced,
    ...rest,
  ]);
}

function sourceText({ price }: Provider): string {
  return price ? `${price.source}, ${price.date}` : t('none');
}

function noteText({ price, note }: Provider): string {
  return [price?.note, note].filter((each) => each !== undefined).join(' ');
}

/** From which utilization on an offer is cheaper, by active time alone. */
function cheaperText({ breakEven, modalMore, offer }: OfferBreakEven): string {
  if (breakEven === null) {
    if (Math.abs(modalMore) < SAME_PRICE) return t('the same price, idle time apart');
    if (modalMore < 0) return t('at no utilization');
    return offer.bills === 'liveTime' ? t('at any utilization, idle time apart') : t('at any utilization');
  }
  return breakEven.kind === 'at'
    ? t('from {0} utilization', percent(breakEven.share))
    : t('at no utilization');
}

/** FIG 5.1 and the ROI; only a sentence without a machine that has a price. */
function utilizationBlocks(found: GpuBreakEven): ReportBlock[] {
  const { gpu, rows, roi, utilization, hoursPerMonth } = found;
  if (rows.length === 0)
    return [text(t('No break-even by utilization: no machine for this card has a price in this book.'))];
  const machines = roi.slice(0, MAX_OFFER_COLUMNS).map(({ offer }) => offer);
  const ofId = (id: string): string => {
    const offer = found.offers.find((each) => each.offer.id === id);
    return offer ? nameOf(offer.offer) : 'Modal';
  };
  return [
    tableBlock(
      t(
        '{0}: per month of {1} h and GPU, by utilization (active time alone)',
        gpu.type,
        plainNumber(hoursPerMonth),
      ),
      [
        right(t('active')),
        right('Modal'),
        ...machines.map(({ offer }) => right(nameOf(offer))),
        left(t('cheapest of all')),
      ],
      rows.map(({ share, modalUsd, cheapest }) => [
        percent(share),
        usd(modalUsd),
        ...machines.map(({ monthUsd }) => usd(monthUsd ?? 0)),
        ofId(cheapest),
      ]),
    ),
    tableBlock(
      t('{0}: ROI at {1} utilization, per month and GPU', gpu.type, percent(utilization)),
      [
        left(t('compared with')),
        left(t('term')),
        right('Modal'),
        right(t('elsewhere')),
        right(t('difference')),
      ],
      roi.map(({ offer: { offer }, modalUsd, offerUsd, differenceUsd }) => [
        nameOf(offer),
        offer.reservedMonths === undefined
          ? t('on demand')
          : t('reserved for {0} months', offer.reservedMonths),
        usd(modalUsd),
        usd(offerUsd),
        signed(differenceUsd),
      ]),
    ),
  ];
}

/** Dollars per million tokens, counted in both ways. */
function tokenBlocks({ gpu, tokens }: GpuBreakEven, measuredIn: PriceBook): ReportBlock[] {
  if (!tokens)
    return [text(t('Dollars per million tokens: the throughput of {0} is {1}.', gpu.type, notInBook()))];
  const [first] = tokens.rows;
  const table = tableBlock(
    t('{0}: dollars per million tokens', gpu.type),
    tokenColumns(),
    tokens.rows.map(tokenCells),
    (index) => tokens.rows[index]!.id === tokens.baseline,
  );
  const source = first?.speed
    ? [
        text(
          t(
            'Tokens per second: measured with Llama 70B on one H100 ({0}, {1}); an offer without a measurement of its own counts with Modal’s speed.',
            measuredIn.id,
            first.speed.date,
          ),
        ),
      ]
    : [];
  return [table, ...source];
}

/** The head of `tokenCells`. */
export function tokenColumns(): ReturnType<typeof left>[] {
  return [
    left(t('offer')),
    right(t('active')),
    right(t('effective $/h')),
    right(t('tokens per second')),
    right(t('the review’s $/M')),
    right(t('$ spent ÷ tokens served')),
    right(t('compared with the cheapest')),
  ];
}

export function tokenCells(row: TokenRow): string[] {
  return [
    `${row.provider}, ${row.product}`,
    percent(row.utilization),
    usd(row.effectivePerHour),
    plainNumber(row.tokensPerSecond),
    usdPerMillion(row.reviewPerMillion),
    row.servedPerMillion === null ? t('none served') : usdPerMillion(row.servedPerMillion),
    row.versus === null ? t('no machine to compare') : signedPercent(row.versus),
  ];
}
