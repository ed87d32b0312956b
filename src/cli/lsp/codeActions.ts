import {
  CodeActionKind,
  type CodeAction,
  type CodeActionContext,
  type Diagnostic,
  type Range,
  type TextEdit,
} from 'vscode-languageserver/node';
import { changeOf, savingsInSteps, type Saving } from '../../core/cost/savings';
import type { Assessment } from '../../core/cost/assess';
import type { EditPlan } from '../../core/edits/editPlan';
import { fixAllOldNames, fixOldNames } from '../../core/edits/oldNames/fixOldNames';
import { isRefused } from '../../core/edits/refusal';
import { isUnfinished, type Declaration } from '../../core/modal/declaration';
import { UsageComments } from '../../core/modal/usageComment';
import { usageFieldInfo, type UsageField } from '../../core/modal/usageFields';
import { commentAbove, FIRST_FIELDS } from '../../core/modal/usageInsertion';
import {
  changedSources,
  setPlans,
  settingPlans,
  silenceTitle,
  type EditedCode,
  type FixPlan,
} from '../../core/render/fixPlans';
import { fixTitle } from '../../core/render/words/findingsText';
import { savingTitle } from '../../core/render/words/savingWords';
import { commentEdits, type CommentFix } from '../../core/review/findings/commentEdits';
import type { Finding, FindingFix } from '../../core/review/findings/finding';
import { ignoreInsertion } from '../../core/review/findings/ignoreComments';
import type { Client } from './client';
import type { OpenDocument } from './openDocument';
import { toPosition, toRange, touches } from './places';
import { inTurns } from './turns';
import { textEdits, workspaceEdit } from './workspaceEdits';

/** What "fix all" runs, and saving where a reader wants that: old names, written as they are today. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.modalCost`;

export const ACTION_KINDS: readonly CodeActionKind[] = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorRewrite,
  FIX_ALL,
];

/** A document with what is known of it. */
export interface ActionSource {
  readonly document: OpenDocument;
  readonly assessments: readonly Assessment[];
  readonly findings: readonly Finding[];
  readonly client: Client;
}

interface Code extends EditedCode {
  readonly document: OpenDocument;
  readonly client: Client;
}

/** The fixes of findings, the comment that silences one, and what saves in the declaration at a place. */
export async function codeActions(
  { document, assessments, findings, client }: ActionSource,
  range: Range,
  { only, diagnostics }: CodeActionContext,
  isGivenUp: () => boolean,
): Promise<CodeAction[]> {
  const wants = (kind: CodeActionKind): boolean =>
    only ? only.some((each) => kind === each || kind.startsWith(`${each}.`)) : kind !== FIX_ALL;
  const here = assessments.filter((each) => touches(toRange(each.estimate.subject.range), range));
  const savings = wants(CodeActionKind.RefactorRewrite) ? await savingsOf(here, isGivenUp) : [];
  // The module holds until the next edit: from here on nothing waits.
  const found = isGivenUp() ? undefined : document.module();
  if (!found) return [];
  const code = { ...found, document, client };
  const oldNames = findings.filter(({ rule }) => rule === 'old-name');
  const fixes = wants(CodeActionKind.QuickFix)
    ? findings
        .filter((each) => touches(toRange(each.range), range))
        .flatMap((finding) =>
          fixesOf(finding, oldNames, code).map((fix) => ({ ...fix, ...causes(finding, diagnostics) })),
        )
    : [];
  const rewrites = wants(CodeActionKind.RefactorRewrite)
    ? [...savings.flatMap((each) => saving(each, code)), ...here.flatMap((each) => firstUsage(each, code))]
    : [];
  const all =
    wants(FIX_ALL) && oldNames.length > 0 ? fixAll('Fix all deprecated Modal names', FIX_ALL, code) : [];
  return distinct([...fixes, ...rewrites, ...all]);
}

function causes(
  { rule, range }: Finding,
  diagnostics: readonly Diagnostic[],
): Pick<CodeAction, 'diagnostics'> {
  const place = toRange(range);
  return {
    diagnostics: diagnostics.filter(
      (each) => each.code === rule && JSON.stringify(each.range) === JSON.stringify(place),
    ),
  };
}

function fixesOf(finding: Finding, oldNames: readonly Finding[], code: Code): CodeAction[] {
  const several = new Set(oldNames.map(({ subject }) => subject)).size > 1;
  const fixes = finding.fixes.flatMap((fix): CodeAction[] => {
    switch (fix.kind) {
      case 'oldNames':
        return fromPlan(fixTitle(fix), fix, code, fixOldNames(code.module, fix.subject, code.modules));
      case 'allOldNames':
        return several ? fixAll(fixTitle(fix), CodeActionKind.QuickFix, code) : [];
      case 'set':
        return settingPlans(finding, fix, code).map((plan) => editing(plan, fix.isSafe ?? false, code));
      case 'usage':
        return usage(finding.subject, fix.fields, CodeActionKind.QuickFix, code);
      case 'comment':
      case 'moveComment':
        return [changing(fix, code)];
      case 'fitUsage':
      case 'teamValue':
        // What they need, a bill and a value that its reader knows, the server has no way to ask for.
        return [];
    }
  });
  return [...fixes, ...silence(finding, code)];
}

