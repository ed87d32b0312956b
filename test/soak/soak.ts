// Runs inside VS Code's extension host: the packaged extension under random edits, saves, branches and settings, and what it
// keeps of them. The same acts in the same order for the same seed.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { modalFile, plainFile } from '../bench/generate';
import { Random } from '../model/random';
import { Listeners } from './listeners';
import type { Soak, SoakSample } from './verdict';

const FILES = 24;
const ROOT = vscode.workspace.workspaceFolders![0]!.uri;
const random = new Random(Number(process.env.MODAL_COST_SOAK_SEED));
const listeners = new Listeners();
const acted = new Map<string, number>();

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

export async function run(): Promise<void> {
  const minutes = Number(process.env.MODAL_COST_SOAK_MINUTES);
  writeFiles();
  await activate();
  writeFileSync(process.env.MODAL_COST_SOAK!, JSON.stringify(await soak(60_000 * minutes)));
  writeFileSync(process.env.MODAL_COST_SUMMARY!, JSON.stringify({ passed: 1, failures: [] }));
}

/** Acts for so long, and looks 40 times on the way. */
async function soak(milliseconds: number): Promise<Soak> {
  const began = Date.now();
  const samples: SoakSample[] = [];
  const failures: string[] = [];
  while (Date.now() < began + milliseconds) {
    const [name, act] = choose(ACTS);
    try {
      await act();
    } catch (error) {
      // An editor may close while it is being edited; what is thrown in the extension is in its log.
      failures.push(`${name}: ${String(error)}`);
    }
    acted.set(name, (acted.get(name) ?? 0) + 1);
    if (Date.now() - began >= (samples.length * milliseconds) / 40) samples.push(await sample(began));
  }
  samples.push(await sample(began));
  return { samples, acts: Object.fromEntries(acted), failures };
}

/** What is kept while nothing is open: what an editor keeps for its own document comes and goes with that. */
async function sample(began: number): Promise<SoakSample> {
  await closeAll();
  // Whatever was put off has then been done: searches, watchers, the index.
  await pause(2_000);
  collectGarbage();
  const { heapUsed, rss, external } = process.memoryUsage();
  return {
    seconds: Math.round((Date.now() - began) / 1_000),
    heapMb: heapUsed / 1e6,
    externalMb: external / 1e6,
    rssMb: rss / 1e6,
    listeners: listeners.live,
  };
}

/** The extension, with its listeners counted: VS Code has an API object for each extension. */
async function activate(): Promise<void> {
  const extension = vscode.extensions.getExtension('modal-cost-lens.modal-cost-lens')!;
  const main = join(extension.extensionPath, (extension.packageJSON as { main: string }).main);
  const theirs = createRequire(main);
  theirs(main);
  listeners.count(theirs('vscode') as typeof vscode);
  await extension.activate();
}

/** A repository of two branches that differ in every file. */
function writeFiles(): void {
  git('init', '--quiet', '--initial-branch=main');
  for (const branch of ['main', 'other']) {
    if (branch === 'other') git('checkout', '--quiet', '-b', branch);
    for (let i = 0; i < FILES; i++) put(nameOf(i), textOf(i, branch === 'main' ? i : i + FILES));
    put('modal-cost.json', teamFile());
    git('add', '--all');
    git('commit', '--quiet', '--message', branch);
  }
}

const ACTS: readonly (readonly [string, () => unknown])[] = [
  ['type', type],
  ['type', type],
  ['type', type],
  ['look', look],
  ['save', save],
  ['undo', undo],
  ['write from outside', () => put(nameOf(random.below(FILES)), anyText())],
  ['remove from outside', () => rmSync(pathOf(nameOf(random.below(FILES))), { force: true })],
  ['switch the branch', switchBranch],
  ['change a setting', changeSetting],
  ['change the team file', () => put('modal-cost.json', teamFile())],
  ['close all editors', closeAll],
  ['show the costs', () => vscode.commands.executeCommand('modalCost.explorer.focus')],
  ['read the workspace again', () => vscode.commands.executeCommand('modalCost.readAgain')],
  ['open the panel', openPanel],
];

