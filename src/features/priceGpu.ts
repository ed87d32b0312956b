import { env, l10n, window, type Disposable, type QuickPickItem } from 'vscode';
import type { UsageField } from '../core/modal/usageFields';
import type { Gpu } from '../core/modal/gpu';
import { quoteGpu } from '../core/pricing/lookup';
import { typedNumber } from '../core/text/typedNumber';
import type { PricingContext } from '../core/cost/estimate';
import {
  answerText,
  gpuAnswer,
  gpuOffers,
  hoursText,
  type GpuAnswer,
  type GpuOffer,
  type GpuUse,
} from '../core/render/gpuPrice';
import { withoutIcons } from '../core/render/escape';
import { gpuMemoryText } from '../core/render/gpuMemoryText';
import { plainNumber, usd } from '../core/render/money';
import { readTypedGpu } from '../core/render/whatIfTyped';
import { readTypedUsage, typedUsageHelp, typedUsageText } from '../core/render/typedUsageText';
import { bookTitle } from '../core/render/words/priceBooks';
import { executeCommand, registerCommand } from '../host/commands';
import { Commands, OPEN_CALCULATOR } from '../host/contributions';
import { answered, pickStep, textStep, type Step, type StepResult, type Typed } from '../host/pickStep';
import type { Services } from '../host/services';

/** What has been picked so far. */
interface Picked {
  readonly gpu?: Gpu;
  readonly isCounted?: boolean;
  readonly asksRequests?: boolean;
  readonly requestsPerDay?: number;
  readonly use?: GpuUse;
}

interface PickedItem extends QuickPickItem {
  readonly next: Picked | null;
}

interface ActionItem extends QuickPickItem {
  readonly run: (() => Promise<void>) | null;
}

/** "Price a GPU…": which, how many, and hours or requests; answered with its arithmetic. It needs no code. */
export function registerPriceGpu(services: Services): Disposable {
  return registerCommand(services.log, Commands.priceGpu, () => priceGpu(services));
}

async function priceGpu(services: Services): Promise<void> {
  const history: Picked[] = [{}];
  for (;;) {
    const now = history[history.length - 1];
    if (!now) return;
    const result = await ask(now, services);
    if (result === 'end') return;
    if (result === 'back') history.pop();
    else history.push(result);
  }
}

async function ask(now: Picked, services: Services): Promise<Picked | 'back' | 'end'> {
  const { context } = services.books;
  const { gpu, isCounted, asksRequests, requestsPerDay, use } = now;
  if (!gpu) return next(await pickStep(gpuStep(context)));
  if (!isCounted) return next(await pickStep(countStep(context, gpu)));
  if (use) return act(await pickStep(answerStep(services, gpu, use)));
  if (!asksRequests) return next(await pickStep(hoursStep(context, now, gpu)));
  if (requestsPerDay === undefined)
    return typed(await textStep(usageStep('requestsPerDay', 3)), 'requestsPerDay', (value) => {
      return { ...now, requestsPerDay: value };
    });
  return typed(await textStep(usageStep('secondsPerRequest', 4)), 'secondsPerRequest', (value) => {
    return { ...now, use: { kind: 'requests', requestsPerDay, secondsPerRequest: value } };
  });
}

function next(result: StepResult<PickedItem>): Picked | 'back' | 'end' {
  return typeof result === 'string' ? result : (result.picked.next ?? 'end');
}

function typed(
  result: StepResult<string>,
  field: UsageField,
  then: (value: number) => Picked,
): Picked | 'back' | 'end' {
  if (typeof result === 'string') return result;
  const read = readTypedUsage(field, result.picked);
  return 'value' in read && typeof read.value === 'number' ? then(read.value) : 'end';
}

async function act(result: StepResult<ActionItem>): Promise<'back' | 'end'> {
  if (typeof result === 'string') return result;
  await result.picked.run?.();
  return 'end';
}

const title = (): string => l10n.t('Price a GPU');

/** The steps for hours; requests take one more. */
const TOTAL_STEPS = 4;

