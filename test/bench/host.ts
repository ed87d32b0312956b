/** The figures of `npm run bench` inside VS Code's extension host: printed as lines for scripts/bench.mjs to find. */
import * as vscode from 'vscode';
import { figure, type Figure } from './figures';
import { modalFile } from './generate';

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
  const timed = async (act: () => Thenable<unknown>): Promise<number> => {
    const began = performance.now();
    await act();
    return performance.now() - began;
  };
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
  console.log(`BENCH ${JSON.stringify(figures)}`);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}
