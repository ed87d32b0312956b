import {
  CompletionItemKind,
  Range,
  type CancellationToken,
  type CompletionItem,
  type Position,
  type TextDocument,
} from 'vscode';
import { assess } from '../../core/cost/assess';
import {
  completionPlace,
  fedBy,
  gpuNames,
  mayComplete,
  type CompletionPlace,
  type GpuPlace,
  type KeywordPlace,
} from '../../core/modal/completionPlace';
import type { Declaration, DeclarationKind, Subject } from '../../core/modal/declaration';
import { mayDeclare } from '../../core/modal/mayDeclare';
import type { FileScan } from '../../core/modal/scan';
import type { CompletionRow } from '../../core/render/completion/completionRow';
import { gpuRows } from '../../core/render/completion/gpuRows';
import { keywordRows, kindMade } from '../../core/render/completion/keywordRows';
import { usageRows } from '../../core/render/completion/usageRows';
import { calculatorDeclaration } from '../../core/render/scenario/scenario';
import { vary } from '../../core/cost/varyDeclaration';
import type { WhatIfSubject } from '../../core/render/whatIfList';
import { priceablesOf, type Priceable, type Terms } from '../../core/review/team/priceScan';
import { fileOf, notebookOf, placeOf, pythonCells } from '../../host/notebooks';
import { subjectAt } from '../../host/ranges';
import type { Services } from '../../host/services';
import { completionItem } from './completionItem';

/** What may be completed in Python, from the last scan of the document: nothing is read for it that a lens does not read. */
export async function pythonItems(
  services: Services,
  document: TextDocument,
  position: Position,
  token: CancellationToken,
): Promise<CompletionItem[]> {
  const line = document.lineAt(position.line).text;
  if (!mayComplete(line, position.character)) return [];
  const scans = await scansAround(services, document);
  if (token.isCancellationRequested) return [];
  const text = document.getText();
  const lines = text.split(/\r?\n/);
  const names = new Set<string>();
  const isGpuConstant = (name: string): boolean => {
    if (names.size === 0) for (const each of gpuConstants(services, document, scans)) names.add(each);
    return names.has(name);
  };
  const place = completionPlace(lines, position.line, position.character, isGpuConstant);
  if (!place || !isOfModal(place, document, text)) return [];
  const rows = await rowsOf(place, services, document, position, scans);
  return rows.map((row, i) =>
    completionItem(row, i, {
      kind: KINDS[place.kind],
      range: new Range(position.line, place.from, position.line, place.to),
    }),
  );
}

const KINDS: Readonly<Record<CompletionPlace['kind'], CompletionItemKind>> = {
  gpu: CompletionItemKind.EnumMember,
  keyword: CompletionItemKind.Property,
  usageField: CompletionItemKind.Field,
  usageValue: CompletionItemKind.Value,
};

/** A document with what it declares. */
interface ScannedDocument {
  readonly document: TextDocument;
  readonly scan: FileScan;
}

/** The document, or all cells of its notebook: a constant may stand in one cell and be used in another. */
async function scansAround(services: Services, document: TextDocument): Promise<readonly ScannedDocument[]> {
  const notebook = notebookOf(document);
  const documents = notebook ? pythonCells(notebook).map((cell) => cell.document) : [document];
  const scans: ScannedDocument[] = [];
  for (const each of documents) scans.push({ document: each, scan: await services.documents.scan(each) });
  return scans;
}

/** The names whose values end up in a `gpu=`: of this document, and of files that have been read which import from it. */
function gpuConstants(
  services: Services,
  document: TextDocument,
  scans: readonly ScannedDocument[],
): readonly string[] {
  const file = fileOf(document);
  const own = scans.flatMap(({ scan }) => subjectsOf(scan).flatMap(({ gpu }) => gpuNames(gpu, file, true)));
  const others = services.around(document).flatMap((each) => subjectsOf(each));
  return [...own, ...others.flatMap(({ gpu }) => gpuNames(gpu, file, false))];
}

function subjectsOf({ declarations, callSites }: FileScan): readonly Subject[] {
  return [...declarations, ...callSites];
}

/** Whether what is typed belongs to Modal: `gpu=` and `.function(` may be anybody's. */
function isOfModal(place: CompletionPlace, document: TextDocument, text: string): boolean {
  if (place.kind === 'usageField' || place.kind === 'usageValue') return true;
  if (place.kind === 'gpu' && place.constant !== null) return true;
  return notebookOf(document) !== undefined || mayDeclare(text);
}

