import {
  EventEmitter,
  NotebookCellKind,
  Uri,
  workspace,
  type Disposable,
  type Event,
  type NotebookCell,
  type NotebookDocument,
  type NotebookDocumentChangeEvent,
  type TextDocument,
} from 'vscode';
import type { Tree } from 'web-tree-sitter';
import { cellText } from '../core/python/cellText';
import { PythonModule, type Cell } from '../core/python/module';
import type { PythonParser } from '../core/python/parser';
import { Disposables } from './disposables';

/** How long after the last keystroke in a cell the cells after it may show what was before. */
const QUIET_MS = 200;

/** The notebook that a document is a cell of. */
export function notebookOf(document: TextDocument): NotebookDocument | undefined {
  if (document.uri.scheme !== 'vscode-notebook-cell') return undefined;
  return workspace.notebookDocuments.find(
    (notebook) =>
      notebook.uri.path === document.uri.path &&
      notebook.getCells().some((cell) => cell.document === document),
  );
}

/**
 * Where a document lies: a cell lies where its notebook does, and another state of a file, as in a diff, where the file
 * does.
 */
export function placeOf(document: TextDocument): Uri {
  return notebookOf(document)?.uri ?? fileInFolder(document.uri) ?? document.uri;
}

/** Whether a document is another state of a file of the workspace, as Git's own extension shows it beside the present one. */
export function isOtherState({ uri }: TextDocument): boolean {
  return fileInFolder(uri) !== undefined;
}

/** The file whose state an address of another scheme has: one by the same path in a workspace folder. */
function fileInFolder({ scheme, path }: Uri): Uri | undefined {
  if (scheme === 'untitled' || scheme === 'vscode-notebook-cell') return undefined;
  const folders = workspace.workspaceFolders ?? [];
  if (folders.some(({ uri }) => uri.scheme === scheme)) return undefined;
  const folder = folders.find(({ uri }) => path.startsWith(`${uri.path}/`));
  return folder?.uri.with({ path });
}

/** The name of a document's file, relative to its workspace folder. */
export function fileOf(document: TextDocument): string {
  return workspace.asRelativePath(placeOf(document), false);
}

/** A file of the document's folder by its name, as scans have it. */
export function uriIn(document: TextDocument, file: string): Uri {
  const folder = workspace.getWorkspaceFolder(placeOf(document));
  return file === fileOf(document) || !folder ? document.uri : Uri.joinPath(folder.uri, file);
}

/** The documents of a notebook's Python, in order. */
export function pythonCells(notebook: NotebookDocument): readonly NotebookCell[] {
  return notebook.getCells().filter(isPython);
}

function isPython({ kind, document }: NotebookCell): boolean {
  return kind === NotebookCellKind.Code && document.languageId === 'python';
}

/** A cell as it was last parsed. */
interface Read {
  readonly version: number;
  readonly text: string;
  /** Null where the parser has given up: such a cell is passed over. */
  readonly tree: Tree | null;
  module?: PythonModule;
}

/** The cells of the open notebooks, as far as cells after them may see what they bind. */
export class Notebooks implements Disposable {
  private readonly reads = new Map<TextDocument, Read>();
  private readonly cells = new WeakMap<TextDocument, Cell>();
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Fires shortly after a cell has changed that others come after. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor() {
    this.disposables.add(workspace.onDidChangeNotebookDocument((event) => this.notice(event)));
    this.disposables.add(workspace.onDidCloseTextDocument((document) => this.forget(document)));
  }

  /** Where a document stands in its notebook, with what the cells before it bind; null where it is no cell. */
  cellOf(document: TextDocument, parser: PythonParser): Cell | null {
    const notebook = notebookOf(document);
    if (!notebook) return null;
    let before: PythonModule | null = null;
    for (const { index, document: each } of pythonCells(notebook)) {
      const number = index + 1;
      if (each === document) return this.position(document, number, before);
      before = this.read(each, { number, before }, parser) ?? before;
    }
    return null;
  }

  /** The same object as long as nothing is different. */
  private position(document: TextDocument, number: number, before: PythonModule | null): Cell {
    const known = this.cells.get(document);
    if (known?.number === number && known.before === before) return known;
    const cell = { number, before };
    this.cells.set(document, cell);
    return cell;
  }

  private read(document: TextDocument, cell: Cell, parser: PythonParser): PythonModule | undefined {
    let read = this.reads.get(document);
    if (read?.version !== document.version) {
      this.forget(document);
      const text = cellText(document.getText());
      read = { version: document.version, text, tree: parser.parse(text) };
      this.reads.set(document, read);
    }
    if (!read.tree) return undefined;
    const { module } = read;
    if (module?.cell?.number === cell.number && module.cell.before === cell.before) return module;
    return (read.module = new PythonModule(fileOf(document), read.text, read.tree.rootNode, cell));
  }

  private notice({ notebook, contentChanges, cellChanges }: NotebookDocumentChangeEvent): void {
    const typed = cellChanges.filter((each) => each.document !== undefined).map(({ cell }) => cell.index);
    const first = contentChanges.length > 0 ? -1 : Math.min(...typed);
    // The cell itself is asked for anyway.
    if (!pythonCells(notebook).some(({ index }) => index > first)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), QUIET_MS);
  }

  private forget(document: TextDocument): void {
    this.reads.get(document)?.tree?.delete();
    this.reads.delete(document);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const document of [...this.reads.keys()]) this.forget(document);
    this.disposables.dispose();
  }
}
