import {
  l10n,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type QuickPickItem,
  type TextDocument,
} from 'vscode';
import type { Change } from '../core/cost/vary';
import type { Declaration } from '../core/modal/declaration';
import { isRefused, together, type EditPlan } from '../core/modal/edits/plan';
import { pythonSource } from '../core/modal/edits/pythonSource';
import { targets, type EditTarget } from '../core/modal/edits/targets';
import { applyEdits, type OffsetEdit } from '../core/modal/edits/textEdits';
import { gpuLabel } from '../core/modal/gpu';
import type { ParameterName } from '../core/modal/parameters';
import type { PythonModule } from '../core/python/module';
import { changedLines } from '../core/render/changedLines';
import type { Services } from '../host/services';

interface TargetItem extends QuickPickItem {
  readonly target: EditTarget;
}

/**
 * Writes changed values into a declaration's decorator, or to where its values come from: asks where several places are
 * possible, shows the lines before and after, and makes one edit that one undo takes back.
 * @returns whether it was done
 */
export async function applyChange(
  document: TextDocument,
  declaration: Declaration,
  change: Change,
  services: Services,
): Promise<boolean> {
  const found = await services.documents.module(document);
  if (!found) return false;
  const { version } = document;
  const plans: EditPlan[] = [];
  for (const [name, source] of sources(change, found.module)) {
    const target = await chooseTarget(targets(found.module, declaration, name, found.modules, source), name);
    if (!target) return false;
    plans.push(target.edits(source));
  }
  const plan = together(plans);
  if (isRefused(plan)) {
    void window.showErrorMessage(l10n.t('The code cannot be changed: {0}', plan.refused));
    return false;
  }
  if (plan.edits.length === 0 || !(await confirm(document, plan.edits, plan.notes))) return false;
  if (document.version !== version) {
    void window.showWarningMessage(l10n.t('The code has changed meanwhile: nothing was written.'));
    return false;
  }
  const written = await workspace.applyEdit(workspaceEdit(document, plan.edits));
  if (!written)
    void window.showErrorMessage(l10n.t('VS Code did not take the edit: the text may be read-only.'));
  return written;
}

/** The changed parameters, each as Python source; null removes it. */
function sources({ gpu, ...numbers }: Change, module: PythonModule): [ParameterName, string | null][] {
  const changed = Object.entries(numbers).map(([name, value]): [ParameterName, string | null] => [
    name as ParameterName,
    value === null ? null : pythonSource(module, value),
  ]);
  if (gpu === undefined) return changed;
  return [['gpu', gpu === null ? null : pythonSource(module, gpuLabel(gpu))], ...changed];
}

/** The only place, or the constant that nothing else reads; else the reader says which. */
async function chooseTarget(found: readonly EditTarget[], name: string): Promise<EditTarget | undefined> {
  const [best, ...others] = found;
  if (!best) {
    void window.showErrorMessage(l10n.t('The decorator can no longer be found: nothing was written.'));
    return undefined;
  }
  if (others.length === 0 || best.kind !== 'here') return best;
  const items = found.map((target): TargetItem => ({
    label: target.label,
    ...(target.notes.length > 0 ? { detail: target.notes.join(' ') } : {}),
    target,
  }));
  const picked = await window.showQuickPick(items, { title: l10n.t('Where should {0} be changed?', name) });
  return picked?.target;
}

/** The preview: the lines before and after, and one key to write them. */
async function confirm(
  document: TextDocument,
  edits: readonly OffsetEdit[],
  notes: readonly string[],
): Promise<boolean> {
  const lines = changedLines(document.getText(), applyEdits(document.getText(), edits));
  const apply: QuickPickItem = {
    label: l10n.t('$(check) Write these lines'),
    detail: notes.length > 0 ? notes.join(' ') : l10n.t('One edit; Undo takes it back'),
  };
  const shown = lines.map(({ line, kind, text }): QuickPickItem => ({
    label: `${kind === 'removed' ? '$(diff-removed)' : '$(diff-added)'} ${text.trim()}`,
    description: l10n.t('line {0}', line),
  }));
  const picked = await window.showQuickPick([apply, ...shown], {
    title: l10n.t('Apply to {0}', workspace.asRelativePath(document.uri)),
    placeHolder: l10n.t('Enter writes, Escape leaves the code as it is'),
  });
  return picked !== undefined;
}

function workspaceEdit(document: TextDocument, edits: readonly OffsetEdit[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { start, end, newText } of edits) {
    edit.replace(
      Uri.parse(document.uri.toString()),
      new Range(document.positionAt(start), document.positionAt(end)),
      newText,
    );
  }
  return edit;
}
