/** Which declaration a command is about, wherever it is run from. */
import {
  l10n,
  Position,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type QuickPickItem,
  type TextDocument,
} from 'vscode';
import type { Assessment } from '../core/cost/assess';
import { byCost } from '../core/cost/byCost';
import { isUnfinished, type Declaration } from '../core/modal/declaration';
import { subjectAt } from '../core/modal/subjectAt';
import { oneLine, withoutIcons } from '../core/render/escape';
import { titleParts } from '../core/render/lensTitle';
import { rowName } from '../core/render/rowName';
import { SEEN } from '../core/render/words/titleWords';
import type { WhatIfSubject } from '../core/render/whatIfList';
import { bodyEnd } from '../core/text/bodyEnd';
import type { FoundDeclaration } from './activePanel';
import { openExample } from './example';
import { NextSteps } from './nextSteps';
import { answered, pickOne } from './pickStep';
import { isSamePlace, nearestSubject } from './ranges';
import { cellDocument } from './editors';
import { pythonCells } from './notebooks';
import type { Services } from './services';
import type { NextStep } from './tell';

/** A place that a lens, a link or a key binding gives; whatever it is not, is not given. */
export interface GivenPlace {
  readonly uri: unknown;
  readonly line: unknown;
}

export interface Question {
  /** What the command does, as the title of the question. */
  readonly title: string;
  /** A row that stands for no declaration, such as a calculator. */
  readonly none?: QuickPickItem;
  /** Whether it is about code in a folder: the example is in none. */
  readonly needsFolder?: boolean;
}

/** `none`: there is no declaration, or the row for that was chosen. `canceled`: the reader left the question. */
export type Chosen = FoundDeclaration | 'none' | 'canceled';

/**
 * The declaration at the place that is given; else that of the panel with the focus; else the one at the cursor, or the only
 * one of its file, without a question; else the one that the reader picks, of the file or of the workspace, with its figures.
 */
export async function chooseDeclaration(
  services: Services,
  { uri, line }: GivenPlace,
  question: Question,
): Promise<Chosen> {
  const given = await documentGiven(uri);
  if (given && typeof line === 'number') return atLine(services, given, line, question);
  const shown = given ? undefined : await services.activePanel.declaration();
  if (shown) return shown;
  const editor = window.activeTextEditor;
  const document = given ?? pythonInFront();
  if (!document) return pickInWorkspace(services, question);
  const near = await services.subjectsNear(document);
  const cursor = editor?.document === near.document ? editor.selection.active : new Position(0, 0);
  const here = atCursor(near.subjects, near.document, cursor);
  if (here.length > 0) return one(here, near.document, question);
  return near.subjects.length > 0
    ? pickInFile(services, near, question, cursor)
    : pickInWorkspace(services, question);
}

/** Asks for another one: of the file that one is in, or of the workspace. */
export async function chooseAnother(
  services: Services,
  { document, subject }: FoundDeclaration,
  question: Question,
): Promise<Chosen> {
  const near = await services.subjectsNear(document);
  return pickInFile(services, near, question, new Position(subject.declaration.range.start.line, 0));
}

/** The document whose address a command was given, opened if need be; undefined for anything else. */
export async function documentGiven(address: unknown): Promise<TextDocument | undefined> {
  if (!(address instanceof Uri) && typeof address !== 'string') return undefined;
  const text = String(address);
  const open = workspace.textDocuments.find(({ uri }) => uri.toString() === text);
  if (open) return open;
  try {
    return await workspace.openTextDocument(address instanceof Uri ? address : Uri.parse(text, true));
  } catch {
    // A key binding may give anything, and a file may have gone.
    return undefined;
  }
}

/** The Python that is in front: of an editor, or of the notebook with the focus. */
function pythonInFront(): TextDocument | undefined {
  const document = window.activeTextEditor?.document;
  if (document?.languageId === 'python' && !document.isClosed) return document;
  const notebook = window.activeNotebookEditor;
  if (!notebook) return undefined;
  const cells = pythonCells(notebook.notebook);
  const chosen = notebook.selections[0]?.start ?? 0;
  return (cells.findLast(({ index }) => index <= chosen) ?? cells[0])?.document;
}

/** What a lens stands at: those of its line, else what is nearest to it by now. */
async function atLine(
  services: Services,
  document: TextDocument,
  line: number,
  question: Question,
): Promise<Chosen> {
  const near = await services.subjectsNear(document);
  const at = new Position(Math.min(Math.max(0, Math.trunc(line)), near.document.lineCount - 1), 0);
  const first = nearestSubject(near.subjects, at);
  return first
    ? one(ofPlace(near.subjects, first), near.document, question)
    : noDeclaration(services, question);
}

