import { l10n, Range, Uri, workspace, WorkspaceEdit, type QuickPickItem, type TextDocument } from 'vscode';
import type { FittedUsage } from '../../core/bill/fitOutcomes';
import { UsageComments } from '../../core/modal/usageComment';
import { usageFieldInfo, type UsageField } from '../../core/modal/usageFields';
import { usageEdits } from '../../core/modal/usageInsertion';
import { changedLines } from '../../core/render/changedLines';
import { oneLine, withoutIcons } from '../../core/render/escape';
import { usd } from '../../core/render/money';
import { fitAssumptionText, fitTargetText } from '../../core/render/words/billFitWords';
import { keyOf } from '../../core/review/team/idleValues';
import { setMember } from '../../core/review/team/setMember';
import { TEAM_FILE } from '../../core/review/team/team';
import { UserError } from '../../core/userError';
import type { FoundDeclaration } from '../../host/activePanel';
import { isFile } from '../../host/index/fileSystem';
import { placeOf } from '../../host/notebooks';
import { pickOne } from '../../host/pickStep';
import { toRange } from '../../host/ranges';

type Values = Readonly<Partial<Record<UsageField, number>>>;

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

/** Shows what changes and what that assumes, and writes it where the user wants it: one edit, which one undo takes back. */
export async function writeFit(found: FoundDeclaration, fitted: FittedUsage, values: Values): Promise<void> {
  const targets = await targetsOf(found, values);
  const [first] = targets;
  if (!first) throw new UserError(l10n.t('{0} cannot be read: correct it first.', TEAM_FILE));
  const detail = l10n.t('One edit, which you can undo');
  const picked = await pickOne<RowItem>({
    title: l10n.t('Fit usage of {0} to the bill', oneLine(found.subject.declaration.qualname)),
    placeholder: l10n.t('Enter writes the usage, Escape leaves everything as it is'),
    items: [
      ...targets.map((target) => ({ label: target.label, detail, target })),
      ...rowsOf(first, fitted).map((row) => ({ ...row, target: first })),
    ],
  });
  if (picked && !(await workspace.applyEdit(picked.target.edit)))
    throw new UserError(l10n.t('VS Code rejected the edit: the file may be read-only.'));
}

/** The changed lines, what they come to, and what that assumes. */
function rowsOf({ before, after }: Target, fitted: FittedUsage): QuickPickItem[] {
  const { usdBefore, usdAfter, usdEven, target, assumptions } = fitted;
  const lines = changedLines(before, after).map(({ line, kind, text }) => ({
    label: `${kind === 'removed' ? '$(diff-removed)' : '$(diff-added)'} ${withoutIcons(text.trim())}`,
    description: l10n.t('line {0}', line),
  }));
  const now = l10n.t('{0} per month', usd(usdAfter));
  return [
    ...lines,
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

/** The comment above the declaration; the team file as well, unless a comment says it already and goes before. */
async function targetsOf(
  { document, subject: { declaration, assessment } }: FoundDeclaration,
  values: Values,
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
  values: Values,
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
async function teamTarget(document: TextDocument, key: string, values: Values): Promise<Target | undefined> {
  const folder = workspace.getWorkspaceFolder(placeOf(document));
  if (!folder) return undefined;
  const uri = Uri.joinPath(folder.uri, TEAM_FILE);
  const team = (await isFile(uri)) ? await workspace.openTextDocument(uri) : undefined;
  const before = team?.getText() ?? '';
  let after = before;
  for (const [field, value] of Object.entries(values)) {
    const path = ['declarations', key, usageFieldInfo(field as UsageField).name];
    const change = setMember(after, path, () => String(value));
    if (!change) return undefined;
    after = after.slice(0, change.start) + change.text + after.slice(change.end);
  }
  const edit = new WorkspaceEdit();
  if (!team) edit.createFile(uri, { ignoreIfExists: true });
  const whole = team ? new Range(team.positionAt(0), team.positionAt(before.length)) : new Range(0, 0, 0, 0);
  edit.replace(uri, whole, after);
  return { label: l10n.t('$(check) Write into {0}', TEAM_FILE), edit, before, after };
}
