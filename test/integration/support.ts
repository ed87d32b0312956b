import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

/** How long anything may take that comes in a moment on a quiet machine, in milliseconds. */
const MAX_WAIT_MS = 300_000;

/** Waits until something holds; the last answer is in the message when it never does. */
export async function until<T>(
  what: string,
  look: () => T | Thenable<T>,
  holds: (value: T) => boolean,
): Promise<T> {
  const began = Date.now();
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    assert.ok(Date.now() - began < MAX_WAIT_MS, `${what}: still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/** Opens Python source in an editor: a new file in the workspace folder, gone with `closeAll`. */
export async function openPython(content: string): Promise<vscode.TextEditor> {
  const uri = await write(`scratch_${Date.now()}_${++scratch}.py`, content);
  scratches.push(uri);
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

// Names that no other test uses: VS Code may still hold the text of a file that has just gone.
let scratch = 0;
const scratches: vscode.Uri[] = [];

/** The titles of a document's cost lenses, as VS Code gets them. */
export async function lensTitles(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses.flatMap(({ command }) => (command?.command === 'modalCost.explain' ? [command.title] : []));
}

/** The text of an inlay hint, all of its parts. */
export function hintText({ label }: vscode.InlayHint): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

/** The text of the hovers at a place, links and all; empty where there is none. */
export async function hoverNow(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) =>
      contents.map((each) => (each instanceof vscode.MarkdownString ? each.value : '')),
    )
    .join('\n');
}

/** The same, once there is one: VS Code may still be waking the extension, or settling what language a text is in. */
export function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  return until(
    'a hover',
    () => hoverNow(uri, position),
    (text) => text !== '',
  );
}

/** A setting for the length of a test: taken back by `restoreSettings`. */
export async function set(key: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  if (!changed.has(key)) changed.set(key, configuration.inspect(key)?.globalValue);
  await configuration.update(key, value, vscode.ConfigurationTarget.Global);
}

/** What the settings were before. */
const changed = new Map<string, unknown>();

export async function restoreSettings(): Promise<void> {
  for (const [key, before] of changed)
    await vscode.workspace.getConfiguration().update(key, before, vscode.ConfigurationTarget.Global);
  changed.clear();
}

/** Writes a file into the workspace folder. */
export async function write(path: string, text: string | Uint8Array): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  const uri = vscode.Uri.joinPath(folder.uri, path);
  await vscode.workspace.fs.writeFile(uri, typeof text === 'string' ? new TextEncoder().encode(text) : text);
  return uri;
}

/**
 * Removes files or folders, if they are there, and waits until VS Code has told of that: one that comes again before would be
 * one that has never gone, and a watcher may hear of neither.
 */
export async function remove(...uris: readonly vscode.Uri[]): Promise<void> {
  for (const uri of uris)
    await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
  await told();
}

/** Waits until VS Code has told of all that went before. */
async function told(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders!;
  const name = `told-${Date.now()}.txt`;
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder!, name));
  const heard = new Promise((resolve) => watcher.onDidCreate(resolve));
  const uri = await write(name, '');
  await heard;
  watcher.dispose();
  await vscode.workspace.fs.delete(uri);
}

/** A notebook file of Python as Jupyter writes it; a cell that begins with `# ` is Markdown. */
export function ipynb(cells: readonly string[]): string {
  const lines = (text: string): string[] =>
    text.split('\n').map((line, i, all) => (i + 1 < all.length ? `${line}\n` : line));
  return JSON.stringify({
    cells: cells.map((text, i) =>
      text.startsWith('# ')
        ? { cell_type: 'markdown', id: `c${i}`, metadata: {}, source: lines(text) }
        : {
            cell_type: 'code',
            id: `c${i}`,
            execution_count: null,
            metadata: {},
            outputs: [],
            source: lines(text),
          },
    ),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** Closes every editor, edited or not, and removes what `openPython` wrote. */
export async function closeAll(): Promise<void> {
  // Reverted, not just closed: an edited document would ask whether to save it.
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  for (const uri of scratches.splice(0)) await vscode.workspace.fs.delete(uri);
}
