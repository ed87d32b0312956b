/** Jupyter notebooks as files: their cells of Python, and where these stand in the file. */
import { readJsonTree } from '../json/jsonTree';
import type { JsonNode } from '../json/jsonNode';
import { LineIndex } from '../text/lineIndex';
import { isNotebook, MAX_FILE_BYTES } from './fileKinds';
import type { SkipReason } from './skipReason';

/** More cells are no notebook of a person’s. */
export const MAX_CELLS = 2_000;

/** A code cell of Python. */
export interface NotebookCell {
  /** Its place among all cells, from 1, as editors count them. */
  readonly number: number;
  /** As it is written, with IPython’s own syntax. */
  readonly source: string;
}

/** The cells of Python in a notebook, none where it is of another language; or why it cannot be read. */
export function readNotebook(
  text: string,
): { readonly cells: readonly NotebookCell[] } | { readonly reason: SkipReason } {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { reason: { kind: 'malformedNotebook' } };
  }
  const { cells, metadata, nbformat } = members(notebook);
  if (typeof nbformat === 'number' && nbformat < 4) return { reason: { kind: 'oldNotebook' } };
  if (!Array.isArray(cells)) return { reason: { kind: 'malformedNotebook' } };
  if (cells.length > MAX_CELLS) return { reason: { kind: 'tooManyCells', max: MAX_CELLS } };
  const language = languageOf(metadata);
  const found = cells.flatMap((cell: unknown, i): NotebookCell[] => {
    const { cell_type: type, source, metadata: own } = members(cell);
    const written = members(members(own).vscode).languageId ?? language;
    if (type !== 'code' || typeof written !== 'string' || !isPythonLanguage(written)) return [];
    return [{ number: i + 1, source: sourceText(source) }];
  });
  const length = found.reduce((sum, { source }) => sum + source.length, 0);
  return length > MAX_FILE_BYTES
    ? { reason: { kind: 'tooLarge', maxBytes: MAX_FILE_BYTES } }
    : { cells: found };
}

/** What a notebook without a word about it is written in. */
const USUAL_LANGUAGE = 'python';

function languageOf(metadata: unknown): unknown {
  const { language_info: info, kernelspec: kernel } = members(metadata);
  return members(info).name ?? members(kernel).language ?? USUAL_LANGUAGE;
}

function isPythonLanguage(name: string): boolean {
  return /^i?python3?$/i.test(name);
}

/** The text of a cell: in the file it is one string, or one for each line. */
function sourceText(source: unknown): string {
  const lines: readonly unknown[] = Array.isArray(source) ? source : [source];
  return lines.filter((line) => typeof line === 'string').join('');
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The text of a file; of a notebook that of each cell of Python, by its number. */
export type FileText = string | ReadonlyMap<number, string>;

/** The text of a file by what it is; of a notebook that cannot be read, no cell. */
export function fileText(file: string, text: string): FileText {
  if (!isNotebook(file)) return text;
  const notebook = readNotebook(text);
  return new Map('reason' in notebook ? [] : notebook.cells.map(({ number, source }) => [number, source]));
}

/** The whole of a file of Python, or one cell of a notebook; undefined where there is no such text. */
export function textOfPart(text: FileText | undefined, cell?: number): string | undefined {
  return typeof text === 'object' ? text.get(cell ?? 0) : text;
}

/** A place in a text, line and column from 0. */
export interface CellPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Where places in cells stand in the notebook’s own file: what shows the file as text goes by these.
 * @returns for a cell’s number and a place in it; undefined where that is not found
 */
export function placesInNotebook(text: string): (cell: number, place: CellPlace) => CellPlace | undefined {
  const { root } = readJsonTree(text, { lenient: false, maxDepth: 100, maxItems: 1e6, maxProblems: 1 });
  const cells = memberOf(root, 'cells');
  const lines = new LineIndex(text);
  return (cell, { line, column }) => {
    const source = memberOf(cells?.kind === 'array' ? cells.items[cell - 1] : null, 'source');
    const strings = source?.kind === 'array' ? source.items : source ? [source] : [];
    let rows = line;
    let columns = column;
    let end: CellPlace | undefined;
    for (const string of strings) {
      if (string.kind !== 'string') continue;
      const pieces = string.value.split('\n');
      const piece = pieces[rows];
      // The last piece goes on in the next string.
      const goesOn = rows === pieces.length - 1;
      if (piece !== undefined) {
        const before = [...pieces.slice(0, rows), piece.slice(0, columns)].join('\n');
        const place = lines.at(string.start + JSON.stringify(before).length - 1);
        if (columns < piece.length || !goesOn) return columns <= piece.length ? place : undefined;
        columns -= piece.length;
        end = place;
      }
      rows -= pieces.length - 1;
    }
    return columns === 0 ? end : undefined;
  };
}

function memberOf(node: JsonNode | null | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.find((each) => each.name === name)?.value : undefined;
}
