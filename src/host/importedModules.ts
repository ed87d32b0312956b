import type { ModuleFinder } from '../core/python/evaluate';
import { findModule, moduleCandidates, projectFiles } from '../core/python/findModule';
import { isProjectFile } from '../core/python/sourceRoots';
import { moduleOf, rootsOf, type ModuleCache } from './moduleCache';

/** The modules that the open files of a folder import, as far as they have been read: each is read when first asked for. */
export class ImportedModules {
  /** By all that an import may mean. */
  private readonly reads = new Map<string, Promise<void>>();
  private news = new Set<string>();
  private isDisposed = false;
  /** Counts what has been read or forgotten: a scan that is under way must not go on after that. */
  generation = 0;

  constructor(
    private readonly cache: ModuleCache,
    /** Told the paths of what has been read, found absent or forgotten: once for all that is being read at a time. */
    private readonly changed: (paths: ReadonlySet<string>) => void,
  ) {}

  /** Finds modules for a scan. @param asked takes each path that an answer hangs on, there or not */
  finder(asked = new Set<string>()): ModuleFinder {
    return {
      find: ({ file }, module, level) => {
        let missing: string | undefined;
        const entryAt = (path: string): ReturnType<ModuleCache['get']> => {
          asked.add(path);
          const entry = this.cache.get(path);
          if (!entry) missing = path;
          return entry;
        };
        const found = findModule(file, module, level, {
          module: (path) => moduleOf(entryAt(path)),
          roots: (path) => rootsOf(entryAt(path)),
        });
        if (missing !== undefined) this.read(togetherWith(missing, file, module, level));
        return found === 'unread' ? 'absent' : found;
      },
    };
  }

  /** Ends when the modules that are being read have been; undefined where none is. */
  get reading(): Promise<unknown> | undefined {
    return this.reads.size > 0 ? Promise.all(this.reads.values()) : undefined;
  }

  /** The file at a path has changed, come or gone. */
  forget(path: string): void {
    this.cache.forget(path);
    this.generation++;
    this.changed(new Set([path]));
  }

  private read(candidates: readonly string[]): void {
    const key = candidates.join('\n');
    if (this.reads.has(key)) return;
    const ended = (): void => {
      this.reads.delete(key);
      this.tell();
    };
    this.reads.set(key, this.readFirst(candidates).then(ended, ended));
  }

  /** Reads up to the first module that is there: only then is it known what the import means. */
  private async readFirst(candidates: readonly string[]): Promise<void> {
    for (const path of candidates) {
      this.news.add(path);
      if (this.cache.get(path) === undefined) {
        await this.cache.load(path);
        this.generation++;
      }
      if (this.isDisposed || (this.cache.get(path) !== 'absent' && !isProjectFile(path))) return;
    }
  }

  private tell(): void {
    if (this.reads.size > 0 || this.isDisposed) return;
    const { news } = this;
    this.news = new Set();
    this.changed(news);
  }

  dispose(): void {
    this.isDisposed = true;
    this.generation++;
    this.cache.clear();
  }
}

/** What is read where a path is missing: all that the import may mean, then all projects that the file may be in. */
function togetherWith(missing: string, file: string, module: string, level: number): readonly string[] {
  const all = [...moduleCandidates(file, module, level), ...(level > 0 ? [] : projectFiles(file))];
  return all.includes(missing) ? all : [missing];
}
