import {
  CodeAction,
  CodeActionKind,
  l10n,
  languages,
  Position,
  SnippetString,
  SnippetTextEdit,
  WorkspaceEdit,
  type CancellationToken,
  type CodeActionContext,
  type Command,
  type Diagnostic,
  type Disposable,
  type Range,
  type TextDocument,
  type WorkspaceEditEntryMetadata,
} from 'vscode';
import { fixAllOldNames, fixOldNames } from '../core/edits/oldNames/fixOldNames';
import type { EditPlan } from '../core/edits/editPlan';
import { isRefused } from '../core/edits/refusal';
import { dominantQuote } from '../core/edits/pythonSource';
import { targets } from '../core/edits/editTargets';
import type { ModuleFinder } from '../core/python/evaluate';
import type { PythonModule } from '../core/python/module';
import type { Finding, FindingFix } from '../core/review/findings/finding';
import { ignoreInsertion } from '../core/review/findings/ignoreComments';
import { editNoteText, editTargetText } from '../core/render/words/edits';
import { fixTitle } from '../core/render/words/findingsText';
import { shown } from '../core/render/words/subjectNames';
import { commandTo } from '../host/commands';
import { Commands, GIVE_TEAM_VALUE } from '../host/contributions';
import type { DocumentFindings } from '../host/documentFindings';
import type { FolderFindings } from '../host/folderFindings';
import { placeOf } from '../host/notebooks';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';
import { PYTHON } from '../host/selector';
import { workspaceEdit } from '../host/workspaceEdit';

/** What "Fix All" runs, and saving where a reader wants that: old names, written as they are today. */
const FIX_ALL = CodeActionKind.SourceFixAll.append('modalCost');

