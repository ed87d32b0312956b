import {
  RelativePattern,
  type Uri,
  window,
  workspace,
  ProgressLocation,
  l10n,
  type TextDocument,
  type WorkspaceFolder,
} from 'vscode';
import { readsNames, type ModuleNames } from '../core/python/importers';
import { PROJECT_FILE, sourceRoots } from '../core/python/sourceRoots';
import { readText, textAt } from './index/fileSystem';

/** A workspace folder of more files is not searched as a whole: a question is asked then all the same. */
const MAX_FILES = 3_000;
const MAX_PROJECTS = 100;
/** Files that are read at once. */
const AT_ONCE = 32;

const NOT_OWN = '**/{node_modules,.venv,venv,env,site-packages,__pycache__,.git,.tox}/**';

/** Who else reads a module's names. */
export interface Importers {
  /** Relative to the workspace folder, in order. */
  readonly files: readonly string[];
  /** Whether all of the folder's Python files were looked at. */
  readonly complete: boolean;
}

/**
 * The other files of a document's workspace folder that read some of its names: open documents as they are in their
 * editors, the rest as saved. Nobody for a document that is in no folder.
 */
export async function importersOf(document: TextDocument, names: ModuleNames): Promise<Importers> {
  const folder = workspace.getWorkspaceFolder(document.uri);
  if (!folder || names.names.length === 0) return { files: [], complete: true };
  const found = await workspace.findFiles(new RelativePattern(folder, '**/*.py'), NOT_OWN, MAX_FILES + 1);
  const open = new Map(
    workspace.textDocuments
      .filter(({ uri }) => workspace.getWorkspaceFolder(uri) === folder)
      .map((each) => [each.uri.toString(), each]),
  );
  const uris = new Map(
    [...found.slice(0, MAX_FILES), ...[...open.values()].map(({ uri }) => uri)].map((uri) => [
      uri.toString(),
      uri,
    ]),
  );
  const roots = await rootsIn(folder);
  const files: string[] = [];
  let complete = found.length <= MAX_FILES;
  const look = async (uri: Uri): Promise<void> => {
    const document = open.get(uri.toString());
    const read = document ? { text: document.getText() } : await readText(uri);
    // A file that has just gone reads nothing.
    if (!read) return;
    const file = workspace.asRelativePath(uri, false);
    if ('reason' in read) complete = false;
    else if (readsNames(read.text, file, names, roots)) files.push(file);
  };
  const search = async (): Promise<void> => {
    const all = [...uris.values()];
    for (let i = 0; i < all.length; i += AT_ONCE) await Promise.all(all.slice(i, i + AT_ONCE).map(look));
  };
  const title = l10n.t('Looking for other uses of {0}', names.names.join(', '));
  await window.withProgress({ location: ProgressLocation.Window, title }, search);
  return { files: files.sort(), complete };
}

/** The folders in which the projects of a workspace folder have their packages. */
async function rootsIn(folder: WorkspaceFolder): Promise<readonly string[]> {
  const projects = await workspace.findFiles(
    new RelativePattern(folder, `**/${PROJECT_FILE}`),
    NOT_OWN,
    MAX_PROJECTS,
  );
  const roots = await Promise.all(
    projects.map(async (uri) => {
      const base = workspace.asRelativePath(uri, false).split('/').slice(0, -1);
      return sourceRoots((await textAt(uri)) ?? '').map((root) => [...base, root].join('/'));
    }),
  );
  return roots.flat();
}
