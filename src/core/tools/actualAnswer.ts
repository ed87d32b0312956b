/** `modalCost_actual`: what apps did cost by the bill, and why that is not the estimate. */
import { hoursOf, type Bill } from '../bill/bill';
import { fitUsageInSteps } from '../bill/fitUsage';
import type { FittedUsage } from '../bill/fitOutcomes';
import { impliedRates } from '../bill/impliedRates';
import { differenceOf, floorShare, type BilledApp, type BilledWorkspace } from '../bill/join';
import { measuredUsage, metricsOf } from '../bill/metrics';
import { isRecord } from '../json/isRecord';
import { actualJson } from '../render/actualJson';
import { differenceText, gpuText, periodText, staleBillText } from '../render/actualText';
import { monthCostText } from '../render/amountText';
import { escapeMarkdown, oneLine, shorten } from '../render/escape';
import { percent, plainNumber, usd } from '../render/money';
import { bookSentence } from '../render/estimateReport';
import { impliedRateText } from '../render/words/billRates';
import { rowName } from '../render/words/subjectNames';
import { ToolProblem } from './toolProblem';
import type { Checkpoint } from './toolSubjects';
import type { Tool } from './toolDefinitions';

export const ACTUAL_TOOL: Tool = {
  name: 'modalCost_actual',
  title: 'Actual Modal Costs',
  description:
    'What each Modal app of the workspace did cost, by the billing report that the user saved, beside what its code is estimated to cost: the actual cost of the period and per month, the estimate, the difference, the GPU-hours that the bill stands for, how much of it the warm floor (min_containers) is, and where the bill contradicts the price book. Give `app` to see why one app costs more or less than its estimate, with the requests per day with which the estimate would meet the bill. Read-only: reads the files that "actual" in modal-cost.json names, never signs in, and opens no connection.',
};

/** Where nobody has named files of a bill. */
export const NO_BILL =
  'There is no actual bill: no modal-cost.json of these folders names files of one. Ask the user to save one with `modal billing report --start 2026-11-01 --show-resources --json > bill.json`, and to add "actual": "bill.json" to modal-cost.json.';

const MAX_APP = 200;

export const ACTUAL_INPUT_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    app: {
      type: 'string',
      maxLength: MAX_APP,
      description: 'The name of one app on the bill, such as "llama-serving". If not given: all of them.',
    },
  },
} as const;

export const ACTUAL_OUTPUT_SCHEMA = {
  type: 'object',
  description: 'The objects of `modal-cost actual --format json`. All money is US dollars.',
  required: ['currency', 'period', 'apps', 'leftOut'] as string[],
  properties: {
    currency: { const: 'USD' },
    period: { type: 'object' },
    apps: { type: 'array', items: { type: 'object' } },
    leftOut: { type: 'integer', description: 'Apps left out because the answer would be too long.' },
  },
} as const;

/** The bill, and what it is beside. */
export interface ToolBill {
  readonly bill: Bill;
  readonly workspace: BilledWorkspace;
}

/** An answer has room for so many apps, the dearest. */
const MAX_APPS = 40;

/** The app that is asked about; null for all. */
export function readActualInput(given: unknown): string | null {
  if (!isRecord(given)) throw new ToolProblem('The input must be an object, with `app` or empty.');
  const { app, ...rest } = given;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new ToolProblem(`Unknown input "${shorten(oneLine(unknown), 60)}". The only input is app.`);
  if (app === undefined) return null;
  if (typeof app !== 'string' || app.length > MAX_APP)
    throw new ToolProblem('`app` must be the name of one app on the bill, as a text.');
  return app;
}

/** @throws ToolProblem where the app is not on the bill */
export async function actualAnswer(
  { bill, workspace }: ToolBill,
  app: string | null,
  checkpoint: Checkpoint,
): Promise<{ readonly text: string; readonly data: Record<string, unknown> }> {
  const asked = workspace.apps.filter(({ actual }) => app === null || actual.app === app);
  if (asked.length === 0) throw notOnBill(workspace, app);
  const shown = asked.slice(0, MAX_APPS);
  const leftOut = asked.length - shown.length;
  const texts: string[] = [];
  for (const billed of shown) {
    const fits = app === null ? [] : await fitsOf(billed, { bill, workspace }, checkpoint);
    texts.push([titleOf(billed), ...reasonsOf(billed, bill), ...fits].join('\n- '));
  }
  const { period, context } = workspace;
  const head = [
    `The bill of ${periodText(period)}.`,
    staleBillText(period, context.today),
    bookSentence(context),
  ];
  return {
    text: [
      escapeMarkdown(head.filter((each) => each !== '').join(' ')),
      ...texts,
      ...(leftOut > 0 ? [`${leftOut} more apps are left out. Ask for one with \`app\`.`] : []),
    ].join('\n\n'),
    data: {
      ...actualJson(
        { ...workspace, apps: shown, notBilled: app === null ? workspace.notBilled.slice(0, MAX_APPS) : [] },
        bill,
      ),
      leftOut,
    },
  };
}