/** The fixes of findings, and the comment that silences one. */
export function registerQuickFixes(
  services: Services,
  findings: DocumentFindings,
  folders: FolderFindings,
): Disposable {
  return languages.registerCodeActionsProvider(
    PYTHON,
    {
      provideCodeActions: (document, range, context, token) =>
        provide(document, range, context, token, services, { findings, folders }),
      resolveCodeAction: async (action: LazyAction) => {
        const edit = await action.build?.();
        if (edit) action.edit = edit;
        return action;
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
  );
}

/** An action whose edit is made when it is chosen. */
class LazyAction extends CodeAction {
  build?: () => Promise<WorkspaceEdit | undefined>;
}

/** The code as it stands, for the functions that make edits. */
interface Code {
  readonly document: TextDocument;
  readonly module: PythonModule;
  readonly modules: ModuleFinder;
}

/** Where findings are from: a document alone, and all of its folder. */
interface Sources {
  readonly findings: DocumentFindings;
  readonly folders: FolderFindings;
}

async function provide(
  document: TextDocument,
  range: Range,
  { only, diagnostics }: CodeActionContext,
  token: CancellationToken,
  services: Services,
  { findings, folders }: Sources,
): Promise<LazyAction[]> {
  const wantsFixes = !only || only.contains(CodeActionKind.QuickFix);
  const wantsFixAll = only?.contains(FIX_ALL) ?? false;
  if (!wantsFixes && !wantsFixAll) return [];
  const { version } = document;
  const all = [...((await findings.of(document)) ?? []), ...(await folders.in(document))];
  const here = wantsFixes ? all.filter((each) => toRange(each.range).intersection(range)) : [];
  const oldNames = all.filter(({ rule }) => rule === 'old-name');
  const found = here.length + oldNames.length > 0 ? await services.documents.module(document) : undefined;
  if (!found || token.isCancellationRequested || document.version !== version) return [];
  const code = { document, ...found };
  const several = new Set(oldNames.map(({ subject }) => subject)).size > 1;
  const made = (make: (finding: Finding) => readonly LazyAction[]): LazyAction[] =>
    here.flatMap((finding) => {
      const of = diagnostics.filter((each) => isOf(each, finding));
      return make(finding).map((action) => Object.assign(action, { diagnostics: of }));
    });
  // What mends comes before what silences.
  const actions = [
    ...made((finding) => fixesOf(finding, code, several, services)),
    ...made((finding) => silence(finding, code)),
  ];
  if (wantsFixAll && oldNames.length > 0)
    actions.push(fixAll(l10n.t('Fix all deprecated Modal names'), FIX_ALL, document, services));
  return distinct(actions);
}

function fixesOf(finding: Finding, code: Code, several: boolean, services: Services): LazyAction[] {
  return finding.fixes.flatMap((fix): LazyAction[] => {
    switch (fix.kind) {
      case 'oldNames':
        return fromPlan(fixTitle(fix), fix, code, fixOldNames(code.module, fix.subject, code.modules));
      case 'allOldNames':
        return several ? [fixAll(fixTitle(fix), CodeActionKind.QuickFix, code.document, services)] : [];
      case 'set':
        return setting(finding, fix, code);
      case 'usage':
      case 'fitUsage':
      case 'teamValue':
        return running(finding, fix, code);
      case 'comment':
        return [rewriting(fix, code)];
      case 'moveComment':
        return [moving(fix, code)];
    }
  });
}

/** Places where a value may be set: where it stands, or where it comes from. More would be a list to read, not a fix. */
const MAX_TARGETS = 3;

function setting({ subject }: Finding, fix: FindingFix & { kind: 'set' }, code: Code): LazyAction[] {
  if (!subject || subject.type === 'call') return [];
  // The only texts that a fix sets are GPUs, which hold no quotes of their own.
  const source = fix.value?.replaceAll('"', dominantQuote(code.module)) ?? null;
  const all = targets(code.module, subject, fix.parameter, code.modules, source);
  const name = fixTitle(fix);
  return all.slice(0, MAX_TARGETS).flatMap((target) => {
    const title = all.length === 1 ? name : `${name}: ${editTargetText(target)}`;
    const warns = target.uses > 1 || target.notes.length > 0;
    const description = target.notes.map(editNoteText).join(' ');
    const preview = warns ? { label: title, description, needsConfirmation: true } : undefined;
    return fromPlan(title, fix, code, target.edits(source), preview);
  });
}

/** An action of edits; none where these are refused, or change nothing. */
function fromPlan(
  title: string,
  { isSafe }: FindingFix,
  { document }: Code,
  plan: EditPlan,
  preview?: WorkspaceEditEntryMetadata,
): LazyAction[] {
  if (isRefused(plan) || plan.edits.length === 0) return [];
  const action = new LazyAction(title, CodeActionKind.QuickFix);
  action.edit = workspaceEdit(document, plan.edits, preview);
  action.isPreferred = isSafe ?? false;
  return [action];
}

function fixAll(title: string, kind: CodeActionKind, document: TextDocument, services: Services): LazyAction {
  const action = new LazyAction(title, kind);
  action.build = async () => {
    const found = await services.documents.module(document);
    const plan = found && fixAllOldNames(found.module, found.modules);
    return plan && !isRefused(plan) ? workspaceEdit(document, plan.edits) : undefined;
  };
  return action;
}

/** Another text for a part of a comment; one that goes takes its line along. */
function rewriting(fix: FindingFix & { kind: 'comment' }, { document }: Code): LazyAction {
  const action = new LazyAction(fixTitle(fix), CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  const range = toRange(fix.range);
  action.edit.replace(document.uri, fix.text === '' ? withItsLine(range, document) : range, fix.text);
  action.isPreferred = fix.text !== '';
  return action;
}

/** A comment with its line, to above another declaration. */
function moving(fix: FindingFix & { kind: 'moveComment' }, { document }: Code): LazyAction {
  const action = new LazyAction(fixTitle(fix), CodeActionKind.QuickFix);
  const to = new Position(fix.to.line, fix.to.column);
  const indentation = document.lineAt(to.line).text.slice(0, to.character);
  action.edit = new WorkspaceEdit();
  action.edit.delete(document.uri, withItsLine(toRange(fix.range), document));
  action.edit.insert(document.uri, to, `${fix.text}\n${indentation}`);
  return action;
}

/** The whole line of a range that is all that stands in it. */
function withItsLine(range: Range, document: TextDocument): Range {
  const line = document.lineAt(range.start.line);
  return document.getText(range).trim() === line.text.trim() ? line.rangeIncludingLineBreak : range;
}

type RunningFix = FindingFix & { kind: 'usage' | 'fitUsage' | 'teamValue' };

/** An action that needs an editor or a file of its own: the command does it. */
function running({ subject }: Finding, fix: RunningFix, { document }: Code): LazyAction[] {
  if (!subject) return [];
  const title = fixTitle(fix);
  const action = new LazyAction(title, CodeActionKind.QuickFix);
  action.command = commandOf(fix, title, subject.range.start.line, document);
  return [action];
}

function commandOf(fix: RunningFix, title: string, line: number, document: TextDocument): Command {
  switch (fix.kind) {
    case 'usage':
      return commandTo(Commands.setUsage, title, document.uri, line, fix.fields);
    case 'fitUsage':
      return commandTo(Commands.fitUsage, title, document.uri, line);
    case 'teamValue':
      return commandTo(GIVE_TEAM_VALUE, title, placeOf(document), fix.key, fix.parameter);
  }
}

/** A comment that silences the rule for the declaration, its reason to be typed. */
function silence({ rule, subject }: Finding, { document }: Code): LazyAction[] {
  if (!subject || subject.type === 'call' || rule === 'ignore-comment') return [];
  const { position, snippet } = ignoreInsertion(document.getText(), subject, rule);
  const action = new LazyAction(
    l10n.t('Silence {0} for {1}, with a reason', rule, shown(subject.qualname)),
    CodeActionKind.QuickFix,
  );
  const insertion = SnippetTextEdit.insert(
    new Position(position.line, position.column),
    new SnippetString(snippet),
  );
  // The indentation is in the text already.
  insertion.keepWhitespace = true;
  action.edit = new WorkspaceEdit();
  action.edit.set(document.uri, [insertion]);
  return [action];
}

function isOf({ code, range }: Diagnostic, { rule, range: place }: Finding): boolean {
  return typeof code === 'object' && code.value === rule && range.isEqual(toRange(place));
}

/** Several findings at one place may have the same fix. */
function distinct(actions: readonly LazyAction[]): LazyAction[] {
  const titles = new Set<string>();
  return actions.filter(({ title, kind }) => {
    const key = `${kind?.value} ${title}`;
    return !titles.has(key) && titles.add(key);
  });
}