/** Those whose lines hold the cursor, from the decorator to the end of the body; else the only one of the file. */
function atCursor(
  subjects: readonly WhatIfSubject[],
  document: TextDocument,
  cursor: Position,
): readonly WhatIfSubject[] {
  const declaration = subjectAt(
    subjects.map((each) => each.declaration),
    cursor.line,
  );
  const own = declaration && subjects.find((each) => each.declaration === declaration);
  if (own) return ofPlace(subjects, own);
  const text = (line: number): string => document.lineAt(line).text;
  const around = subjects.findLast(
    ({ declaration: { range, defLine, registeredBy } }) =>
      registeredBy === 'decorator' &&
      range.start.line <= cursor.line &&
      cursor.line <= bodyEnd(text, document.lineCount, defLine - 1),
  );
  if (around) return ofPlace(subjects, around);
  const [first] = subjects;
  return first && ofPlace(subjects, first).length === subjects.length ? subjects : [];
}

function ofPlace(subjects: readonly WhatIfSubject[], of: WhatIfSubject): readonly WhatIfSubject[] {
  return subjects.filter(({ declaration }) => isSamePlace(declaration, of.declaration));
}

interface SubjectItem extends QuickPickItem {
  readonly open: () => Promise<Chosen>;
}

/** Of those that one place declares, as a loop does: asked, if there are several. */
async function one(
  subjects: readonly WhatIfSubject[],
  document: TextDocument,
  question: Question,
): Promise<Chosen> {
  const [first] = subjects;
  if (first && subjects.length === 1) return { document, subject: first };
  return ask(
    question,
    subjects.map((subject) => itemIn(document, subject)),
  );
}

async function pickInFile(
  services: Services,
  { document, subjects }: { readonly document: TextDocument; readonly subjects: readonly WhatIfSubject[] },
  question: Question,
  cursor: Position,
): Promise<Chosen> {
  const items = subjects.map((subject) => itemIn(document, subject));
  const nearest = nearestSubject(subjects, cursor);
  const others: SubjectItem = {
    label: l10n.t('$(search) Another file of the workspace…'),
    open: () => pickInWorkspace(services, question),
  };
  const active = items[nearest ? subjects.indexOf(nearest) : 0];
  return ask(question, [...items, ...(workspace.workspaceFolders?.length ? [others] : [])], active);
}

function itemIn(
  document: TextDocument,
  subject: WhatIfSubject,
  place = l10n.t('line {0}', subject.declaration.line),
): SubjectItem {
  return {
    ...rowOf(subject.declaration, subject.assessment, place),
    open: () => Promise.resolve({ document, subject }),
  };
}

/** The name with its first figure and its place, and the other figures below, with the name where it is cut above. */
function rowOf(
  { qualname }: Declaration,
  assessment: Assessment,
  place: string,
): Pick<QuickPickItem, 'label' | 'description' | 'detail'> {
  const [now = '', ...others] = titleParts(assessment);
  const name = oneLine(qualname);
  const shown = rowName(name, now, place);
  return {
    label: withoutIcons(answered(shown, now)),
    description: withoutIcons(oneLine(place)),
    detail: withoutIcons(SEEN.parts([...others, shown === name ? '' : name])),
  };
}

/** Of all declarations of the workspace and of documents outside of it, the dearest first. */
async function pickInWorkspace(services: Services, question: Question): Promise<Chosen> {
  const outside = await openElsewhere(services);
  const indexed = workspace.workspaceFolders ? await rowsOfIndex(services) : [];
  if (!indexed) return 'canceled';
  const sorted = indexed.sort((a, b) => byCost(a.assessment, b.assessment));
  const items = [...outside, ...sorted.map((row) => itemOf(services, row))];
  const [only] = items;
  if (!only) return noDeclaration(services, question);
  return items.length === 1 && !question.none ? only.open() : ask(question, items);
}

/** What documents declare that no folder of the workspace has, such as the example. */
async function openElsewhere(services: Services): Promise<SubjectItem[]> {
  const documents = workspace.textDocuments.filter(
    ({ uri, languageId, isClosed }) =>
      !isClosed &&
      languageId === 'python' &&
      ['untitled', 'file'].includes(uri.scheme) &&
      !workspace.getWorkspaceFolder(uri),
  );
  const items: SubjectItem[] = [];
  for (const document of documents)
    for (const subject of await services.subjects(document))
      items.push(
        itemIn(document, subject, `${workspace.asRelativePath(document.uri)}:${subject.declaration.line}`),
      );
  return items;
}

