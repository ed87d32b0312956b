/** Finds and reads the files of a bill in a workspace folder. A link is followed nowhere: it may lead to anybody's files. */
import { l10n, Uri, workspace } from 'vscode';
import type { NamedReading } from '../../core/bill/bill';
import { readBillFile } from '../../core/bill/readBillFile';
import { globMatches, literalFolder, type Glob } from '../../core/review/team/glob';
import { plainNumber } from '../../core/render/money';
import { entriesOf, isFile } from '../index/fileSystem';
import { leadsOut } from '../realPaths';
import { Slices } from '../slices';

/** The most bytes of all files of a folder's bill together, since each is read at once: the command line reads more. */
export const MAX_EDITOR_BILL_BYTES = 10_000_000;
const MAX_BILL_FILES = 400;
/** More files and folders than these are not gone through for one glob, nor deeper folders. */
const MAX_ENTRIES = 20_000;
const MAX_DEPTH = 12;

/** The paths in a folder that a glob matches, in order; the path itself where it has no wildcards. */
export async function billPaths(folder: Uri, glob: Glob): Promise<readonly string[]> {
  if (glob.exact) return (await isFile(Uri.joinPath(folder, glob.source))) ? [glob.source] : [];
  const found: string[] = [];
  const open = [literalFolder(glob)];
  let entries = 0;
  for (let at = open.pop(); at !== undefined && entries < MAX_ENTRIES; at = open.pop()) {
    for (const { name, kind, link } of await listed(at === '' ? folder : Uri.joinPath(folder, at))) {
      if (++entries > MAX_ENTRIES) break;
      const path = at === '' ? name : `${at}/${name}`;
      if (link) continue;
      if (kind === 'file' && globMatches(glob, path)) found.push(path);
      else if (kind === 'folder' && path.split('/').length < MAX_DEPTH) open.push(path);
    }
  }
  return found.sort();
}

async function listed(folder: Uri): ReturnType<typeof entriesOf> {
  try {
    return await entriesOf(folder);
  } catch {
    // What cannot be listed has no file that could be read.
    return [];
  }
}

/** A file of a bill, or why it is left out. */
export type BillFileRead = { readonly file: string } & (
  | { readonly reading: NamedReading['reading'] }
  /** A sentence: what is wrong, and what to do. */
  | { readonly refused: string }
);

/** Reads files one after the other, as long as they fit into memory together. */
export async function readBillFiles(folder: Uri, paths: readonly string[]): Promise<readonly BillFileRead[]> {
  const reads: BillFileRead[] = [];
  const slices = new Slices();
  let bytes = 0;
  for (const file of paths.slice(0, MAX_BILL_FILES)) {
    const read = await readBytes(folder, file, MAX_EDITOR_BILL_BYTES - bytes);
    if (typeof read === 'string') {
      reads.push({ file, refused: read });
      continue;
    }
    bytes += read.length;
    await slices.turn();
    reads.push({ file, reading: readBillFile(new TextDecoder().decode(read)) });
  }
  for (const file of paths.slice(MAX_BILL_FILES))
    reads.push({ file, refused: l10n.t('Not read: a bill has at most {0} files.', MAX_BILL_FILES) });
  return reads;
}

/** The bytes of a file, or why it is not read. */
async function readBytes(folder: Uri, file: string, room: number): Promise<Uint8Array | string> {
  const uri = Uri.joinPath(folder, file);
  try {
    if (await leadsOut(folder, uri))
      return l10n.t('Not read: it is a link that leads out of this folder. Copy the file itself here.');
    if ((await workspace.fs.stat(uri)).size > room) return tooLargeText();
    return await workspace.fs.readFile(uri);
  } catch {
    return l10n.t('The file cannot be read.');
  }
}

export function tooLargeText(): string {
  return l10n.t(
    'Not read: the files of a bill have at most {0} MB together in the editor. Give fewer months, or run modal-cost actual.',
    plainNumber(MAX_EDITOR_BILL_BYTES / 1e6),
  );
}
