import { t } from './words/translate';

/** Something in a line of a file, or of a notebook’s cell; from 1. */
export interface PlacedInFile {
  readonly file: string;
  readonly line: number;
  readonly cell?: number;
}

/** `app/serve.py:13`, or `nb.ipynb, cell 3, line 2`; still to be escaped. */
export function placeText({ file, line, cell }: PlacedInFile): string {
  return cell === undefined ? `${file}:${line}` : t('{0}, cell {1}, line {2}', file, cell, line);
}

/** The cell in JSON, beside the line; nothing for a file. */
export function cellJson({ cell }: { readonly cell?: number | undefined }): { readonly cell?: number } {
  return cell === undefined ? {} : { cell };
}
