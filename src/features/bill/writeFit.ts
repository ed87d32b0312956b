import { l10n, type QuickPickItem } from 'vscode';
import type { FittedUsage } from '../../core/bill/fitOutcomes';
import { oneLine, withoutIcons } from '../../core/render/escape';
import { usd } from '../../core/render/money';
import { fitAssumptionText, fitTargetText } from '../../core/render/words/billFitWords';
import type { FoundDeclaration } from '../../host/activePanel';
import { writeUsage, type NewUsage } from '../../host/usageTargets';

/** Shows what changes and what that assumes, and writes it where the user wants it: one edit, which one undo takes back. */
export async function writeFit(
  found: FoundDeclaration,
  fitted: FittedUsage,
  values: NewUsage,
): Promise<void> {
  await writeUsage(found, values, {
    title: l10n.t('Fit usage of {0} to the bill', oneLine(found.subject.declaration.qualname)),
    placeholder: l10n.t('Enter writes the usage, Escape leaves everything as it is'),
    notes: notesOf(fitted),
  });
}

/** What the changed usage comes to, and what that assumes. */
function notesOf({ usdBefore, usdAfter, usdEven, target, assumptions }: FittedUsage): QuickPickItem[] {
  const now = l10n.t('{0} per month', usd(usdAfter));
  return [
    {
      label: `$(graph) ${usdBefore === null ? l10n.t('Estimate: {0}', now) : l10n.t('Estimate: {0}, before {1}', now, usd(usdBefore))}`,
      detail: l10n.t('The bill: {0}', withoutIcons(fitTargetText(target))),
    },
    ...(usdEven === null
      ? []
      : [{ label: `$(graph) ${l10n.t('If each request came by itself: {0} per month', usd(usdEven))}` }]),
    ...assumptions.map((each) => ({ label: `$(info) ${withoutIcons(fitAssumptionText(each))}` })),
  ];
}
