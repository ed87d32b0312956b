import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Tree } from 'web-tree-sitter';
import { mayDeclare, scanModule } from '../core/modal/scan';
import type { CallSite, Declaration } from '../core/modal/declaration';
import type { ModuleFinder } from '../core/python/evaluate';
import { moduleCandidates } from '../core/python/imports';
import { PythonModule } from '../core/python/module';
import type { PythonParser } from '../core/python/parser';
import type { SkippedFile, WorkspaceScan } from '../core/render/scanJson';

/** Folders that hold no code of the workspace's own. */
const SKIPPED_FOLDERS = new Set([
  '.git',
  'node_modules',
  '__pycache__',
  '.venv',
  'venv',
  'site-packages',
  '.tox',
  '.mypy_cache',
]);

/** A larger file is generated or no code; it is skipped and named. */
export const MAX_FILE_BYTES = 5_000_000;

/** A path that cannot be scanned at all, in words for the person who typed it. */
export class PathError extends Error {}

/** The Python files below some paths, and the scan of them. Files are named relative to the first path, with `/`. */
export class Workspace {
  private readonly modules = new Map<string, PythonModule | null>();
  private readonly trees: Tree[] = [];
  private readonly skipped: SkippedFile[] = [];
  private readonly root: string;

  constructor(
    private readonly paths: readonly string[],
    private readonly parser: PythonParser,
  ) {
    const [first] = paths;
    if (first === undefined) throw new PathError('name a file or folder to scan');
    for (const path of paths) assertReadable(path);
    this.root = statOf(first)!.isDirectory() ? resolve(first) : resolve(first, '..');
  }

  /** Scans everything. One file that cannot be read never stops the rest. */
  scan(): WorkspaceScan {
    const files = [...new Set(this.paths.flatMap((path) => this.filesBelow(resolve(path))))].sort();
    const declarations: Declaration[] = [];
    const callSites: CallSite[] = [];
    const finder: ModuleFinder = { find: (from, module, level) => this.find(from.file, module, level) };
    let parsed = 0;
    for (const path of files) {
      const file = this.name(path);
      const text = this.read(path, file);
      if (text === undefined || !mayDeclare(text)) continue;
      const module = this.load(path, file, text);
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
    return this.modules.get(join(this.root, file))?.text ?? '';
  }

  dispose(): void {
    for (const tree of this.trees) tree.delete();
  }

  private name(path: string): string {
    return relative(this.root, path).split(sep).join('/');
  }

  private filesBelow(start: string): string[] {
    const files: string[] = [];
    // Each folder once, by its own name where it has one here: symbolic links come last.
    const entered = new Set<string>();
    const pending = [start];
    const links: string[] = [];
    for (let path = pending.pop(); path !== undefined; path = pending.pop() ?? links.shift()) {
      try {
        const stat = statOf(path);
        if (stat?.isFile() && (path.endsWith('.py') || path === start)) files.push(path);
        if (!stat?.isDirectory() || entered.has(realpathSync(path))) continue;
        entered.add(realpathSync(path));
        for (const entry of readdirSync(path, { withFileTypes: true }))
          if (!SKIPPED_FOLDERS.has(entry.name))
            (entry.isSymbolicLink() ? links : pending).push(join(path, entry.name));
      } catch (error) {
        this.skip(this.name(path), reasonOf(error));
      }
    }
    return files;
  }

  private read(path: string, file: string): string | undefined {
    try {
      const size = statSync(path).size;
      if (size > MAX_FILE_BYTES) {
        this.skip(file, `larger than ${MAX_FILE_BYTES / 1e6} MB`);
        return;
      }
      const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
      return text;
    } catch (error) {
      this.skip(file, error instanceof TypeError ? 'not UTF-8 text' : reasonOf(error));
      return;
    }
  }

  /** Names a file once, however often it is asked for. */
  private skip(file: string, reason: string): void {
    if (!this.skipped.some((each) => each.file === file)) this.skipped.push({ file, reason });
  }

  private load(path: string, file: string, text: string): PythonModule | null {
    const loaded = this.modules.get(path);
    if (loaded !== undefined) return loaded;
    const tree = this.parser.parse(text);
    if (tree) this.trees.push(tree);
    else this.skip(file, 'took too long to parse');
    const module = tree ? new PythonModule(file, text, tree.rootNode) : null;
    this.modules.set(path, module);
    return module;
  }

  private find(from: string, module: string, level: number): PythonModule | 'absent' {
    for (const candidate of moduleCandidates(from, module, level)) {
      const path = join(this.root, candidate);
      const loaded = this.modules.get(path);
      if (loaded) return loaded;
      if (loaded === null || !statOf(path)?.isFile()) continue;
      const text = this.read(path, candidate);
      const found = text === undefined ? null : this.load(path, candidate, text);
      if (found) return found;
    }
    return 'absent';
  }
}

function statOf(path: string): ReturnType<typeof statSync> {
  return statSync(path, { throwIfNoEntry: false });
}

function assertReadable(path: string): void {
  let reason = 'no such file or folder';
  try {
    if (statOf(path)) return;
  } catch (error) {
    reason = reasonOf(error);
  }
  throw new PathError(`${path}: ${reason}`);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    ENOENT: 'gone while it was read',
    ENOTDIR: 'no such file or folder',
    ELOOP: 'a symbolic link that leads back to itself',
  };
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