async function type(): Promise<void> {
  const editor = await show();
  const { document } = editor;
  for (let i = 0; i < 8; i++) {
    const line = random.below(document.lineCount);
    const at = document.lineAt(line).range.end;
    const text = choose([
      '\n',
      ' ',
      '(',
      ')',
      '\nimport modal\n',
      '@app.function(gpu="H100", min_containers=2)\n',
      'x',
    ]);
    await editor.edit((edit) =>
      random.below(3) === 0 ? edit.delete(document.lineAt(line).range) : edit.insert(at, text),
    );
    await pause(20);
  }
  await ask(document);
}

async function look(): Promise<void> {
  const { document } = await show();
  await ask(document);
}

/** What VS Code itself asks an extension while a document is looked at. */
async function ask({ uri, lineCount }: vscode.TextDocument): Promise<void> {
  const at = new vscode.Position(random.below(lineCount), 5);
  const all = new vscode.Range(0, 0, lineCount, 0);
  await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, 100);
  await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, at);
  await vscode.commands.executeCommand('vscode.executeInlayHintProvider', uri, all);
  await vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, new vscode.Range(at, at));
}

async function save(): Promise<void> {
  await vscode.workspace.saveAll(false);
}

async function undo(): Promise<void> {
  await show();
  for (let i = 0; i < 5; i++) await vscode.commands.executeCommand('undo');
}

function switchBranch(): void {
  git('checkout', '--quiet', '--force', choose(['main', 'other']));
}

async function changeSetting(): Promise<void> {
  const [name, value] = choose<readonly [string, unknown]>([
    ['priceBook', 'review-2026-05'],
    ['priceBook', 'modal-list-2026-10'],
    ['hoursPerMonth', 700],
    ['hoursPerMonth', undefined],
    ['display', 'inlay'],
    ['display', 'codeLens'],
    ['statusBar.workspace', true],
    ['statusBar.workspace', false],
    ['usage', { requests_per_day: 1_000, seconds_per_request: 1 }],
    ['usage', undefined],
    ['rules', { 'no-ceiling': 'off' }],
    ['rules', undefined],
  ]);
  const settings = vscode.workspace.getConfiguration('modalCost');
  await settings.update(name, value, vscode.ConfigurationTarget.Global);
}

async function openPanel(): Promise<void> {
  const editor = await show();
  const decorator = editor.document.getText().indexOf('@app.');
  const at = editor.document.positionAt(Math.max(0, decorator));
  editor.selection = new vscode.Selection(at, at);
  const opened = vscode.commands.executeCommand('modalCost.compareScenarios').then(() => 'opened');
  // Where there is nothing at the cursor, it asks which declaration: nobody is there to answer.
  while ((await Promise.race([opened, pause(500)])) !== 'opened')
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
}

async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor)
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

async function show(): Promise<vscode.TextEditor> {
  const name = nameOf(random.below(FILES));
  const uri = vscode.Uri.joinPath(ROOT, name);
  // It may have been removed.
  await vscode.workspace.fs.stat(uri).then(undefined, () => put(name, anyText()));
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

function teamFile(): string {
  const requests = 1_000 * (1 + random.below(50));
  const declarations = { 'package_*/**': { requests_per_day: requests, seconds_per_request: 0.5 } };
  return JSON.stringify({ version: 1, declarations, budgets: { workspace: { floor: requests } } });
}

const nameOf = (i: number): string => `package_${i % 4}/module_${i}.py`;
const textOf = (i: number, seed: number): string =>
  i % 3 === 2 ? plainFile(4_000, seed) : modalFile(120 + 40 * (i % 9), seed);
const anyText = (): string => textOf(random.below(FILES), random.below(1_000));
const pathOf = (name: string): string => join(ROOT.fsPath, name);

function put(name: string, text: string): void {
  mkdirSync(dirname(pathOf(name)), { recursive: true });
  writeFileSync(pathOf(name), text);
}

function git(...args: readonly string[]): void {
  const options = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...options, ...args], { cwd: ROOT.fsPath, stdio: 'pipe' });
}

function choose<T>(items: readonly T[]): T {
  return items[random.below(items.length)]!;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
