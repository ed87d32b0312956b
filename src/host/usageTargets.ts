/** The places where a usage can be written, the comment and the team file, with their text before and after. */
import { l10n, Range, Uri, workspace, WorkspaceEdit, type QuickPickItem, type TextDocument } from 'vscode';
import { UsageComments } from '../core/modal/usageComment';
import { usageFieldInfo, type UsageField, type UsageFigure } from '../core/modal/usageFields';
import { usageEdits } from '../core/modal/usageInsertion';
import { changedLines } from '../core/render/changedLines';
import { withoutIcons } from '../core/render/escape';
import { keyOf } from '../core/review/team/idleValues';
import { setMember } from '../core/review/team/setMember';
import { TEAM_FILE } from '../core/review/team/team';
import { UserError } from '../core/userError';
import type { FoundDeclaration } from './activePanel';
import { isFile } from './index/fileSystem';
import { placeOf } from './notebooks';
import { pickOne } from './pickStep';
import { toRange } from './ranges';

/** The new values; null takes a field out of the comment. */
export type NewUsage = Readonly<Partial<Record<UsageField, UsageFigure | null>>>;

/** A place for the usage, and its text before and after. */
interface Target {
  readonly label: string;
  readonly edit: WorkspaceEdit;
  readonly before: string;
  readonly after: string;
}

interface RowItem extends QuickPickItem {
  readonly target: Target;
}

interface Question {
  readonly title: string;
  readonly placeholder: string;
  /** What else there is to know before it is written. */
  readonly notes?: readonly QuickPickItem[];
}

/**
 * Shows what changes, and writes it where the user wants it: one edit, which one undo takes back.
 * @returns whether it was written
 */
export async function writeUsage(
  found: FoundDeclaration,
  values: NewUsage,
  { title, placeholder, notes = [] }: Question,
): Promise<boolean> {
  const targets = (await targetsOf(found, values)).filter(({ before, after }) => before !== after);
  const [first] = targets;
  if (!first) throw new UserError(l10n.t('There is nothing to write: remove the value where it is set.'));
  const { version } = found.document;
  const detail = l10n.t('One edit, which you can undo');
  const picked = await pickOne<RowItem>({
    title,
    placeholder,
    items: [
      ...targets.map((target) => ({ label: target.label, detail, target })),
      ...[...changedRows(first), ...notes].map((row) => ({ ...row, target: first })),
    ],
  });
  if (!picked) return false;
  if (found.document.version !== version)
    throw new UserError(l10n.t('The code has changed in the meantime: nothing was written.'));
  if (!(await workspace.applyEdit(picked.target.edit)))
    throw new UserError(l10n.t('VS Code rejected the edit: the file may be read-only.'));
  return true;
}

function changedRows({ before, after }: Target): QuickPickItem[] {
  return changedLines(before, after).map(({ line, kind, text }) => ({
    label: `${kind === 'removed' ? '$(diff-removed)' : '$(diff-added)'} ${withoutIcons(text.trim())}`,
    description: l10n.t('line {0}', line),
  }));
}

/** The comment above the declaration; the team file as well, unless a comment says it already and goes before. */
async function targetsOf(
  { document, subject: { declaration, assessment } }: FoundDeclaration,
  values: NewUsage,
): Promise<readonly Target[]> {
  const comment = commentTarget(document, declaration, values);
  const sources = (Object.keys(values) as UsageField[]).map(
    (field) => assessment.usage?.origins[field].source,
  );
  if (sources.includes('comment')) return [comment];
  const team = await teamTarget(document, keyOf(declaration), values);
  if (!team) return [comment];
  return sources.includes('team') ? [team, comment] : [comment, team];
}

function commentTarget(
  document: TextDocument,
  declaration: FoundDeclaration['subject']['declaration'],
  values: NewUsage,
): Target {
  const before = document.getText();
  const edit = new WorkspaceEdit();
  const edits = usageEdits(before, declaration, new UsageComments(before).of(declaration), values);
  let after = before;
  for (const { range, text } of [...edits].reverse()) {
    const place = toRange(range);
    edit.replace(document.uri, place, text);
    after = after.slice(0, document.offsetAt(place.start)) + text + after.slice(document.offsetAt(place.end));
  }
  return { label: l10n.t('$(check) Write into the comment'), edit, before, after };
}

/** Undefined where there is no folder, or the team file has an error. */
async function teamTarget(
  document: TextDocument,
  key: string,
  values: NewUsage,
): Promise<Target | undefined> {
  const folder = workspace.getWorkspaceFolder(placeOf(document));
  if (!folder) return undefined;
  const uri = Uri.joinPath(folder.uri, TEAM_FILE);
  const team = (await isFile(uri)) ? await workspace.openTextDocument(uri) : undefined;
  const before = team?.getText() ?? '';
  let after = before;
  for (const [field, value] of Object.entries(values)) {
    if (value === null) continue;
    const path = ['declarations', key, usageFieldInfo(field as UsageField).name];
    const change = setMember(after, path, () => JSON.stringify(value));
    if (!change) return undefined;
    after = after.slice(0, change.start) + change.text + after.slice(change.end);
  }
  const edit = new WorkspaceEdit();
  if (!team) edit.createFile(uri, { ignoreIfExists: true });
  const whole = team ? new Range(team.positionAt(0), team.positionAt(before.length)) : new Range(0, 0, 0, 0);
  edit.replace(uri, whole, after);
  return { label: l10n.t('$(check) Write into {0}', TEAM_FILE), edit, before, after };
}