function fromPlan(title: string, { isSafe }: FindingFix, code: Code, plan: EditPlan): CodeAction[] {
  if (isRefused(plan) || plan.edits.length === 0) return [];
  return [editing({ ...plan, title, warning: null }, isSafe ?? false, code)];
}

function editing(
  { title, edits, warning }: FixPlan,
  isPreferred: boolean,
  { document, client }: Code,
): CodeAction {
  const annotation = warning === null ? null : { label: title, description: warning };
  return {
    title,
    kind: CodeActionKind.QuickFix,
    isPreferred,
    edit: workspaceEdit(document, textEdits(document, edits), client, annotation),
  };
}

function fixAll(
  title: string,
  kind: CodeActionKind,
  { module, modules, document, client }: Code,
): CodeAction[] {
  const plan = fixAllOldNames(module, modules);
  if (isRefused(plan) || plan.edits.length === 0) return [];
  return [{ title, kind, edit: workspaceEdit(document, textEdits(document, plan.edits), client) }];
}

/** Another text for a comment, or another place. */
function changing(fix: CommentFix, { document, client }: Code): CodeAction {
  const edits = commentEdits(fix, document.getText()).map(({ range, text }) => ({
    range: toRange(range),
    newText: text,
  }));
  return {
    title: fixTitle(fix),
    kind: CodeActionKind.QuickFix,
    isPreferred: fix.kind === 'comment' && fix.text !== '',
    edit: workspaceEdit(document, edits, client),
  };
}

/** A comment that silences the rule for the declaration, its reason to be typed. */
function silence({ rule, subject }: Finding, { document, client }: Code): CodeAction[] {
  if (!subject || subject.type === 'call' || rule === 'ignore-comment') return [];
  const { position, text } = ignoreInsertion(document.getText(), subject, rule);
  return [
    {
      title: silenceTitle(rule, subject),
      kind: CodeActionKind.QuickFix,
      edit: workspaceEdit(document, [insertion(position, text)], client),
    },
  ];
}

/** Of a declaration that nothing is known of: a comment, its figures to be typed. */
function firstUsage({ estimate: { subject }, month, usage: known }: Assessment, code: Code): CodeAction[] {
  if (month !== null || known === null || isUnfinished(subject)) return [];
  return usage(subject, FIRST_FIELDS, CodeActionKind.RefactorRewrite, code);
}

/**
 * A usage comment with these fields. Their figures are left open, and a finding says so until they are typed: nothing is made up.
 * Where there is a comment already, its finding says what is missing there.
 */
function usage(
  subject: Finding['subject'],
  fields: readonly UsageField[],
  kind: CodeActionKind,
  { document, client }: Code,
): CodeAction[] {
  if (subject?.type !== 'declaration') return [];
  const text = document.getText();
  if (new UsageComments(text).of(subject).ranges.length > 0) return [];
  const says = (fields.length > 0 ? fields : FIRST_FIELDS).map((each) => `${usageFieldInfo(each).name}=…`);
  const { position, text: line } = commentAbove(text, subject, says.join(' '), '');
  return [
    {
      title: fixTitle({ kind: 'usage', fields }),
      kind,
      edit: workspaceEdit(document, [insertion(position, line)], client),
    },
  ];
}

function insertion(position: Parameters<typeof toPosition>[0], newText: string): TextEdit {
  const at = toPosition(position);
  return { range: { start: at, end: at }, newText };
}

interface DeclaredSaving {
  readonly declaration: Declaration;
  readonly saving: Saving;
}

async function savingsOf(
  assessments: readonly Assessment[],
  isGivenUp: () => boolean,
): Promise<readonly DeclaredSaving[]> {
  const [only, ...others] = assessments;
  const subject = only?.estimate.subject;
  // Of several at one place none has a value of its own.
  if (!only || others.length > 0 || subject?.type !== 'declaration') return [];
  const found = await inTurns((pause) => savingsInSteps(only, pause), isGivenUp);
  return (found?.savings ?? []).map((each) => ({ declaration: subject, saving: each }));
}

/** What writes a saving into the code: where it stands, or where its value comes from. */
function saving({ declaration, saving: found }: DeclaredSaving, code: Code): CodeAction[] {
  return changedSources(changeOf(found), code.module).flatMap(([parameter, source]) =>
    setPlans(declaration, parameter, source, savingTitle(found), code).map((plan) => ({
      ...editing(plan, false, code),
      kind: CodeActionKind.RefactorRewrite,
    })),
  );
}

/** Several findings at one place may have the same fix. */
function distinct(actions: readonly CodeAction[]): CodeAction[] {
  const keys = new Set<string>();
  return actions.filter(({ title, kind }) => {
    const key = `${kind ?? ''} ${title}`;
    return !keys.has(key) && keys.add(key);
  });
}
