/** The figures of `npm run bench` inside VS Code's extension host: printed as lines for scripts/bench.mjs to find. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { entriesOf, readText } from '../../src/host/index/fileSystem';
import { READS_AT_ONCE } from '../../src/host/index/folderIndex';
import { Services } from '../../src/host/services';
import { figure, quantile, type Figure } from './figures';
import { modalFile, workspaceFiles } from './generate';

const ID = 'modal-cost-lens.modal-cost-lens';

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(ID);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!extension || !folder) throw new Error('the extension or the folder is not there');
  // From here on the host forwards what is printed.
  console.log(`Suite ${process.env.MODAL_COST_SUITE ?? ''}`);
  // VS Code's own start is not ours to measure.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const figures: Figure[] = [];
  figures.push(
    figure('activate(), the bundle loaded with it', [await timed(() => extension.activate())], 20),
  );
  const uri = vscode.Uri.joinPath(folder.uri, 'bench.py');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(modalFile(1_000)));
  const document = await vscode.workspace.openTextDocument(uri);
  const lenses = (): Thenable<unknown> =>
    vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, 100);
  figures.push(figure('first lenses of a 1,000-line file, parser cold', [await timed(lenses)], 150));
  const editor = await vscode.window.showTextDocument(document);
  const end = document.positionAt(document.getText().indexOf('prompt.upper()') + 'prompt.upper()'.length);
  const keys: number[] = [];
  for (let i = 0; i < 60; i++) {
    await editor.edit((edit) => edit.insert(end, '0'), { undoStopBefore: false, undoStopAfter: false });
    keys.push(await timed(lenses));
  }
  figures.push(figure('edit to lenses through VS Code, 1,000 lines', keys));
  figures.push(...(await ofIndex(extension.extensionUri, folder.uri)));
  console.log(`BENCH ${JSON.stringify(figures)}`);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

/** The workspace index over 10,000 files, against a bare walk that lists and reads the same files, as many at once. */
async function ofIndex(extensionUri: vscode.Uri, folder: vscode.Uri): Promise<Figure[]> {
  for (const [path, text] of workspaceFiles()) {
    const target = join(folder.fsPath, 'generated', path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const services = new Services({ extensionUri } as vscode.ExtensionContext);
  const { index } = services;
  const [indexed, waits, walks]: number[][] = [[], [], []];
  for (let run = 0; run < 3; run++) {
    walks!.push(await timed(() => bareWalk(vscode.Uri.joinPath(folder, 'generated'))));
    // A timer that should come every millisecond: how late it is, is how long nobody was answered.
    let last = performance.now();
    const timer = setInterval(() => {
      waits!.push(performance.now() - last);
      last = performance.now();
    }, 1);
    indexed!.push(await timed(() => (run === 0 ? index.ready() : index.refresh())));
    clearInterval(timer);
  }
  const prices = await timed(() => index.assessments());
  services.dispose();
  const ratio = `${(quantile(indexed!, 0) / quantile(walks!, 0)).toFixed(2)} × listing and reading the same files`;
  return [
    figure('10,000 files, 300 of Modal: the workspace index', indexed!, 5_000, 'median', ratio),
    figure('between two answers of the extension host meanwhile', waits!),
    figure('prices of 1,500 declarations, the first time', [prices]),
  ];
}

async function timed(act: () => Thenable<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

async function bareWalk(root: vscode.Uri): Promise<void> {
  const files: vscode.Uri[] = [];
  for (let folders = [root]; folders.length > 0;) {
    const listed = await Promise.all(
      folders.map(async (folder) =>
        (await entriesOf(folder)).map(({ name, kind }) => ({ uri: vscode.Uri.joinPath(folder, name), kind })),
      ),
    );
    files.push(...listed.flat().flatMap(({ uri, kind }) => (kind === 'file' ? [uri] : [])));
    folders = listed.flat().flatMap(({ uri, kind }) => (kind === 'folder' ? [uri] : []));
  }
  const worker = async (): Promise<void> => {
    for (let file = files.pop(); file; file = files.pop()) await readText(file);
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, worker));
}