async function rowsOf(
  place: CompletionPlace,
  services: Services,
  document: TextDocument,
  position: Position,
  scans: readonly ScannedDocument[],
): Promise<readonly CompletionRow[]> {
  switch (place.kind) {
    case 'usageField':
    case 'usageValue':
      return usageRows(place);
    case 'keyword':
      return keywords(place, services, document, position, scans);
    case 'gpu': {
      const { context } = await services.terms(placeOf(document));
      return gpuRows(place, await gpuSubjects(place, services, document, position, scans), context);
    }
  }
}

async function keywords(
  { method, receiver, given, isDecorator }: KeywordPlace,
  services: Services,
  document: TextDocument,
  position: Position,
  scans: readonly ScannedDocument[],
): Promise<readonly CompletionRow[]> {
  const kind = kindMade(method);
  if (kind === undefined) return [];
  const own = scans.find((each) => each.document === document)!;
  const at = subjectAt(subjectsOf(own.scan), position);
  const isSandbox = kind === 'sandbox' && /\bSandbox$/.test(receiver);
  if (!at && !isSandbox && !(isDecorator && kind !== null)) return [];
  const { terms, priceables } = await services.priceables(document);
  const priceable = at && priceableOf(priceables, at);
  const { subject, use } = priceable ?? { subject: newDeclaration(kind ?? 'function'), use: terms.use };
  const keywordsAt = Object.entries({ gpu: subject.gpu, ...subject.params })
    .filter(([, { range }]) => range !== null)
    .map(([name]) => name);
  const written = at ? keywordsAt : [];
  return keywordRows(method, new Set([...given, ...written]), assess(subject, terms.context, use));
}

/** A declaration that is not there yet: a container without a GPU, on Modal's defaults. */
function newDeclaration(kind: DeclarationKind): Declaration {
  return { ...vary(calculatorDeclaration(), { gpu: null }), kind };
}

/** The declarations whose GPU is completed, ready to be priced with another one. */
async function gpuSubjects(
  { constant }: GpuPlace,
  services: Services,
  document: TextDocument,
  position: Position,
  scans: readonly ScannedDocument[],
): Promise<readonly WhatIfSubject[]> {
  const subjects: WhatIfSubject[] = [];
  for (const each of scans) {
    const { declarations } = each.scan;
    const here = each.document === document ? subjectAt(declarations, position) : undefined;
    const wanted =
      constant === null
        ? [here].filter((one) => one !== undefined)
        : fedBy(declarations, constant, fileOf(document), true);
    if (wanted.length === 0) continue;
    const { terms, priceables } = await services.priceables(each.document);
    for (const declaration of wanted) {
      const priceable = priceableOf(priceables, declaration);
      if (priceable) subjects.push(...whatIfSubject(priceable, terms));
    }
  }
  return constant === null ? subjects : [...subjects, ...(await importing(constant, services, document))];
}

/** The declarations of other files that import a constant of this one, as far as they have been read. */
async function importing(
  constant: string,
  services: Services,
  document: TextDocument,
): Promise<readonly WhatIfSubject[]> {
  const file = fileOf(document);
  const files = services
    .around(document)
    .filter(({ declarations }) => fedBy(declarations, constant, file, false).length > 0);
  if (files.length === 0) return [];
  const terms = await services.terms(placeOf(document));
  return files.flatMap((each) => {
    const priceables = priceablesOf(each, (declaration) => each.comments.get(declaration), terms);
    return fedBy(each.declarations, constant, file, false).flatMap((declaration) => {
      const priceable = priceableOf(priceables, declaration);
      return priceable ? whatIfSubject(priceable, terms) : [];
    });
  });
}

/** What is priced for a declaration or a call: the same place, with the team's values. */
function priceableOf(priceables: readonly Priceable[], { type, range }: Subject): Priceable | undefined {
  return priceables.find(
    ({ subject }) =>
      subject.type === type &&
      subject.range.start.line === range.start.line &&
      subject.range.start.column === range.start.column,
  );
}

function whatIfSubject({ subject, use }: Priceable, { context }: Terms): WhatIfSubject[] {
  if (subject.type === 'call') return [];
  return [{ declaration: subject, context, use, assessment: assess(subject, context, use) }];
}
