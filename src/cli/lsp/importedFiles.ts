import type { Tree } from 'web-tree-sitter';
import { findModule } from '../../core/python/findModule';
import { PythonModule } from '../../core/python/module';
import type { PythonParser } from '../../core/python/parser';
import { atOnce, neverPause } from '../../core/python/resumable';
import { isProjectFile, sourceRoots } from '../../core/python/sourceRoots';
import { decodeSource } from '../../core/workspace/sourceText';
import { Unreadable, type FileTree } from '../fileTree';
import { MAX_IN_USE } from '../loadedModules';

/** Modules that are kept for the scans to come. */
const MAX_MODULES = 100;

interface Loaded {
  readonly module: PythonModule;
  readonly tree: Tree;
}

/** `unread`: there, and none that can be read, so that it hides what is behind it. */
type Entry = Loaded | { readonly roots: readonly string[] } | 'absent' | 'unread';

/** What the open documents of a folder import: read when it is first asked for, and kept until the file changes. */
export class ImportedFiles {
  /** By path, those that were read last at the end. */
  private readonly entries = new Map<string, Entry>();
  /** Of the modules among them. */
  private characters = 0;
  private readonly parser: PythonParser;

  constructor(
    private readonly files: FileTree,
    parser: PythonParser,
  ) {
    this.parser = parser.another();
  }

  /** The module that an import means. @param asked takes each path that the answer hangs on, there or not */
  find(from: string, name: string, level: number, asked: Set<string>): PythonModule | 'absent' {
    const entryAt = (path: string): Entry => {
      asked.add(path);
      return this.entryAt(path);
    };
    const found = findModule<PythonModule | 'unread'>(from, name, level, {
      module: (path) => {
        const entry = entryAt(path);
        if (typeof entry === 'string') return entry;
        return isLoaded(entry) ? entry.module : 'absent';
      },
      roots: (path) => {
        const entry = entryAt(path);
        return typeof entry === 'object' && 'roots' in entry ? entry.roots : [];
      },
    });
    return found === 'unread' ? 'absent' : found;
  }

  /** The file at a path has changed, come or gone. @returns whether something is known of it */
  forget(path: string): boolean {
    const entry = this.entries.get(path);
    if (!entry) return false;
    this.entries.delete(path);
    if (isLoaded(entry)) {
      this.characters -= entry.module.text.length;
      entry.tree.delete();
    }
    return true;
  }

  /** A scan is done: frees the modules that were read first, where there are too many. */
  trim(): void {
    const loaded = [...this.entries].flatMap(([path, entry]) => (isLoaded(entry) ? [path] : []));
    for (const [i, path] of loaded.entries())
      if (loaded.length - i > MAX_MODULES || this.characters > MAX_IN_USE) this.forget(path);
  }

  clear(): void {
    for (const path of [...this.entries.keys()]) this.forget(path);
  }

  dispose(): void {
    this.clear();
    this.parser.dispose();
  }

  private entryAt(path: string): Entry {
    let entry = this.entries.get(path);
    if (!entry) this.entries.set(path, (entry = this.read(path)));
    return entry;
  }

  private read(path: string): Entry {
    try {
      if (!this.files.isFile(path)) return 'absent';
      const decoded = decodeSource(this.files.read(path));
      if (!('text' in decoded)) return 'unread';
      return isProjectFile(path) ? { roots: sourceRoots(decoded.text) } : this.parse(path, decoded.text);
    } catch (error) {
      if (error instanceof Unreadable) return 'unread';
      throw error;
    }
  }

  private parse(path: string, text: string): Entry {
    // All that a scan has asked for stays until it is done.
    if (this.characters + text.length > 2 * MAX_IN_USE) return 'unread';
    const parsed = atOnce(this.parser.parseInSteps(text, neverPause));
    if (!('tree' in parsed)) return 'unread';
    this.characters += text.length;
    return { tree: parsed.tree, module: new PythonModule(path, text, parsed.tree.rootNode) };
  }
}

function isLoaded(entry: Entry): entry is Loaded {
  return typeof entry === 'object' && 'module' in entry;
}
