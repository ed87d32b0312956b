import { env, l10n, window, type Disposable, type QuickPickItem } from 'vscode';
import {
  hasChoices,
  savingElsewhere,
  topicNote,
  whatIfChoices,
  type PoolNumber,
  type WhatIfChoice,
  type WhatIfSubject,
  type WhatIfTopic,
} from '../core/render/whatIfList';
import { typedChoice } from '../core/render/whatIfTyped';
import { savesText, savingReason } from '../core/render/words/savingWords';
import { savingsInSteps, type Saving } from '../core/cost/savings';
import { atOnce, neverPause } from '../core/python/resumable';
import { usageFieldInfo, type UsageField } from '../core/modal/usageFields';
import { oneLine, shorten, withoutIcons } from '../core/render/escape';
import { titleParts } from '../core/render/lensTitle';
import { applyChange } from '../host/applyChange';
import { chooseAnother, chooseDeclaration } from '../host/chooseDeclaration';
import type { FoundDeclaration } from '../host/activePanel';
import { valueOf } from '../host/declarationActions';
import { executeCommand, registerCommand } from '../host/commands';
import { Commands } from '../host/contributions';
import { answered, fitting, pickStep, type Step, type StepResult, type Typed } from '../host/pickStep';
import type { Services } from '../host/services';

interface TopicItem extends QuickPickItem {
  readonly does:
    | { readonly kind: 'topic'; readonly topic: WhatIfTopic }
    /** A GPU that was typed in place of a topic. */
    | { readonly kind: 'gpu'; readonly choice: WhatIfChoice }
    /** Says first how it is used, or shows it under requests that really came. */
    | { readonly kind: 'usage' | 'trace' }
    | { readonly kind: 'nothing' };
}
interface ChoiceItem extends QuickPickItem {
  /** Null for a row that says why a typed text is no value. */
  readonly choice: WhatIfChoice | null;
}
interface ActionItem extends QuickPickItem {
  readonly run: () => Promise<void>;
}

/** What has been picked so far. */
interface Picked {
  readonly topic?: WhatIfTopic;
  readonly choice?: WhatIfChoice;
}

/**
 * "What If…": what to change, to what, and what to do with it. Works by keyboard: any value can be typed, Backspace where
 * nothing is typed goes one step back, and Escape leaves.
 */
export function registerWhatIf(services: Services): Disposable {
  return registerCommand(services.log, Commands.whatIf, (uri, line) => whatIf(services, uri, line));
}

async function whatIf(services: Services, uri: unknown, line: unknown): Promise<void> {
  const question = { title: l10n.t('What if…') };
  let chosen = await chooseDeclaration(services, { uri, line }, question);
  while (typeof chosen !== 'string') {
    if ((await dialog(chosen, services)) !== 'back') return;
    chosen = await chooseAnother(services, chosen, question);
  }
}

/** The steps, forward with each pick and back with each step back; `back` from the first one. */
async function dialog(found: FoundDeclaration, services: Services): Promise<'back' | 'end'> {
  const history: Picked[] = [{}];
  for (;;) {
    const now = history[history.length - 1];
    if (!now) return 'back';
    const result = await ask(now, found, services);
    if (result === 'end') return 'end';
    if (result === 'back') history.pop();
    else history.push(result);
  }
}

async function ask(
  { topic, choice }: Picked,
  found: FoundDeclaration,
  services: Services,
): Promise<Picked | 'back' | 'end'> {
  const { subject } = found;
  if (!topic) return takeTopic(await pickStep(topicStep(subject)), found);
  if (!choice) {
    const result = await pickStep(choiceStep(subject, topic, services));
    if (typeof result === 'string') return result;
    return result.picked.choice ? { topic, choice: result.picked.choice } : 'end';
  }
  const result = await pickStep(actionStep(found, topic, choice, services));
  if (typeof result === 'string') return result;
  await result.picked.run();
  return 'end';
}

async function takeTopic(
  result: StepResult<TopicItem>,
  { document, subject }: FoundDeclaration,
): Promise<Picked | 'back' | 'end'> {
  if (typeof result === 'string') return result;
  const { does } = result.picked;
  switch (does.kind) {
    case 'topic':
      return { topic: does.topic };
    case 'gpu':
      return { topic: 'gpu', choice: does.choice };
    case 'usage':
    case 'trace': {
      const command = does.kind === 'usage' ? Commands.setUsage : Commands.useTrace;
      await executeCommand(command, document.uri, subject.declaration.range.start.line);
      return 'end';
    }
    case 'nothing':
      return 'end';
  }
}

const TOTAL_STEPS = 3;

/** The longest name that leaves room for figures in a title. */
const NAME_LENGTH = 28;