/** What the index has, once it is whole; undefined where the reader does not wait for that. */
async function rowsOfIndex({ index }: Services): Promise<Row[] | undefined> {
  const isWhole =
    index.isCurrent ||
    (await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t('Scanning the workspace…'),
        cancellable: true,
      },
      (_, token) => index.ready(token),
    ));
  if (!isWhole) return undefined;
  return (await index.results()).flatMap(({ folder, assessments }) =>
    assessments.flatMap((assessment) => {
      const declaration = assessment.estimate.subject;
      if (declaration.type !== 'declaration' || isUnfinished(declaration)) return [];
      return [{ folder: folder.uri, assessment, declaration }];
    }),
  );
}

interface Row {
  readonly folder: Uri;
  readonly assessment: Assessment;
  readonly declaration: Declaration;
}

function itemOf(services: Services, { folder, assessment, declaration }: Row): SubjectItem {
  const uri = Uri.joinPath(folder, declaration.file);
  return {
    ...rowOf(declaration, assessment, `${workspace.asRelativePath(uri)}:${declaration.line}`),
    open: () => opened(services, uri, declaration),
  };
}

/** A declaration of the index as it is in its document now. */
async function opened(services: Services, uri: Uri, { qualname, range, cell }: Declaration): Promise<Chosen> {
  const document = cell === undefined ? await workspace.openTextDocument(uri) : await cellDocument(uri, cell);
  const subjects = document ? await services.subjects(document) : [];
  const named = subjects.filter(({ declaration }) => declaration.qualname === qualname);
  const subject =
    named.find(({ declaration }) => declaration.range.start.line === range.start.line) ?? named[0];
  if (document && subject) return { document, subject };
  void window.showInformationMessage(l10n.t('The declaration was not found: the file has changed.'));
  return 'canceled';
}

async function ask(
  { title, none }: Question,
  items: readonly SubjectItem[],
  active?: SubjectItem,
): Promise<Chosen> {
  const rows = none ? [...items, { ...none, open: () => Promise.resolve('none' as const) }] : items;
  const picked = await pickOne<SubjectItem>({
    title,
    placeholder: l10n.t('Which declaration?'),
    items: rows,
    active,
  });
  return picked ? picked.open() : 'canceled';
}

/**
 * Where nothing is declared, the command goes on without, if it can. Else the reader is told what it needs, and offered what
 * does work here: with the example the command goes on.
 */
async function noDeclaration(services: Services, question: Question): Promise<Chosen> {
  const { title, none, needsFolder } = question;
  if (none) return 'none';
  // A workspace without folders has an empty list of them.
  const hasFolder = Boolean(workspace.workspaceFolders?.length);
  const items: SubjectItem[] = [
    ...(needsFolder ? [] : [exampleItem(services, question)]),
    ...(hasFolder ? [rescanItem(services, question)] : [leadsTo(openFolderItem(), NextSteps.openFolder())]),
    leadsTo(priceItem(), NextSteps.priceGpu()),
  ];
  const placeholder = hasFolder
    ? l10n.t('No Modal code found in this workspace. What do you want to do?')
    : l10n.t('This needs Modal code, and no folder is open. What do you want to do?');
  const picked = await pickOne<SubjectItem>({ title, placeholder, items });
  return picked ? picked.open() : 'canceled';
}

function exampleItem(services: Services, question: Question): SubjectItem {
  return {
    label: l10n.t('$(file-code) Try it on an example'),
    detail: l10n.t('Opens a small Modal app as an untitled file'),
    open: async () => {
      const document = await openExample();
      const subjects = await services.subjects(document);
      return one(subjects, document, question);
    },
  };
}

function rescanItem(services: Services, question: Question): SubjectItem {
  return {
    label: l10n.t('$(refresh) Rescan the workspace'),
    detail: l10n.t('All Python files and notebooks that .gitignore and files.exclude leave in'),
    open: async () => {
      const [, chosen] = await Promise.all([services.index.refresh(), pickInWorkspace(services, question)]);
      return chosen;
    },
  };
}

const openFolderItem = (): QuickPickItem => ({
  label: l10n.t('$(folder-opened) Open a folder…'),
  detail: l10n.t('With Python files or notebooks that use Modal'),
});

const priceItem = (): QuickPickItem => ({
  label: l10n.t('$(server) Price a GPU…'),
  detail: l10n.t('Any GPU, by hours or by requests per day: needs no code'),
});

/** A row that leads to something else than a declaration. */
function leadsTo(item: QuickPickItem, { run }: NextStep): SubjectItem {
  return {
    ...item,
    open: async () => {
      await run();
      return 'canceled';
    },
  };
}
