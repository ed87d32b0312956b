import type { Tree } from 'web-tree-sitter';
import type { ParsedText } from '../core/python/parser';
import type { Environment } from '../core/python/environment';
import type { ModuleFinder } from '../core/python/evaluate';
import { findModule } from '../core/python/findModule';
import { PythonModule } from '../core/python/module';
import { isProjectFile, sourceRoots } from '../core/python/sourceRoots';
import type { TextRead } from './index/fileSystem';

/** A module that scans import, and how many of them use it just now. */
interface Held {
  readonly module: PythonModule;
  readonly tree: Tree;
  users: number;
  /** No longer what a new scan is to see: freed with its last user. */
  isOld: boolean;
}

/** `unread`: there, and none that can be read, so that it hides what is behind it. */
type Entry = Held | Project | 'absent' | 'unread';

/** A project file. */
interface Project {
  readonly roots: readonly string[];
}

/** The memory that trees take is bounded by their number. */
const MAX_MODULES = 100;

/**
 * The modules of one folder, or of one state of it, that scanned files import: read when first asked for. Trees are kept for
 * the scans to come, up to a number of them, until they are forgotten.
 */
export class ModuleCache {
  private readonly entries = new Map<string, Entry>();
  private readonly loading = new Map<string, Promise<void>>();

  constructor(
    /** A file's text, from the folder that all of them are in. */
    private readonly textOf: (path: string) => Promise<TextRead>,
    private readonly parse: (text: string) => Promise<ParsedText>,
    /** Whether there is a file at a path; undefined where only a look can tell. */
    private readonly isThere: (path: string) => boolean | undefined,
  ) {}

  /** The modules as one scan sees them. */
  open(environment: Environment): ModulesInUse {
    return new ModulesInUse(this, environment);
  }

  /** What a module is, as far as it has been read; undefined before. */
  get(path: string): Entry | undefined {
    return this.entries.get(path) ?? (this.isThere(path) === false ? 'absent' : undefined);
  }

  /** Reads a module, once for all that ask for it meanwhile. */
  load(path: string): Promise<void> {
    const loading = this.loading.get(path);
    if (loading) return loading;
    const started = this.read(path).then(
      (entry) => {
        // Forgotten meanwhile: the next scan that needs it loads it anew.
        if (!this.endLoad(started, path)) return free(entry);
        this.entries.set(path, entry);
        this.limit(path);
      },
      (error: unknown) => {
        this.endLoad(started, path);
        throw error;
      },
    );
    this.loading.set(path, started);
    return started;
  }

  /** Ends a load; false where it was forgotten meanwhile. */
  private endLoad(started: Promise<void>, path: string): boolean {
    return this.loading.get(path) === started && this.loading.delete(path);
  }

  /** The file at a path has changed. @returns whether anything was known of it, or is being read */
  forget(path: string): boolean {
    const wasKnown = this.drop(path);
    return this.loading.delete(path) || wasKnown;
  }

  clear(): void {
    for (const path of [...this.entries.keys()]) this.drop(path);
    this.loading.clear();
  }

  release(held: Held): void {
    held.users--;
    if (held.isOld) free(held);
  }

  private async read(path: string): Promise<Entry> {
    const found = await this.textOf(path);
    if (!found) return 'absent';
    if ('reason' in found) return 'unread';
    if (isProjectFile(path)) return { roots: sourceRoots(found.text) };
    const parsed = await this.parse(found.text);
    if ('reason' in parsed) return 'unread';
    const { tree } = parsed;
    return { tree, module: new PythonModule(path, found.text, tree.rootNode), users: 0, isOld: false };
  }

  private limit(newest: string): void {
    const held = [...this.entries].flatMap(([path, entry]) => (isHeld(entry) ? [{ path, entry }] : []));
    let over = held.length - MAX_MODULES;
    for (const { path, entry } of held) {
      if (over <= 0) return;
      if (path !== newest && entry.users === 0 && this.drop(path)) over--;
    }
  }

  private drop(path: string): boolean {
    const entry = this.entries.get(path);
    if (!entry) return false;
    this.entries.delete(path);
    if (isHeld(entry)) entry.isOld = true;
    free(entry);
    return true;
  }
}

function free(entry: Entry): void {
  if (isHeld(entry) && entry.users === 0) entry.tree.delete();
}

function isHeld(entry: Entry | undefined): entry is Held {
  return typeof entry === 'object' && 'module' in entry;
}

/** What an import finds in what is known of a path. */
export function moduleOf(entry: Entry | undefined): PythonModule | 'absent' | 'unread' | 'pending' {
  if (entry === undefined) return 'pending';
  if (typeof entry === 'string') return entry;
  return isHeld(entry) ? entry.module : 'absent';
}

/** The folders that a project file names, in what is known of its path. */
export function rootsOf(entry: Entry | undefined): readonly string[] | 'pending' {
  if (entry === undefined) return 'pending';
  return typeof entry === 'object' && 'roots' in entry ? entry.roots : [];
}

/** The modules as one scan sees them: what it has been given stays until it is closed. */
export class ModulesInUse implements ModuleFinder {
  /** Every path that was asked for, there or not: what the scan depends on besides its own file. */
  readonly asked = new Set<string>();
  private readonly held = new Map<string, Held>();
  private missing = new Set<string>();

  constructor(
    private readonly modules: ModuleCache,
    readonly environment: Environment,
  ) {}

  find(from: PythonModule, module: string, level: number): PythonModule | 'absent' | 'pending' {
    const found = findModule(from.file, module, level, {
      module: (path) => this.moduleAt(path),
      roots: (path) => rootsOf(this.entryAt(path)),
    });
    return found === 'unread' ? 'absent' : found;
  }

  private moduleAt(path: string): PythonModule | 'absent' | 'unread' | 'pending' {
    const held = this.held.get(path);
    if (held) return held.module;
    const entry = this.entryAt(path);
    if (isHeld(entry)) {
      entry.users++;
      this.held.set(path, entry);
    }
    return moduleOf(entry);
  }

  private entryAt(path: string): Entry | undefined {
    this.asked.add(path);
    const entry = this.modules.get(path);
    if (!entry) this.missing.add(path);
    return entry;
  }

  /** Reads what the scan has found not read yet; false where that is nothing, and so its answer stands. */
  async load(): Promise<boolean> {
    const { missing } = this;
    this.missing = new Set();
    await Promise.all([...missing].map((path) => this.modules.load(path)));
    return missing.size > 0;
  }

  close(): void {
    for (const held of this.held.values()) this.modules.release(held);
    this.held.clear();
  }
}
