// Runs inside VS Code's extension host: the workspace index over many files, beside a bare walk that lists and reads them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { entriesOf, readText } from '../../src/host/index/fileSystem';
import { READS_AT_ONCE } from '../../src/host/index/folderIndex';
import { Services } from '../../src/host/services';
import { writeWorkspace } from './generate';
import { median, report, turnsDuring, type Row } from './measure';

const RUNS = 3;

export async function run(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const extension = vscode.extensions.getExtension('modal-cost-lens.modal-cost-lens');
  if (!folder || !extension) throw new Error('The folder or the extension is not there');
  const { MODAL_COST_FILES: files, MODAL_COST_MODAL: modal } = process.env;
  writeWorkspace(join(folder.uri.fsPath, 'workspace'), Number(files), Number(modal));
  // VS Code finishes its own start, and hears of the new files.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  report(await measure(extension.extensionUri, folder.uri, `${Number(files).toLocaleString('en')} files`));
  writeFileSync(process.env.MODAL_COST_SUMMARY!, JSON.stringify({ passed: 1, failures: [] }));
}

async function measure(extensionUri: vscode.Uri, folder: vscode.Uri, what: string): Promise<Row[]> {
  const services = new Services({ extensionUri } as vscode.ExtensionContext);
  const { index } = services;
  const [indexed, waits, walks]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < RUNS; i++) {
    walks.push(await clocked(() => bareWalk(folder)));
    const all = await turnsDuring(async () => {
      indexed.push(await clocked(() => (i === 0 ? index.ready() : index.refresh())));
    });
    waits.push(...all);
  }
  let declarations = 0;
  const prices = await clocked(async () => (declarations = (await index.assessments()).length));
  services.dispose();
  return [
    {
      what: `the workspace index of ${what}`,
      samples: indexed,
      unit: 'ms',
      anchor: { what: 'listing and reading them', value: median(walks) },
      budget: { most: 5_000, of: 'median' },
    },
    { what: '  between two turns of the extension host meanwhile', samples: waits, unit: 'ms' },
    { what: `  prices of its ${declarations} declarations, the first time`, samples: [prices], unit: 'ms' },
  ];
}

async function clocked(act: () => Thenable<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

/** Lists and reads, as many at once as the index does. */
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
