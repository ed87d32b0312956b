/** What may be completed in Python, with its price: for every editor. */
import { assess } from '../../cost/assess';
import { vary } from '../../cost/varyDeclaration';
import {
  completionPlace,
  fedBy,
  gpuNames,
  type CompletionPlace,
  type GpuPlace,
  type KeywordPlace,
} from '../../modal/completionPlace';
import type { Declaration, DeclarationKind, Subject } from '../../modal/declaration';
import { mayDeclare } from '../../modal/mayDeclare';
import type { FileScan } from '../../modal/scan';
import { subjectAt } from '../../modal/subjectAt';
import type { UsageComment } from '../../modal/usageComment';
import type { Point } from '../../python/parser';
import { priceablesOf, type Priceable, type Terms } from '../../review/team/priceScan';
import { calculatorDeclaration } from '../scenario/scenario';
import type { WhatIfSubject } from '../whatIfList';
import type { CompletionRow } from './completionRow';
import { gpuRows } from './gpuRows';
import { keywordRows, kindMade } from './keywordRows';
import { usageRows } from './usageRows';

/** What a text declares: a file, or a cell of a notebook. */
export interface CompletedText {
  readonly scan: FileScan;
  /** What of it has a price: asked for only where that decides. */
  readonly priceables: (terms: Terms) => readonly Priceable[];
}

/** Another file that has been read. */
export interface NearbyFile extends FileScan {
  readonly comments: ReadonlyMap<Declaration, UsageComment>;
}

/** Python as it is being edited. */
export interface CompletedCode {
  /** The name of the file, or of the notebook. */
  readonly file: string;
  readonly text: string;
  readonly point: Point;
  readonly isNotebook: boolean;
  readonly here: CompletedText;
  /** The text, or all cells of its notebook: a constant may stand in one cell and be used in another. */
  readonly cells: readonly CompletedText[];
  readonly others: readonly NearbyFile[];
}

/** What may be completed at a place; null for nothing of Modal's. */
export function pythonPlace(code: CompletedCode): CompletionPlace | null {
  const { text, point } = code;
  let names: ReadonlySet<string> | undefined;
  const isGpuConstant = (name: string): boolean => (names ??= new Set(gpuConstants(code))).has(name);
  const place = completionPlace(text.split(/\r?\n/), point.line, point.column, isGpuConstant);
  return place && isOfModal(place, code) ? place : null;
}

/** The rows of a place. */
export function pythonRows(
  place: CompletionPlace,
  code: CompletedCode,
  terms: Terms,
): readonly CompletionRow[] {
  switch (place.kind) {
    case 'usageField':
    case 'usageValue':
      return usageRows(place);
    case 'keyword':
      return keywords(place, code, terms);
    case 'gpu':
      return gpuRows(place, gpuSubjects(place, code, terms), terms.context);
  }
}

/** The names whose values end up in a `gpu=`: of this text, and of files that have been read which import from it. */
function gpuConstants({ file, cells, others }: CompletedCode): readonly string[] {
  const own = cells.flatMap(({ scan }) => subjectsOf(scan).flatMap(({ gpu }) => gpuNames(gpu, file, true)));
  const importing = others.flatMap((each) => subjectsOf(each));
  return [...own, ...importing.flatMap(({ gpu }) => gpuNames(gpu, file, false))];
}

function subjectsOf({ declarations, callSites }: FileScan): readonly Subject[] {
  return [...declarations, ...callSites];
}

/** Whether what is typed belongs to Modal: `gpu=` and `.function(` may be anybody's. */
function isOfModal(place: CompletionPlace, { isNotebook, text }: CompletedCode): boolean {
  if (place.kind === 'usageField' || place.kind === 'usageValue') return true;
  if (place.kind === 'gpu' && place.constant !== null) return true;
  return isNotebook || mayDeclare(text);
}

function keywords(
  { method, receiver, given, isDecorator }: KeywordPlace,
  { here, point }: CompletedCode,
  terms: Terms,
): readonly CompletionRow[] {
  const kind = kindMade(method);
  if (kind === undefined) return [];
  const at = subjectAt(subjectsOf(here.scan), point.line);
  const isSandbox = kind === 'sandbox' && /\bSandbox$/.test(receiver);
  if (!at && !isSandbox && !(isDecorator && kind !== null)) return [];
  const priceable = at && priceableOf(here.priceables(terms), at);
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
function gpuSubjects(
  { constant }: GpuPlace,
  { file, point, here, cells, others }: CompletedCode,
  terms: Terms,
): readonly WhatIfSubject[] {
  if (constant === null) {
    const at = subjectAt(here.scan.declarations, point.line);
    return at ? pricedAmong([at], here.priceables, terms) : [];
  }
  const own = cells.flatMap(({ scan, priceables }) =>
    pricedAmong(fedBy(scan.declarations, constant, file, true), priceables, terms),
  );
  const importing = others.flatMap((each) =>
    pricedAmong(
      fedBy(each.declarations, constant, file, false),
      () => priceablesOf(each, (declaration) => each.comments.get(declaration), terms),
      terms,
    ),
  );
  return [...own, ...importing];
}

function pricedAmong(
  declarations: readonly Declaration[],
  priceables: CompletedText['priceables'],
  terms: Terms,
): readonly WhatIfSubject[] {
  if (declarations.length === 0) return [];
  const { context } = terms;
  const all = priceables(terms);
  return declarations.flatMap((each) => {
    const { subject, use } = priceableOf(all, each) ?? {};
    if (!use || subject?.type !== 'declaration') return [];
    return [{ declaration: subject, context, use, assessment: assess(subject, context, use) }];
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
