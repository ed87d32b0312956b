import { l10n, window, workspace, WorkspaceEdit, type Disposable, type TextDocument } from 'vscode';
import type { ResolvedUsage } from '../core/cost/usage';
import { UsageComments } from '../core/modal/usageComment';
import { USAGE_FIELDS, type UsageField, type UsageFigure } from '../core/modal/usageFields';
import { FIRST_FIELDS, usageEdits } from '../core/modal/usageInsertion';
import { oneLine } from '../core/render/escape';
import { readTypedUsage, typedUsageHelp, typedUsageText, usageAsTyped } from '../core/render/typedUsageText';
import { chooseDeclaration } from '../host/chooseDeclaration';
import type { FoundDeclaration } from '../host/activePanel';
import { registerCommand } from '../host/commands';
import { Commands } from '../host/contributions';
import { editorOf } from '../host/editors';
import { textStep } from '../host/pickStep';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';

/** "Set Usage": asks for what a month needs, and writes it into the usage comment above a declaration once all is there. */
export function registerUsage(services: Services): Disposable {
  return registerCommand(services.log, Commands.setUsage, (uri, line, fields) =>
    setUsage(services, uri, line, fields),
  );
}

type Values = Readonly<Partial<Record<UsageField, UsageFigure>>>;

async function setUsage(services: Services, uri: unknown, line: unknown, wanted: unknown): Promise<void> {
  const found = await chooseDeclaration(services, { uri, line }, { title: l10n.t('Set usage') });
  if (typeof found === 'string') return;
  const { version } = found.document;
  const values = await ask(found, fieldsToAsk(wanted, found.subject.assessment.usage));
  if (values) await write(found, values, version);
}

/** The fields that a caller asks for; else those that a month still needs; else, to change them, both. */
function fieldsToAsk(wanted: unknown, usage: ResolvedUsage | null): readonly UsageField[] {
  const names: readonly unknown[] = Array.isArray(wanted) ? wanted : [];
  const fields = USAGE_FIELDS.map(({ field }) => field).filter((field) => names.includes(field));
  if (fields.length > 0) return fields;
  return usage && usage.missing.length > 0 ? usage.missing : FIRST_FIELDS;
}

/** Each field in turn, with what it is now; undefined where the reader leaves: half a usage is none. */
async function ask(
  { subject: { declaration, assessment } }: FoundDeclaration,
  fields: readonly UsageField[],
): Promise<Values | undefined> {
  const texts = new Map(fields.map((field) => [field, usageAsTyped(assessment.usage, field)]));
  for (let at = 0; at < fields.length;) {
    const field = fields[at]!;
    const result = await textStep({
      title: l10n.t('Usage of {0}', oneLine(declaration.qualname)),
      step: at + 1,
      totalSteps: fields.length,
      value: texts.get(field) ?? '',
      ...typedUsageHelp(field),
      check: (text) => {
        const read = readTypedUsage(field, text);
        return 'problem' in read ? read.problem : null;
      },
      reading: (text) => typedUsageText(field, text),
    });
    if (result === 'end') return undefined;
    if (result !== 'back') texts.set(field, result.picked);
    at += result === 'back' ? -1 : 1;
  }
  const read = fields.map((field) => [field, readTypedUsage(field, texts.get(field)!)] as const);
  return Object.fromEntries(read.flatMap(([field, each]) => ('value' in each ? [[field, each.value]] : [])));
}

/** One edit, which one undo takes back. */
async function write(
  { document, subject: { declaration } }: FoundDeclaration,
  values: Values,
  version: number,
): Promise<void> {
  if (document.version !== version) {
    void window.showWarningMessage(l10n.t('The code has changed in the meantime: nothing was written.'));
    return;
  }
  const edit = editOf(document, declaration, values);
  if (!(await workspace.applyEdit(edit))) {
    void window.showErrorMessage(l10n.t('VS Code rejected the edit: the file may be read-only.'));
    return;
  }
  await editorOf(document);
}

function editOf(
  document: TextDocument,
  declaration: FoundDeclaration['subject']['declaration'],
  values: Values,
): WorkspaceEdit {
  const text = document.getText();
  const comment = new UsageComments(text).of(declaration);
  const edit = new WorkspaceEdit();
  for (const { range, text: says } of usageEdits(text, declaration, comment, values))
    edit.replace(document.uri, toRange(range), says);
  return edit;
}