function gpuStep(context: PricingContext): Step<PickedItem> {
  return {
    title: title(),
    placeholder: l10n.t('Choose a GPU, or type one, such as L40S:2'),
    step: 1,
    totalSteps: TOTAL_STEPS,
    items: gpuOffers(context).map((offer) => itemOf(gpuRow(context, offer))),
    typed: (text, items) => typedGpu(context, text, items),
  };
}

/** A row with its price; of what is typed, with the text in place of the value. */
interface PricedRow {
  readonly value: string;
  readonly price: string;
  readonly description?: string;
  readonly next: Picked;
}

function itemOf({ value, price, description = '', next }: PricedRow): PickedItem {
  return { label: answered(withoutIcons(value), price), description, next };
}

/** What is typed is the answer: the figures of other rows would match it by their digits. */
function typedItem(text: string, row: PricedRow, items: readonly PickedItem[]): Typed<PickedItem> {
  const value = row.value === text ? text : `${text} = ${row.value}`;
  return { first: { ...itemOf({ ...row, value }), alwaysShow: true }, isAnswer: true, without: items };
}

function wrong(text: string, problem: string, items: readonly PickedItem[]): Typed<PickedItem> {
  const description = `$(error) ${withoutIcons(problem)}`;
  return {
    first: { label: withoutIcons(text), description, alwaysShow: true, next: null },
    isAnswer: false,
    without: items,
  };
}

function gpuRow(context: PricingContext, { type, perHour }: GpuOffer): PricedRow {
  const gpu = { type, count: 1 };
  const price = l10n.t('{0} per GPU-hour', usd(perHour));
  return { value: type, price, description: gpuMemoryText(gpu, null, context), next: { gpu } };
}

/** A GPU that is typed, with its count or without, or why it is none. */
function typedGpu(context: PricingContext, text: string, items: readonly PickedItem[]): Typed<PickedItem> {
  const read = readTypedGpu(context, text);
  if (!read) return { first: null, isAnswer: false };
  if ('problem' in read) return wrong(text, read.problem, items);
  const { gpu } = read;
  const type = gpu.type ?? '';
  if (!quoteGpu(context.book, context.list, type))
    return wrong(text, l10n.t('{0} has no price for {1}', bookTitle(context.book), type), items);
  // With a count there is nothing more to ask of it.
  if (/\d$/.test(text) && gpu.count > 1) {
    const { price, description, next } = countRow(context, gpu);
    return typedItem(text, { value: `${gpu.count} × ${type}`, price, description, next }, items);
  }
  const offer = gpuOffers(context).find((each) => each.type === type);
  const row = offer ? gpuRow(context, offer) : { value: type, price: '', next: { gpu } };
  return typedItem(text, { ...row, value: text }, items);
}

function countRow(context: PricingContext, gpu: Gpu): Required<PricedRow> {
  const { total } = gpuAnswer(context, gpu, { kind: 'hours', hours: 1 });
  return {
    value: plainNumber(gpu.count),
    price: `${total}${l10n.t('/h')}`,
    description: gpuMemoryText(gpu, null, context),
    next: { gpu, isCounted: true },
  };
}

function countStep(context: PricingContext, { type }: Gpu): Step<PickedItem> {
  const max = gpuOffers(context).find((each) => each.type === type)?.maxCount ?? 8;
  const row = (count: number): PricedRow => countRow(context, { type, count });
  return {
    title: `${title()} · ${type ?? ''}`,
    placeholder: l10n.t('How many GPUs per container?'),
    step: 2,
    totalSteps: TOTAL_STEPS,
    items: [1, 2, 3, 4, 6, 8].filter((count) => count <= max).map((count) => itemOf(row(count))),
    typed: (text, items) => {
      const count = typedNumber(text, 'count');
      return count === undefined || !Number.isInteger(count) || count < 1 || count > max
        ? wrong(text, l10n.t('{0}: from 1 to {1} GPUs per container', type ?? '', max), items)
        : typedItem(text, row(count), items);
    },
  };
}

/** Hours of a month of 30 days, and shorter times. */
const HOURS = [1, 8, 24, 24 * 7, 24 * 30];

