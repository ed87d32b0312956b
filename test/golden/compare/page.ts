/** The tables of docs/comparison.md, made of what the product computes. */
import { utilizationTable } from '../../../src/core/cost/comparison/utilizationTable';
import { tokenTable } from '../../../src/core/cost/tokens';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { CLAIMS } from '../../../src/core/review/fit/reviewClaims';
import { percent, usd } from '../../../src/core/render/money';
import { productText } from '../../../src/core/render/words/comparisonWords';
import { figure } from '../review/figures';
import type { Table } from '../review/page';
import { compared, scenarios } from './support';

const books = { book: reviewBook, list: listBook };
const H100 = { type: 'H100', count: 1 };

/** The review's names of the winners. */
export function winnerLabel(id: string): string {
  return (
    { modal: 'modal', 'lambda-h100-on-demand': 'lambda OD', 'lambda-h100-reserved': 'lambda RSV' }[id] ?? id
  );
}

/** FIG 5.1, ours beside the print. */
export function utilizationPage(): Table {
  const { rows, offers } = utilizationTable(books, H100)!;
  return [
    [
      'Utilization',
      'Modal',
      ...offers.map(({ provider, product }) => `${provider} ${product}`),
      'Cheapest',
      'The review prints',
    ],
    ...rows.map(({ share, modalUsd, winner }) => {
      const id = `fig51.${Math.round(share * 100)}`;
      const [print, label] = [figure(`${id}.modal`).value, figure(`${id}.winner`).value] as [number, string];
      const same = Math.round(modalUsd) === print && winnerLabel(winner) === label;
      return [
        percent(share),
        usd(modalUsd),
        ...offers.map(({ monthUsd }) => usd(monthUsd)),
        winnerLabel(winner),
        same ? 'the same' : `$${print.toLocaleString('en-US')}, ${label}`,
      ];
    }),
  ];
}

/** Break-even utilizations of both books. */
export function breakEvenPage(): Table {
  const of = (book: PriceBook): string[][] => {
    const table = utilizationTable({ book, list: listBook }, H100)!;
    return table.offers
      .filter(({ id }) =>
        /^lambda-h100-(?:on-demand|reserved|sxm|sxm-8x)$|^runpod-pod-.*h100-sxm$/.test(id),
      )
      .map(({ provider, product, monthUsd, breakEven }) => [
        book.id,
        `${provider} ${product}`,
        `${usd(monthUsd / table.hoursPerMonth)} ÷ ${usd(table.activePerHour)}`,
        breakEven.kind === 'at' ? percent(breakEven.share) : `${percent(breakEven.share)}: Modal at any load`,
      ]);
  };
  return [['Book', 'Machine', 'Per hour', 'Break-even'], ...of(reviewBook), ...of(listBook)];
}

/** Scenario B under the list, in short. */
export function scenarioPage(): Table {
  const { rows } = compared(scenarios.B, listBook);
  const shown = [
    'modal-active',
    'replicate-private-h100',
    'runpod-pod-community-h100-sxm',
    'lambda-h100-sxm',
    'runpod-flex-h100',
    'modal',
    'lambda-h100-sxm-8x',
  ];
  return [
    ['Offer', 'Billed', 'Per month', 'Per hour of active time'],
    ...rows
      .filter(({ id }) => shown.includes(id))
      .map(({ bills, monthUsd, effectivePerHour, ...row }) => [
        `${row.provider} ${productText(row)}`,
        { wholeMonth: 'whole month', liveTime: 'running time', activeTime: 'active time', null: '' }[
          String(bills)
        ] ?? '',
        usd(monthUsd),
        usd(effectivePerHour!),
      ]),
  ];
}

/** Tokens in both views. */
export function tokensPage(): Table {
  const { rows } = tokenTable(books, H100)!;
  return [
    [
      'Offer',
      'Utilization',
      'Effective $/h',
      'Tokens per second',
      'The review’s $/M',
      'Spent ÷ served',
      'Against reserved',
    ],
    ...rows.map((row) => [
      `${row.provider} ${row.product}`,
      percent(row.utilization),
      usd(row.effectivePerHour),
      row.tokensPerSecond.toLocaleString('en-US'),
      `$${row.reviewPerMillion.toFixed(3)}`,
      `$${row.servedPerMillion!.toFixed(3)}`,
      row.versus === 0 ? '' : `${row.versus! > 0 ? '+' : '−'}${Math.abs(row.versus! * 100).toFixed(1)}%`,
    ]),
  ];
}

/** The review's matrix, and what looks at each row. */
export function matrixPage(): Table {
  return [
    ['Work', 'The review', 'Instead', 'Seen by'],
    ...CLAIMS.useCases.map(({ workload, mark, words, alternative, rule }) => [
      workload,
      `${mark} ${words}`,
      alternative ?? '',
      `\`${rule}\``,
    ]),
  ];
}