function notOnBill({ apps }: BilledWorkspace, app: string | null): ToolProblem {
  const names = [...new Set(apps.map(({ actual }) => shorten(oneLine(actual.app), 60)))]
    .slice(0, 20)
    .join(', ');
  return new ToolProblem(
    app === null
      ? 'The bill has no apps.'
      : `"${shorten(oneLine(app), 60)}" is not on the bill. Its apps are ${names}.`,
  );
}

/** `llama-serving (main): $96.00 in the period, $2,920.00 per month; estimate ≈ $3,771.63, difference −$851.63`. */
function titleOf(billed: BilledApp): string {
  const { actual, perMonth, code } = billed;
  const cost = `${oneLine(actual.app)} (${oneLine(actual.environment)}): ${usd(actual.cost)} in the period, ${usd(perMonth)} per month`;
  return code
    ? `${cost}; estimate ${monthCostText(code.month)} per month, difference ${differenceText(billed)}`
    : `${cost}; not in this code`;
}

/** What explains an app's bill, each in a sentence. */
function reasonsOf(billed: BilledApp, bill: Bill): string[] {
  const { actual, code, gpus } = billed;
  const share = floorShare(billed);
  const difference = differenceOf(billed);
  return [
    ...gpus.map((gpu) => `GPUs alive: ${gpuText(gpu)}.`),
    ...actual.resources.map(({ resource, cost }) => `${oneLine(resource)}: ${usd(cost)} in the period.`),
    ...(share === null || share === 0 ? [] : [floorText(share)]),
    ...(difference && difference.low <= 0 && difference.high >= 0
      ? ['The bill is within the range of the estimate.']
      : []),
    ...(code && code.withoutMonth > 0
      ? [
          `The cost per month of ${code.withoutMonth} of its declarations is unknown, so the estimate counts only their warm floor.`,
        ]
      : []),
    ...(actual.deployments > 1 ? [`It was deployed ${actual.deployments} times in the period.`] : []),
    ...impliedRates(billed, bill, bill.metrics).map((rate) => impliedRateText(actual.app, rate)),
  ];
}

function floorText(share: number): string {
  return share > 1.02
    ? `The warm floor alone is estimated at ${percent(share)} of the bill: the pool was not up all the time, or has other settings.`
    : `The warm floor is ${percent(share)} of the bill; the rest is traffic.`;
}

/** With which usage of each declaration the estimate would meet the bill, all others held. */
async function fitsOf(
  billed: BilledApp,
  { bill, workspace }: ToolBill,
  checkpoint: Checkpoint,
): Promise<string[]> {
  const texts: string[] = [];
  const members = billed.code?.members ?? [];
  for (const declaration of members.slice(0, MAX_FITS)) {
    const measured = metricsOf(
      bill.metrics,
      billed.actual,
      declaration.estimate.subject,
      members.length === 1,
    );
    const steps = fitUsageInSteps(
      {
        app: billed,
        declaration,
        field: 'requestsPerDay',
        hours: hoursOf(workspace.period),
        known: measured ? measuredUsage(measured) : {},
      },
      () => true,
    );
    let step = steps.next();
    for (; !step.done; step = steps.next()) await checkpoint();
    if (step.value.kind === 'fitted') texts.push(fitText(rowName(declaration.estimate.subject), step.value));
  }
  return texts;
}

/** Each fit takes up to seconds. */
const MAX_FITS = 5;

function fitText(name: string, { before, after, target }: FittedUsage): string {
  const held = target.others.length > 0 ? ', the other declarations as estimated' : '';
  const was = before === null ? 'it is not given now' : `it is ${plainNumber(before)} now`;
  return `With requests_per_day=${plainNumber(after)} for ${oneLine(name)}${held}, the estimate would meet the bill (${was}).`;
}
