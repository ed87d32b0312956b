/** What a lens, an inlay hint and the menu offer for a declaration. */
import { missingUsageText } from '../core/render/words/usageWords';
import { l10n, type Command, type TextDocument, type Uri } from 'vscode';
import type { Assessment } from '../core/cost/assess';
import { isSure, type Saving } from '../core/cost/savings';
import { gpuLabel } from '../core/modal/gpu';
import { gpuLensTitle, savingLensTitle, savingReason } from '../core/render/words/savingWords';
import { commandTo } from './commands';
import { Commands, LENS_ACTIONS, SET_PARAMETER, type LensAction } from './contributions';

export type ActionCommand = Command & { readonly tooltip: string };

/** The actions that a lens shows by itself, in their order; a saving and the usage only where there is something to do. */
export function lensActions(
  { estimate: { subject }, month, usage }: Assessment,
  document: TextDocument,
  savings: readonly Saving[],
  shown: readonly LensAction[],
): readonly ActionCommand[] {
  if (usage === null) return [];
  const place = [document.uri, subject.range.start.line] as const;
  const sure = savings.find(isSure);
  const missing = missingUsageText(usage);
  const actions: Readonly<Record<LensAction, ActionCommand | null>> = {
    usage:
      month === null
        ? {
            ...commandTo(Commands.setUsage, missing ? `${missing}…` : l10n.t('Usage not set…'), ...place),
            tooltip: l10n.t(
              'Set requests per day and seconds per request: the lens then shows the cost per month',
            ),
          }
        : null,
    saving: sure
      ? {
          ...commandTo(SET_PARAMETER, savingLensTitle(sure), ...place, sure.kind, sure.to),
          tooltip: l10n.t('Writes it into the code: {0}', savingReason(sure)),
        }
      : cheaperGpu(savings, place),
    whatIf: {
      ...commandTo(Commands.whatIf, l10n.t('What if…'), ...place),
      tooltip: l10n.t(
        'Try another GPU, more or fewer warm containers, another scaledown_window, or other traffic',
      ),
    },
    compare: {
      ...commandTo(Commands.compareScenarios, l10n.t('Compare…'), ...place),
      tooltip: l10n.t(
        'Open the scenario panel: when another provider is cheaper, and how the warm pool affects cost and cold starts',
      ),
    },
    menu: {
      ...commandTo(Commands.showActions, l10n.t('Actions…'), ...place),
      tooltip: l10n.t('All that can be done for this declaration, with what it saves'),
    },
  };
  return LENS_ACTIONS.filter((each) => shown.includes(each)).flatMap((each) => actions[each] ?? []);
}

/** A cheaper GPU may take longer: it is shown in the menu first, with its condition. Null while its saving per month is not known. */
function cheaperGpu(savings: readonly Saving[], place: readonly [Uri, number]): ActionCommand | null {
  const saving = savings.find((each) => each.kind === 'gpu');
  if (saving?.usdPerMonth == null) return null;
  return {
    ...commandTo(Commands.showActions, gpuLensTitle(saving.to, saving.usdPerMonth), ...place),
    tooltip: l10n.t('Shows it with all that can be done: {0}', savingReason(saving)),
  };
}

/** The value that a saving asks for, as the command takes it. */
export function valueOf(saving: Saving): string | number {
  return saving.kind === 'gpu' ? gpuLabel(saving.to) : saving.to;
}
