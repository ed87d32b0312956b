import { env, l10n, window, type Disposable, type QuickPickItem, type TextDocument } from 'vscode';
import {
  whatIfChoices,
  type WhatIfChoice,
  type WhatIfSubject,
  type WhatIfTopic,
} from '../core/render/whatIfList';
import { usageFieldInfo, type UsageField } from '../core/modal/usageFields';
import { withoutIcons } from '../core/render/escape';
import { lensTitle } from '../core/render/lensTitle';
import { executeCommand, registerCommand } from '../host/commands';
import { Commands } from '../host/contributions';
import { activeEditor, placeGiven } from '../host/editors';
import { isSamePlace, nearestSubject } from '../host/ranges';
import { pickStep, type StepResult } from '../host/pickStep';
import type { Services } from '../host/services';
import { applyChange } from '../host/applyChange';

interface SubjectItem extends QuickPickItem {
  readonly subject: WhatIfSubject;
}
interface TopicItem extends QuickPickItem {
  /** `usage`: say first how it is used. `trace`: show it under requests that really came. */
  readonly topic: WhatIfTopic | 'usage' | 'trace';
}
interface ChoiceItem extends QuickPickItem {
  readonly choice: WhatIfChoice;
}
interface ActionItem extends QuickPickItem {
  readonly run: () => Promise<void>;
}

/** What has been picked so far. */
interface Picked {
  readonly subject?: WhatIfSubject;
  readonly topic?: WhatIfTopic;
  readonly choice?: WhatIfChoice;
}

/** "What If…": which declaration, what to change, to what, and what to do with it. Works by keyboard; Escape goes one step back. */
export function registerWhatIf(services: Services): Disposable {
  return registerCommand(services.log, Commands.whatIf, (uri, line) => whatIf(services, uri, line));
}

async function whatIf(services: Services, uri: unknown, line: unknown): Promise<void> {
  const editor = activeEditor(uri);
  if (!editor) return;
  const { document, subjects } = await services.subjectsNear(editor.document);
  const given = placeGiven(document, uri, line);
  const first = nearestSubject(subjects, given ?? editor.selection.active);
  if (!first) {
    void window.showInformationMessage(l10n.t('This file declares nothing for Modal.'));
    return;
  }
  const here = subjects.filter(({ declaration }) => isSamePlace(declaration, first.declaration));
  const asked = given ? here : [...here, ...subjects.filter((each) => !here.includes(each))];
  // With only one declaration, as from most lenses, there is no first question.
  await dialog(document, asked, asked.length === 1 ? first : undefined, services);
}

/** The steps, forward with each pick and back with each Escape. */
async function dialog(
  document: TextDocument,
  subjects: readonly WhatIfSubject[],
  fixed: WhatIfSubject | undefined,
  services: Services,
): Promise<void> {
  const history: Picked[] = [fixed ? { subject: fixed } : {}];
  for (;;) {
    const now = history[history.length - 1];
    if (!now) return;
    const at = { step: history.length, totalSteps: fixed ? TOTAL_STEPS - 1 : TOTAL_STEPS };
    const result = await ask(now, at, document, subjects, services);
    if (result === 'end') return;
    if (result === 'back') history.pop();
    else if (result === 'done') return;
    else history.push(result);
  }
}

async function ask(
  picked: Picked,
  at: At,
  document: TextDocument,
  subjects: readonly WhatIfSubject[],
  services: Services,
): Promise<Picked | 'back' | 'end' | 'done'> {
  const { subject, topic, choice } = picked;
  if (!subject) {
    return take(await pickStep(subjectStep(subjects, at)), (item) => ({ subject: item.subject }));
  }
  if (!topic) {
    const result = await pickStep(topicStep(subject, at));
    if (typeof result === 'string') return result;
    const { topic: next } = result.picked;
    if (next !== 'usage' && next !== 'trace') return { subject, topic: next };
    const command = next === 'usage' ? Commands.setUsage : Commands.useTrace;
    await executeCommand(command, document.uri, subject.declaration.range.start.line);
    return 'done';
  }
  if (!choice)
    return take(await pickStep(choiceStep(subject, topic, at, services)), (item) => ({
      subject,
      topic,
      choice: item.choice,
    }));
  const result = await pickStep(actionStep(subject, topic, choice, at, document, services));
  if (typeof result === 'string') return result;
  await result.picked.run();
  return 'done';
}

