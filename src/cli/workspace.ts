import type { Tree } from 'web-tree-sitter';
import { mayDeclare } from '../core/modal/mayDeclare';
import { scanModule } from '../core/modal/scan';
import type { CallSite, Declaration } from '../core/modal/declaration';
import { UNSET, type Environment } from '../core/python/environment';
import type { ModuleFinder } from '../core/python/evaluate';
import { findModule } from '../core/python/findModule';
import { PythonModule } from '../core/python/module';
import type { PythonParser } from '../core/python/parser';
import type { WorkspaceScan } from '../core/render/scanJson';
import { decodeText } from '../core/workspace/fileKinds';
import type { SkipReason, SkippedFile } from '../core/workspace/skipReason';
import { Unreadable, type FileTree } from './fileTree';

/** The Python files of one state of a workspace, and the scan of them. */
export class Workspace {
  private readonly modules = new Map<string, PythonModule | null>();
  private readonly trees: Tree[] = [];
  private readonly skipped: SkippedFile[] = [];

  constructor(
    readonly files: FileTree,
    private readonly parser: PythonParser,
    /** What is said of the environment that the code is deployed with. */
    private readonly environment: Environment = UNSET,
  ) {}

  /** Scans everything. One file that cannot be read never stops the rest. */
  scan(): WorkspaceScan {
    const { files, skipped } = this.files.list();
    this.skipped.push(...skipped);
    const declarations: Declaration[] = [];
    const callSites: CallSite[] = [];
    const finder: ModuleFinder = {
      environment: this.environment,
      find: (from, module, level) => this.find(from.file, module, level),
    };
    let parsed = 0;
    for (const file of files) {
      const text = this.read(file);
      if (text === undefined || !mayDeclare(text)) continue;
      const module = this.load(file, text);
      if (!module) continue;
      parsed++;
      const found = scanModule(module, finder);
      declarations.push(...found.declarations);
      callSites.push(...found.callSites);
    }
    return { seen: files.length, parsed, skipped: this.skipped, declarations, callSites };
  }

  /** The text of a scanned file, by its name in the scan. */
  textOf(file: string): string {
    return this.modules.get(file)?.text ?? '';
  }

  /** A scanned file as a module, until `dispose`; undefined for one that declares nothing. */
  module(file: string): PythonModule | undefined {
    return this.modules.get(file) ?? undefined;
  }

  dispose(): void {
    for (const tree of this.trees) tree.delete();
  }

  private read(file: string): string | undefined {
    try {
      const text = decodeText(this.files.read(file));
      if (text === undefined) this.skip(file, { kind: 'notUtf8' });
      return text;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.skip(file, error.reason);
      return;
    }
  }

  /** Names a file once, however often it is asked for. */
  private skip(file: string, reason: SkipReason): void {
    if (!this.skipped.some((each) => each.file === file)) this.skipped.push({ file, reason });
  }

  private load(file: string, text: string): PythonModule | null {
    const loaded = this.modules.get(file);
    if (loaded !== undefined) return loaded;
    const tree = this.parser.parse(text);
    if (tree) this.trees.push(tree);
    else this.skip(file, { kind: 'parsingTooSlow' });
    const module = tree ? new PythonModule(file, text, tree.rootNode) : null;
    this.modules.set(file, module);
    return module;
  }

  private find(from: string, module: string, level: number): PythonModule | 'absent' {
    return findModule(from, module, level, (candidate) => {
      const loaded = this.modules.get(candidate);
      if (loaded) return loaded;
      if (loaded === null || !this.files.isFile(candidate)) return 'absent';
      const text = this.read(candidate);
      return (text === undefined ? null : this.load(candidate, text)) ?? 'absent';
    });
  }
}
