/** The actual bill in the panel: its months as lines on the chart of requests, and a bar of what was paid for. */
import type { ActualApp } from '../../bill/actualCosts';
import { hoursOf, type Bill, type Period } from '../../bill/bill';
import { billMonths } from '../../bill/billMonths';
import { inPeriodText, shortPeriodText } from '../billPeriod';
import { oneLine } from '../escape';
import { usd } from '../money';
import { t } from '../words/translate';
import type { ActualMark, BlockView, SeriesView } from './panelView';

/** What the bill has of the app that a panel's declaration belongs to, in one environment. */
export interface PanelBill {
  readonly bill: Pick<Bill, 'rows'>;
  readonly period: Period;
  readonly app: ActualApp;
  /** The declaration's share of the app by the estimate, 1 if it is alone; null if that is not known, so that all counts. */
  readonly share: number | null;
}

/** So many months are drawn, the last ones. */
const MAX_MONTHS = 3;

export function actualMarks({ bill, app, share }: PanelBill, hoursPerMonth: number): ActualMark[] {
  const isOfApp = ({ kind, description, environment }: Bill['rows'][number]): boolean =>
    kind === 'app' && description === app.app && environment === app.environment;
  return billMonths(bill, hoursPerMonth, isOfApp)
    .slice(-MAX_MONTHS)
    .map(({ period, perMonth }) => {
      const time = shortPeriodText(period);
      const label =
        share === null
          ? t('Actual, {0} (whole app)', time)
          : share < 1
            ? t('Actual, {0} (split)', time)
            : t('Actual, {0}', time);
      return { label, usd: perMonth * (share ?? 1) };
    });
}

/** A level line for each month: where Modal’s line meets it, the estimate meets the bill. The last one is shown at first. */
export function actualLines(marks: readonly ActualMark[], top: number): SeriesView[] {
  return marks.map(({ label, usd: y }, i) => ({
    id: `actual-${i}`,
    label,
    style: 7,
    points: [
      [0, y],
      [top, y],
    ],
    ...(i < marks.length - 1 && { optional: true }),
  }));
}

/** What the app was paid for, as the report has it; nothing where it has no resources. */
export function actualBlocks({ app, period }: PanelBill, hoursPerMonth: number): BlockView[] {
  const { resources, cost } = app;
  const scale = hoursPerMonth / hoursOf(period);
  const item = t(
    'Actual {0}: {1} for all of app {2} in environment {3}, {4} per month.',
    inPeriodText(period),
    usd(cost),
    oneLine(app.app),
    oneLine(app.environment),
    usd(cost * scale),
  );
  const list: BlockView = { kind: 'list', items: [item] };
  if (resources.length === 0 || cost <= 0) return [list];
  return [
    {
      kind: 'split',
      split: {
        title: t('Actual, all of the app, by resource'),
        total: usd(cost * scale),
        parts: resources.slice(0, MAX_PARTS).map(({ resource, cost: part }, i) => ({
          id: `actual-${i}`,
          label: oneLine(resource),
          amount: usd(part * scale),
          share: Math.min(1, Math.max(0, part / cost)),
        })),
      },
    },
    list,
  ];
}

const MAX_PARTS = 8;