/** A setting to change, and which value of it saves. */
function settingTopic(savings: readonly Saving[], topic: 'gpu' | PoolNumber, label: string): TopicItem {
  const saving = savings.find(({ kind }) => kind === topic);
  const item: TopicItem = { does: { kind: 'topic', topic }, label, description: `${topic}=` };
  if (!saving) return item;
  const answer = `${valueOf(saving)} ${savesText(saving)}`;
  return { ...item, label: answered(label, answer), detail: savingReason(saving) };
}

/** A sandbox has no pool to change. */
function poolTopics({ declaration }: WhatIfSubject, savings: readonly Saving[]): TopicItem[] {
  if (declaration.kind === 'sandbox') return [];
  return [
    settingTopic(savings, 'min_containers', l10n.t('$(flame) More or fewer warm containers')),
    settingTopic(savings, 'scaledown_window', l10n.t('$(clock) Shorter or longer idle time')),
    settingTopic(savings, 'max_containers', l10n.t('$(arrow-up) Higher or lower maximum')),
    settingTopic(savings, 'buffer_containers', l10n.t('$(layers) More or fewer buffer containers')),
  ];
}

function topicStep(subject: WhatIfSubject): Step<TopicItem> {
  const { savings } = atOnce(savingsInSteps(subject.assessment, neverPause));
  return {
    title: `${titleOf(subject)} · ${l10n.t('now {0}', titleParts(subject.assessment)[0] ?? '')}`,
    placeholder: l10n.t('What should change?'),
    step: 1,
    totalSteps: TOTAL_STEPS,
    canGoBack: true,
    items: [
      settingTopic(savings, 'gpu', l10n.t('$(server) Another GPU')),
      ...poolTopics(subject, savings),
      ofUsage(subject, 'traffic', l10n.t('$(graph) Other traffic'), 'requests_per_day='),
      ofUsage(subject, 'seconds', l10n.t('$(watch) Faster or slower requests'), 'seconds_per_request='),
      ...providerTopic(subject),
      {
        does: { kind: 'trace' },
        label: l10n.t('$(pulse) A request trace…'),
        description: l10n.t('recorded requests'),
      },
    ],
    typed: (text) => typedGpu(subject, text),
    matchOnDescription: true,
  };
}

/** A GPU that is typed where a topic is asked for, and those whose names begin with what is typed. */
function typedGpu(subject: WhatIfSubject, text: string): Typed<TopicItem> {
  const typed = typedChoice(subject, 'gpu', text);
  const named = text.toUpperCase();
  const isNamed = (choice: WhatIfChoice): boolean => choice.label.toUpperCase().startsWith(named);
  const gpus = whatIfChoices(subject, 'gpu').filter(isNamed);
  const item = (choice: WhatIfChoice): TopicItem => {
    return { ...rowOf(choice), does: { kind: 'gpu', choice } };
  };
  const exact = typed && 'choice' in typed ? typed.choice : null;
  return {
    first: exact && { ...item(exact), label: answered(text, exact.figures), alwaysShow: true },
    isAnswer: true,
    more: gpus.filter(({ label }) => label !== exact?.label).map(item),
  };
}

function titleOf(subject: WhatIfSubject): string {
  return l10n.t('What if… · {0}', shorten(oneLine(subject.declaration.qualname), NAME_LENGTH));
}

/** What can be asked only if the usage is known: else it is asked for first. */
function ofUsage(
  subject: WhatIfSubject,
  topic: 'traffic' | 'seconds',
  label: string,
  description: string,
): TopicItem {
  return hasChoices(subject, topic)
    ? { does: { kind: 'topic', topic }, label, description }
    : { does: { kind: 'usage' }, label, description: l10n.t('set the usage first…') };
}

/** Other providers can be compared only if the usage is known; the cheapest one is named where it is not Modal. */
function providerTopic(subject: WhatIfSubject): TopicItem[] {
  const label = l10n.t('$(cloud) Another provider');
  const found = savingElsewhere(subject);
  if (found) {
    const item: TopicItem = { does: { kind: 'topic', topic: 'provider' }, label };
    if (!found.cheaper) return [item];
    const { saves, details } = found.cheaper;
    return [{ ...item, label: answered(label, withoutIcons(saves)), detail: withoutIcons(fitting(details)) }];
  }
  return subject.assessment.month === null && subject.assessment.usage !== null
    ? [{ does: { kind: 'usage' }, label, description: l10n.t('set the usage first…') }]
    : [];
}

function choiceStep(subject: WhatIfSubject, topic: WhatIfTopic, services: Services): Step<ChoiceItem> {
  const rows = (): readonly ChoiceItem[] =>
    whatIfChoices(subject, topic).map((choice) => ({ ...rowOf(choice), choice }));
  const isWaiting = (of: readonly ChoiceItem[]): boolean => of.some(({ choice }) => choice?.isWaiting);
  const items = rows();
  return {
    title: titleOf(subject),
    placeholder: choicePlaceholder(subject, topic),
    step: 2,
    totalSteps: TOTAL_STEPS,
    items,
    active: items.find(({ choice }) => choice?.current),
    // Some months are simulated in the background, of a value that is typed too.
    updates: (show) => {
      show(items, !isWaiting(items));
      return services.onDidChange(() => {
        const next = rows();
        show(next, !isWaiting(next));
      });
    },
    ...(topic === 'provider' ? {} : { typed: (text, all) => typedRow(subject, topic, text, all) }),
  };
}

