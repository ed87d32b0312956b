import { l10n } from 'vscode';
import { oneLine } from '../../core/render/escape';
import type { UsageChange } from '../../core/render/scenario/usageChanges';
import type { FoundDeclaration } from '../../host/activePanel';
import { writeUsage } from '../../host/usageTargets';

/** Asks where to write what a panel says of a usage, and shows the lines before and after. Returns whether it was written. */
export async function saveUsage(found: FoundDeclaration, changes: readonly UsageChange[]): Promise<boolean> {
  const values = Object.fromEntries(changes.map(({ field, value }) => [field, value]));
  return writeUsage(found, values, {
    title: l10n.t('Save usage of {0}', oneLine(found.subject.declaration.qualname)),
    placeholder: l10n.t('Enter writes the usage, Escape leaves everything as it is'),
  });
}
