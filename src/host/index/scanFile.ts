import type { WorkspaceFolder } from 'vscode';
import { scanModuleInSteps, type FileScan } from '../../core/modal/scan';
import type { Declaration } from '../../core/modal/declaration';
import { UsageComments, type UsageComment } from '../../core/modal/usageComment';
import type { Environment } from '../../core/python/environment';
import { PythonModule } from '../../core/python/module';
import type { ModuleCache } from '../moduleCache';
import type { SlicedParser } from '../slicedParser';
import type { Slices } from '../slices';
import type { SkipReason } from '../../core/workspace/skipReason';

/** What one file declares, without its text and tree. */
export interface IndexedFile extends FileScan {
  readonly folder: WorkspaceFolder;
  /** From the folder, with `/`. */
  readonly file: string;
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

/** Scans a file's text, with the modules that it imports read as they are asked for; or why it cannot be parsed. */
export async function scanFile(
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
export function readInPart({ leftOut = [] }: FileScan): SkipReason | undefined {
  const [line] = leftOut;
  return line === undefined ? undefined : { kind: 'searchTooLong', line };
}