function choicePlaceholder(subject: WhatIfSubject, topic: WhatIfTopic): string {
  const note = topicNote(subject, topic);
  const asks = askFor(topic);
  return note === null ? asks : l10n.t('{0}. {1}', asks, note);
}

function askFor(topic: WhatIfTopic): string {
  switch (topic) {
    case 'gpu':
      return l10n.t('Choose a GPU, or type one, such as L40S:2');
    case 'min_containers':
    case 'max_containers':
    case 'buffer_containers':
      return l10n.t('Choose a number of containers, or type one');
    case 'scaledown_window':
      return l10n.t('Choose a time, or type one, such as 90s or 5 min');
    case 'traffic':
      return l10n.t('Choose requests per day, or type them, such as 5k');
    case 'seconds':
      return l10n.t('Choose the time of one request, or type it, such as 200ms or 2 min');
    case 'provider':
      return l10n.t('Choose a provider');
  }
}

function rowOf(choice: WhatIfChoice): QuickPickItem {
  return {
    label: answered(`${choice.current ? '$(check) ' : ''}${withoutIcons(choice.label)}`, choice.figures),
    description: choice.memory,
    detail: withoutIcons(fitting(choice.details)),
  };
}

/** The row of what is typed: the value and what it comes to, or why it is none. */
function typedRow(
  subject: WhatIfSubject,
  topic: WhatIfTopic,
  text: string,
  items: readonly ChoiceItem[],
): Typed<ChoiceItem> {
  const typed = typedChoice(subject, topic, text);
  if (!typed) return { first: null, isAnswer: false };
  const label = withoutIcons(oneLine(text));
  if ('problem' in typed) {
    const first = {
      label,
      description: `$(error) ${withoutIcons(typed.problem)}`,
      alwaysShow: true,
      choice: null,
    };
    return { first, isAnswer: false, without: items };
  }
  const { choice } = typed;
  const value = choice.label === text ? label : `${label} = ${withoutIcons(choice.label)}`;
  return {
    first: { ...rowOf(choice), label: answered(value, choice.figures), alwaysShow: true, choice },
    isAnswer: true,
    // Their figures would match what is typed by their digits.
    without: items,
  };
}

function actionStep(
  { document, subject }: FoundDeclaration,
  topic: WhatIfTopic,
  choice: WhatIfChoice,
  services: Services,
): Step<ActionItem> {
  const summary = `${subject.declaration.qualname}: ${topic} → ${choice.label}: ${choice.figures}`;
  const copy: ActionItem = {
    label: l10n.t('$(copy) Copy'),
    detail: withoutIcons(summary),
    run: async () => {
      await env.clipboard.writeText(summary);
      void window.setStatusBarMessage(l10n.t('Copied'), 2_000);
    },
  };
  const panel: ActionItem = {
    label: l10n.t('$(graph) Open in the panel'),
    detail: l10n.t('Charts, other providers, the warm pool'),
    run: async () => {
      const { uri } = document;
      await executeCommand(
        Commands.compareScenarios,
        uri,
        subject.declaration.range.start.line,
        inputsOf(choice),
      );
    },
  };
  const apply: ActionItem = {
    label: l10n.t('$(edit) Apply to code'),
    detail: l10n.t('Writes the value into the code, as one edit that you can undo'),
    run: async () => {
      await applyChange(document, subject.declaration, choice.change, services);
    },
  };
  return {
    title: `${titleOf(subject)} · ${answered(choice.label, choice.figures)}`,
    placeholder: l10n.t('What do you want to do with it?'),
    step: 3,
    totalSteps: TOTAL_STEPS,
    // Usage stands in no decorator, and nor does another provider.
    items: ['traffic', 'seconds', 'provider'].includes(topic) ? [panel, copy] : [apply, panel, copy],
  };
}

/** A choice as the panel's inputs. */
function inputsOf({ change, usage }: WhatIfChoice): Record<string, string> {
  const { gpu, ...numbers } = change;
  const inputs: Record<string, string> = {};
  for (const [name, value] of Object.entries(numbers)) inputs[name] = value === null ? '' : String(value);
  if (gpu) Object.assign(inputs, { gpu: gpu.type ?? '', gpu_count: String(gpu.count) });
  for (const [field, value] of Object.entries(usage))
    inputs[usageFieldInfo(field as UsageField).name] = String(value);
  return inputs;
}
