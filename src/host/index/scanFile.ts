import type { WorkspaceFolder } from 'vscode';
import type { Tree } from 'web-tree-sitter';
import { scanModuleInSteps, type FileScan } from '../../core/modal/scan';
import type { Declaration } from '../../core/modal/declaration';
import { UsageComments, type UsageComment } from '../../core/modal/usageComment';
import { mayDeclare, mayDeclareInCell } from '../../core/modal/mayDeclare';
import { cellText } from '../../core/python/cellText';
import type { Environment } from '../../core/python/environment';
import { PythonModule } from '../../core/python/module';
import type { ModuleCache } from '../moduleCache';
import type { SlicedParser } from '../slicedParser';
import type { Slices } from '../slices';
import { isNotebook } from '../../core/workspace/fileKinds';
import { readNotebook, type NotebookCell } from '../../core/workspace/notebook';
import type { SkipReason } from '../../core/workspace/skipReason';

/** What one file declares, without its text and tree. */
export interface IndexedFile extends FileScan {
  readonly folder: WorkspaceFolder;
  /** From the folder, with `/`. */
  readonly file: string;
  /** In a notebook: the cell, from 1, whose lines `leftOut` names. */
  readonly leftOutIn?: number;
  /** The usage comments of each of `declarations`. */
  readonly comments: ReadonlyMap<Declaration, UsageComment>;
  /** The files that it depends on besides itself, there or not. */
  readonly reads: ReadonlySet<string>;
}

export interface ScanTools {
  readonly parser: SlicedParser;
  readonly slices: Slices;
}

/** How deep imports of imports are followed. */
const MAX_ROUNDS = 50;

/** What a file declares, or why it is not read; undefined where nothing of Modal's can be in it. */
export type Scanned = IndexedFile | { readonly reason: SkipReason } | undefined;

/** Scans the text of a file of Python or of a notebook, with the modules that it imports read as they are asked for. */
export async function scanFile(
  folder: WorkspaceFolder,
  file: string,
  text: string,
  tools: ScanTools,
  modules: ModuleCache,
  environment: Environment,
): Promise<Scanned> {
  if (!isNotebook(file))
    return mayDeclare(text) ? scanPython(folder, file, text, tools, modules, environment) : undefined;
  // In the file of a notebook a line's end is written out, so that its next word begins with an `n`.
  if (!text.includes('modal')) return undefined;
  const notebook = readNotebook(text);
  if ('reason' in notebook) return notebook;
  const { cells } = notebook;
  const may = cells.some(({ source }) => mayDeclare(source));
  return may ? scanCells(folder, file, cells, tools, modules, environment) : undefined;
}

async function scanPython(
  folder: WorkspaceFolder,
  file: string,
  text: string,
  { parser, slices }: ScanTools,
  folderModules: ModuleCache,
  environment: Environment,
): Promise<IndexedFile | { readonly reason: SkipReason }> {
  const parsed = await parser.parse(text);
  if ('reason' in parsed) return parsed;
  const { tree } = parsed;
  const modules = folderModules.open(environment);
  try {
    const module = new PythonModule(file, text, tree.rootNode);
    const read = (): Promise<FileScan> => slices.run(scanModuleInSteps(module, modules, slices.isOver));
    let scan = await read();
    for (let round = 0; round < MAX_ROUNDS && (await modules.load()); round++) {
      await slices.turn();
      scan = await read();
    }
    return indexedFile(folder, file, text, scan, modules.asked);
  } finally {
    tree.delete();
    modules.close();
  }
}

/** Each cell sees what those before it bind. A cell that cannot be parsed is passed over. */
async function scanCells(
  folder: WorkspaceFolder,
  file: string,
  cells: readonly NotebookCell[],
  { parser, slices }: ScanTools,
  folderModules: ModuleCache,
  environment: Environment,
): Promise<IndexedFile> {
  const trees: Tree[] = [];
  const modules = folderModules.open(environment);
  const toScan: PythonModule[] = [];
  try {
    let before: PythonModule | null = null;
    for (const { number, source } of cells) {
      const text = cellText(source);
      const parsed = await parser.parse(text);
      if ('reason' in parsed) continue;
      trees.push(parsed.tree);
      before = new PythonModule(file, text, parsed.tree.rootNode, { number, before });
      if (mayDeclareInCell(text)) toScan.push(before);
    }
    const read = async (): Promise<CellScan[]> => {
      const scans: CellScan[] = [];
      for (const module of toScan) {
        const scan = await slices.run(scanModuleInSteps(module, modules, slices.isOver));
        scans.push({ text: module.text, number: module.cell!.number, scan });
      }
      return scans;
    };
    let scans = await read();
    for (let round = 0; round < MAX_ROUNDS && (await modules.load()); round++) {
      await slices.turn();
      scans = await read();
    }
    return indexedNotebook(folder, file, scans, modules.asked);
  } finally {
    for (const tree of trees) tree.delete();
    modules.close();
  }
}

/** What a cell declares. */
export interface CellScan {
  readonly text: string;
  /** From 1, as VS Code counts them. */
  readonly number: number;
  readonly scan: FileScan;
}

/** A notebook as one file: what its cells declare, each with its cell. */
export function indexedNotebook(
  folder: WorkspaceFolder,
  file: string,
  cells: readonly CellScan[],
  reads: ReadonlySet<string>,
): IndexedFile {
  const found = cells.map(({ text, number, scan }) => {
    const inCell = {
      declarations: scan.declarations.map((each) => ({ ...each, cell: number })),
      callSites: scan.callSites.map((each) => ({ ...each, cell: number })),
    };
    return indexedFile(folder, file, text, inCell, reads);
  });
  const part = cells.find(({ scan }) => scan.leftOut !== undefined);
  return {
    ...(part?.scan.leftOut ? { leftOut: part.scan.leftOut, leftOutIn: part.number } : {}),
    folder,
    file,
    reads,
    declarations: found.flatMap(({ declarations }) => declarations),
    callSites: found.flatMap(({ callSites }) => callSites),
    comments: new Map(found.flatMap(({ comments }) => [...comments])),
  };
}

export function indexedFile(
  folder: WorkspaceFolder,
  file: string,
  text: string,
  scan: FileScan,
  reads: ReadonlySet<string>,
): IndexedFile {
  const comments = new UsageComments(text);
  // A copy, with the same declarations as keys: pieces of a text keep the whole of it in memory.
  const kept = structuredClone({
    declarations: scan.declarations,
    callSites: scan.callSites,
    comments: new Map(scan.declarations.map((each) => [each, comments.of(each)])),
  });
  const { leftOut } = scan;
  return { ...kept, ...(leftOut ? { leftOut } : {}), folder, file, reads };
}

/** Why a file counts in part only; undefined where all that it declares was found. */
export function readInPart({
  leftOut = [],
  leftOutIn: cell,
}: Pick<IndexedFile, 'leftOut' | 'leftOutIn'>): SkipReason | undefined {
  const [line] = leftOut;
  return line === undefined ? undefined : { kind: 'searchTooLong', line, ...(cell ? { cell } : {}) };
}