function take<T>(result: StepResult<T>, next: (picked: T) => Picked): Picked | 'back' | 'end' {
  return typeof result === 'string' ? result : next(result.picked);
}

/** Of all questions, the first among them. */
const TOTAL_STEPS = 4;

/** Which step of how many a question is. */
interface At {
  readonly step: number;
  readonly totalSteps: number;
}

function subjectStep(
  subjects: readonly WhatIfSubject[],
  at: At,
): Parameters<typeof pickStep<SubjectItem>>[0] {
  return {
    title: l10n.t('What if…'),
    placeholder: l10n.t('Which declaration?'),
    ...at,
    items: subjects.map((subject) => ({
      label: withoutIcons(subject.declaration.qualname),
      description: l10n.t('line {0}', subject.declaration.line),
      detail: withoutIcons(lensTitle(subject.assessment)),
      subject,
    })),
  };
}

/** A sandbox has no pool to change. */
function poolTopics({ declaration }: WhatIfSubject): TopicItem[] {
  if (declaration.kind === 'sandbox') return [];
  return [
    {
      topic: 'min_containers',
      label: l10n.t('$(flame) More or fewer warm containers'),
      description: 'min_containers=',
    },
    {
      topic: 'scaledown_window',
      label: l10n.t('$(clock) Another scaledown_window'),
      description: 'scaledown_window=',
    },
  ];
}

function topicStep(subject: WhatIfSubject, at: At): Parameters<typeof pickStep<TopicItem>>[0] {
  const items: TopicItem[] = [
    { topic: 'gpu', label: l10n.t('$(server) Another GPU'), description: 'gpu=' },
    ...poolTopics(subject),
    { topic: 'traffic', label: l10n.t('$(graph) Other traffic'), description: 'requests_per_day=' },
    ...providerTopic(subject),
    { topic: 'trace', label: l10n.t('$(pulse) A request trace…'), description: l10n.t('what really came') },
  ];
  return {
    title: titleOf(subject),
    placeholder: l10n.t('What should change? Now: {0}', lensTitle(subject.assessment)),
    ...at,
    items,
  };
}

function titleOf(subject: WhatIfSubject): string {
  return l10n.t('What if… · {0}', subject.declaration.qualname);
}

/** Other providers can be compared only if the usage is known. */
function providerTopic(subject: WhatIfSubject): TopicItem[] {
  const label = l10n.t('$(cloud) Another provider');
  if (whatIfChoices(subject, 'provider').length > 0) return [{ topic: 'provider', label }];
  return subject.assessment.month === null && subject.assessment.usage !== null
    ? [{ topic: 'usage', label, description: l10n.t('set the usage first…') }]
    : [];
}

function choiceStep(
  subject: WhatIfSubject,
  topic: WhatIfTopic,
  at: At,
  services: Services,
): Parameters<typeof pickStep<ChoiceItem>>[0] {
  const rows = (): readonly ChoiceItem[] =>
    whatIfChoices(subject, topic).map((choice) => ({
      label: `${choice.current ? '$(check) ' : ''}${withoutIcons(choice.label)}`,
      description: choice.figures,
      detail: withoutIcons(choice.detail),
      choice,
    }));
  const isWaiting = (of: readonly ChoiceItem[]): boolean => of.some(({ choice }) => choice.isWaiting);
  const items = rows();
  return {
    title: titleOf(subject),
    placeholder:
      topic === 'gpu'
        ? l10n.t('Choose a GPU. Assumes the same seconds per request')
        : l10n.t('Choose a value'),
    ...at,
    items,
    active: items.find(({ choice }) => choice.current),
    // Some months are simulated in the background.
    updates: !isWaiting(items)
      ? undefined
      : (show) =>
          services.onDidChange(() => {
            const next = rows();
            show(next, !isWaiting(next));
          }),
  };
}

function actionStep(
  subject: WhatIfSubject,
  topic: WhatIfTopic,
  choice: WhatIfChoice,
  at: At,
  document: TextDocument,
  services: Services,
): Parameters<typeof pickStep<ActionItem>>[0] {
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
    title: `${titleOf(subject)} · ${choice.label}`,
    placeholder: choice.figures,
    ...at,
    // Traffic stands in no decorator, and nor does another provider.
    items: topic === 'traffic' || topic === 'provider' ? [panel, copy] : [apply, panel, copy],
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
