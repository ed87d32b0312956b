import { l10n, window, workspace, type QuickPickItem, type TextDocument } from 'vscode';
import type { Change } from '../core/cost/varyDeclaration';
import type { Declaration } from '../core/modal/declaration';
import { exportedNames } from '../core/edits/exportedNames';
import type { EditNote } from '../core/edits/editNote';
import { together, type EditPlan } from '../core/edits/editPlan';
import { isRefused } from '../core/edits/refusal';
import { targets, type EditTarget } from '../core/edits/editTargets';
import { applyEdits, type OffsetEdit } from '../core/edits/textEdits';
import type { ParameterName } from '../core/modal/parameters';
import type { ModuleFinder } from '../core/python/evaluate';
import type { PythonModule } from '../core/python/module';
import { changedLines } from '../core/render/changedLines';
import { changedSources } from '../core/render/fixPlans';
import { importersOf, type Importers } from './importingFiles';
import { withoutIcons } from '../core/render/escape';
import { editNoteText, editRefusalText, editTargetText } from '../core/render/words/edits';
import { pickOne } from './pickStep';
import type { Services } from './services';
import { workspaceEdit } from './workspaceEdit';

interface PlaceItem extends QuickPickItem {
  readonly place: SharedPlace;
}

/**
 * Writes changed values into a declaration's decorator, or to where its values come from: asks where several places are
 * possible, shows the lines before and after, and makes one edit that one undo takes back.
 * @param preview `ifShared`: what stands in the decorator alone, and nothing else reads, is written at once
 * @returns whether it was done
 */
export async function applyChange(
  document: TextDocument,
  declaration: Declaration,
  change: Change,
  services: Services,
  preview: 'always' | 'ifShared' = 'always',
): Promise<boolean> {
  const found = await services.documents.module(document);
  if (!found) return false;
  const { version } = document;
  // Worked out before anybody is asked: a tree is only good until the next edit.
  const asked = changedSources(change, found.module).map(([name, source]) => ({
    name,
    places: placesOf(found.module, found.modules, declaration, name, source),
  }));
  const plans: EditPlan[] = [];
  let isPlain = preview === 'ifShared';
  for (const { name, places } of asked) {
    const chosen = await choosePlace(await withImporters(places, document, found.module.file), name);
    if (!chosen) return false;
    plans.push(chosen.plan);
    isPlain &&= places.length === 1 && chosen.target.kind === 'here' && chosen.target.notes.length === 0;
  }
  const plan = together(plans);
  if (isRefused(plan)) {
    void window.showErrorMessage(l10n.t('Cannot change the code: {0}', editRefusalText(plan.refused)));
    return false;
  }
  if (plan.edits.length === 0) return false;
  const isWanted = (isPlain && plan.notes.length === 0) || (await confirm(document, plan.edits, plan.notes));
  if (!isWanted) return false;
  if (document.version !== version) {
    void window.showWarningMessage(l10n.t('The code has changed in the meantime: nothing was written.'));
    return false;
  }
  const written = await workspace.applyEdit(workspaceEdit(document, plan.edits));
  if (!written) void window.showErrorMessage(l10n.t('VS Code rejected the edit: the file may be read-only.'));
  return written;
}

/** A place where the change could be written. */
interface TargetPlace {
  readonly target: EditTarget;
  readonly plan: EditPlan;
  /** By which other files may read what is there. */
  readonly names: readonly string[];
}

function placesOf(
  module: PythonModule,
  modules: ModuleFinder,
  declaration: Declaration,
  name: ParameterName,
  source: string | null,
): TargetPlace[] {
  return targets(module, declaration, name, modules, source).map((target) => {
    const plan = target.edits(source);
    const isElsewhere = target.kind !== 'here' && !isRefused(plan);
    return { target, plan, names: isElsewhere ? exportedNames(module, plan.edits) : [] };
  });
}

interface SharedPlace extends TargetPlace {
  readonly importers: Importers;
}

/** With the other files that read what is there: places that some do come last. */
async function withImporters(
  places: readonly TargetPlace[],
  document: TextDocument,
  file: string,
): Promise<readonly SharedPlace[]> {
  const shared: SharedPlace[] = [];
  for (const place of places)
    shared.push({ ...place, importers: await importersOf(document, { file, names: place.names }) });
  const isAlone = ({ importers }: SharedPlace): boolean => importers.files.length === 0 && importers.complete;
  return [...shared.filter(isAlone), ...shared.filter((each) => !isAlone(each))];
}

/** The only place, or the constant that nothing else reads; else the reader says which. */
async function choosePlace(found: readonly SharedPlace[], name: string): Promise<SharedPlace | undefined> {
  const [best, ...others] = found;
  if (!best) {
    void window.showErrorMessage(l10n.t('The declaration was not found: nothing was written.'));
    return undefined;
  }
  if (others.length === 0 || best.target.kind !== 'here') return best;
  const items = found.map((place): PlaceItem => {
    const { target, importers } = place;
    const notes = [...target.notes.map(editNoteText), ...importerNotes(importers)];
    return {
      label: withoutIcons(editTargetText(target)),
      ...(notes.length > 0 ? { detail: withoutIcons(notes.join(' ')) } : {}),
      place,
    };
  });
  const picked = await pickOne({ items, title: l10n.t('Where do you want to change {0}?', name) });
  return picked?.place;
}

function importerNotes({ files, complete }: Importers): string[] {
  const shown = files.slice(0, 5).join(', ');
  const rest = files.length > 5 ? l10n.t('{0} and {1} more', shown, files.length - 5) : shown;
  return [
    ...(files.length > 0 ? [l10n.t('The value is also read in {0}.', rest)] : []),
    ...(complete ? [] : [l10n.t('Not every file in this folder was read.')]),
  ];
}

/** The preview: the lines before and after, and one key to write them. */
async function confirm(
  document: TextDocument,
  edits: readonly OffsetEdit[],
  notes: readonly EditNote[],
): Promise<boolean> {
  const lines = changedLines(document.getText(), applyEdits(document.getText(), edits));
  const apply: QuickPickItem = {
    label: l10n.t('$(check) Write these lines'),
    detail: notes.length > 0 ? notes.map(editNoteText).join(' ') : l10n.t('One edit, which you can undo'),
  };
  const shown = lines.map(({ line, kind, text }): QuickPickItem => ({
    label: `${kind === 'removed' ? '$(diff-removed)' : '$(diff-added)'} ${withoutIcons(text.trim())}`,
    description: l10n.t('line {0}', line),
  }));
  const picked = await pickOne({
    items: [apply, ...shown],
    title: l10n.t('Apply to {0}', workspace.asRelativePath(document.uri)),
    placeholder: l10n.t('Enter applies the change, Escape leaves the code as it is'),
  });
  return picked !== undefined;
}
