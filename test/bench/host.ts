// Runs inside VS Code's extension host, once in a fresh VS Code: what the extension takes there, from its first moment.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { modalFile, plainFile } from './generate';
import { report } from './measure';

/** In milliseconds. */
export interface HostRun {
  /** Loading the bundle, and the activate() of its own. */
  readonly load: number;
  readonly activate: number;
  /** The same as VS Code reports it under “Developer: Startup Performance”: with what it does itself. */
  readonly reported: { readonly load: number; readonly call: number; readonly finish: number };
  /** From opening a file of 1,000 lines to its lenses: the extension has been activated, the parser not loaded. */
  readonly first: Asked;
  /** The same for a file that is none of Modal's, where the extension has nothing to do. */
  readonly nothing: Asked;
  /** From a keystroke to the lenses, by the lines of the file; 0 for the one that is none of Modal's. */
  readonly keystrokes: Readonly<Record<string, readonly Asked[]>>;
}

/** What the extension itself took for the lenses, and how long whoever asked VS Code for them waited. */
export interface Asked {
  readonly own: number;
  readonly all: number;
}

const KEYSTROKES = 60;
/** The first few meet code that is not compiled yet. */
const WARM_UP = 10;

/** How long the extension has taken for the lenses of a document, by its address and version: the longest counts. */
const taken = new Map<string, number>();

export async function run(): Promise<void> {
  report(await measure());
  writeFileSync(process.env.MODAL_COST_SUMMARY!, JSON.stringify({ passed: 1, failures: [] }));
}

async function measure(): Promise<HostRun> {
  await quiet();
  const { load, activate } = await activation();
  const small = await file('small.py', modalFile(1_000));
  const large = await file('large.py', modalFile(6_000));
  const plain = await file('plain.py', plainFile(35_000));
  // Twice, since the very first document costs VS Code itself a lot.
  await opening(await file('first.py', plainFile(35_000)));
  const nothing = await opening(plain);
  const first = await opening(small);
  const keystrokes = { 0: await typing(plain), 1000: await typing(small), 6000: await typing(large) };
  return { load, activate, reported: await startupPerformance(), first, nothing, keystrokes };
}

/** The row of this extension in the table of activations. */
async function startupPerformance(): Promise<HostRun['reported']> {
  await vscode.commands.executeCommand('perfview.show');
  const text = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '';
  const cells = text
    .split('\n')
    .find((line) => line.includes('modal-cost-lens'))
    ?.split('|')
    .map((cell) => cell.trim());
  const heading = text
    .split('\n')
    .find((line) => line.includes('Load Code'))
    ?.split('|')
    .map((cell) => cell.trim());
  const figure = (name: string): number => Number(cells?.[heading?.indexOf(name) ?? -1] ?? NaN);
  const found = {
    load: figure('Load Code'),
    call: figure('Call Activate'),
    finish: figure('Finish Activate'),
  };
  if (Object.values(found).some(Number.isNaN))
    throw new Error(`VS Code reports no activation: ${text.slice(0, 3_000)}`);
  return found;
}

/** Lets VS Code finish its own start. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3_000));
}

/** Activates the extension, with a clock around its activate(), the loading of its code, and its lenses. */
async function activation(): Promise<{ load: number; activate: number }> {
  const extension = vscode.extensions.getExtension('modal-cost-lens.modal-cost-lens');
  if (!extension || extension.isActive) throw new Error('The extension is not there, or active already');
  const main = join(extension.extensionPath, (extension.packageJSON as { main: string }).main);
  const began = performance.now();
  const theirRequire = createRequire(main);
  const loaded = theirRequire(main) as { activate: (context: vscode.ExtensionContext) => unknown };
  const load = performance.now() - began;
  // VS Code has an API object for each extension, and knows whose it is by the file that asks for it.
  clockLenses((theirRequire('vscode') as typeof vscode).languages);
  let activate = NaN;
  // VS Code will find the module loaded, and activate it through this.
  theirRequire.cache[main]!.exports = {
    ...loaded,
    activate(context: vscode.ExtensionContext) {
      const before = performance.now();
      const result = loaded.activate(context);
      activate = performance.now() - before;
      return result;
    },
  };
  await extension.activate();
  if (!(activate >= 0)) throw new Error('VS Code has loaded the extension by another way');
  return { load, activate };
}

function clockLenses(languages: {
  registerCodeLensProvider: typeof vscode.languages.registerCodeLensProvider;
}): void {
  const register = languages.registerCodeLensProvider;
  languages.registerCodeLensProvider = (selector, provider) =>
    register(selector, {
      ...provider,
      async provideCodeLenses(document, token) {
        const key = `${document.uri.toString()} ${document.version}`;
        const began = performance.now();
        const lenses = await provider.provideCodeLenses(document, token);
        taken.set(key, Math.max(taken.get(key) ?? 0, performance.now() - began));
        return lenses;
      },
    });
}

async function file(name: string, text: string): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const uri = vscode.Uri.joinPath(folder!.uri, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

async function opening(uri: vscode.Uri): Promise<Asked> {
  const began = performance.now();
  const document = await vscode.workspace.openTextDocument(uri);
  return asked(document, began);
}

/** Edits here and there, each followed by the question for the lenses that VS Code itself would ask. */
async function typing(uri: vscode.Uri): Promise<Asked[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const samples: Asked[] = [];
  for (let i = 0; i < KEYSTROKES + WARM_UP; i++) {
    // At the end of any line: every second edit takes back the one before.
    const line = Math.floor((((i >> 1) * 0.618034) % 1) * (document.lineCount - 1));
    const { end } = document.lineAt(line).range;
    const change = (edit: vscode.TextEditorEdit): void =>
      i % 2 === 0 ? edit.insert(end, ' ') : edit.delete(new vscode.Range(end.translate(0, -1), end));
    await editor.edit(change, { undoStopBefore: false, undoStopAfter: false });
    samples.push(await asked(document, performance.now()));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return samples.slice(WARM_UP);
}

async function asked(document: vscode.TextDocument, since: number): Promise<Asked> {
  const { uri, version } = document;
  const lenses = await vscode.commands.executeCommand<unknown[]>(
    'vscode.executeCodeLensProvider',
    uri,
    1_000,
  );
  const all = performance.now() - since;
  const own = taken.get(`${uri.toString()} ${version}`);
  if (own === undefined) throw new Error('The extension was not asked');
  // A plain file's lenses would be as wrong as none in one of Modal's.
  if (lenses.length > 0 === /plain|first/.test(uri.path))
    throw new Error(`${lenses.length} lenses in ${uri.path}`);
  return { own, all };
}