function hoursStep(context: PricingContext, now: Picked, gpu: Gpu): Step<PickedItem> {
  const row = (hours: number): PricedRow => {
    const use = { kind: 'hours', hours } as const;
    return { value: hoursText(hours), price: gpuAnswer(context, gpu, use).total, next: { ...now, use } };
  };
  const requests: PickedItem = {
    label: l10n.t('$(graph) Requests per day…'),
    description: l10n.t('what a month of them costs, with idle time'),
    next: { ...now, asksRequests: true },
  };
  return {
    title: `${title()} · ${gpu.count} × ${gpu.type ?? ''}`,
    placeholder: l10n.t('How long? Choose a time, or type one, such as 100 h or 90 min; or choose requests'),
    step: 3,
    totalSteps: TOTAL_STEPS,
    items: [requests, ...HOURS.map((hours) => itemOf(row(hours)))],
    typed: (text, items) => {
      // A number alone is of hours here.
      const seconds = typedNumber(/[a-zµμ]/i.test(text) ? text : `${text} h`, 'seconds');
      if (seconds === undefined && !/^[\d.]/.test(text)) return { first: null, isAnswer: false };
      return seconds === undefined || seconds <= 0 || seconds > MAX_SECONDS
        ? wrong(text, l10n.t('Not a time up to 10 years: type, for example, 100 h or 90 min'), items)
        : typedItem(text, row(seconds / 3_600), items);
    },
  };
}

/** Ten years. */
const MAX_SECONDS = 315_360_000;

function usageStep(
  field: 'requestsPerDay' | 'secondsPerRequest',
  step: number,
): Parameters<typeof textStep>[0] {
  return {
    title: title(),
    step,
    totalSteps: TOTAL_STEPS + 1,
    value: '',
    ...typedUsageHelp(field),
    check: (text) => {
      const read = readTypedUsage(field, text);
      return 'problem' in read ? read.problem : null;
    },
    reading: (text) => typedUsageText(field, text),
  };
}

function answerStep(services: Services, gpu: Gpu, use: GpuUse): Step<ActionItem> {
  const steps = use.kind === 'hours' ? TOTAL_STEPS : TOTAL_STEPS + 1;
  const answer = (): GpuAnswer => gpuAnswer(services.books.context, gpu, use, services.simulations);
  const first = answer();
  return {
    title: `${title()} · ${first.isWaiting ? first.what : answered(first.what, first.total)}`,
    placeholder: l10n.t('What do you want to do with it?'),
    step: steps,
    totalSteps: steps,
    items: answerItems(first, gpu, use),
    ...(first.isWaiting
      ? {
          updates: (show) =>
            services.onDidChange(() => {
              const now = answer();
              show(answerItems(now, gpu, use), !now.isWaiting);
            }),
        }
      : {}),
  };
}

function answerItems(answer: GpuAnswer, gpu: Gpu, use: GpuUse): ActionItem[] {
  const copy: ActionItem = {
    label: `$(copy) ${withoutIcons(answer.total)}`,
    description: l10n.t('Copy, with its arithmetic'),
    run: async () => {
      await env.clipboard.writeText(answerText(answer));
      void window.setStatusBarMessage(l10n.t('Copied'), 2_000);
    },
  };
  const panel: ActionItem = {
    label: l10n.t('$(graph) Open in the panel'),
    description: l10n.t('A calculator with charts and other providers'),
    run: () => openPanel(gpu, use),
  };
  const rows = answer.rows.map(({ title, arithmetic, result }): ActionItem => ({
    label: answered(title, result),
    ...(arithmetic === '' ? {} : { detail: arithmetic }),
    run: null,
  }));
  const notes = answer.notes.map((note): ActionItem => ({
    label: `$(info) ${withoutIcons(note)}`,
    run: null,
  }));
  return [copy, panel, ...rows, ...notes];
}

async function openPanel({ type, count }: Gpu, use: GpuUse): Promise<void> {
  const usage =
    use.kind === 'requests'
      ? {
          requests_per_day: String(use.requestsPerDay),
          seconds_per_request: String(use.secondsPerRequest),
        }
      : {};
  await executeCommand(OPEN_CALCULATOR, { gpu: type ?? '', gpu_count: String(count), ...usage });
}
