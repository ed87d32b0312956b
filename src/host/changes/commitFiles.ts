import { UNSET, type Environment } from '../../core/python/environment';
import type { SkipReason, SkippedFile } from '../../core/workspace/skipReason';
import type { FolderAtCommit } from '../git/folderAtCommit';
import { ModuleCache } from '../moduleCache';
import { SlicedParser } from '../slicedParser';
import { readInPart, scanFile, type IndexedFile } from '../index/scanFile';
import { Slices } from '../slices';
import type { ParserService } from '../parserService';

/** What the files of a folder declared in a commit, by what they imported then. */
export class CommitFiles {
  private readonly slices = new Slices();
  private readonly parser: SlicedParser;
  private readonly modules: ModuleCache;
  private readonly scans = new Map<string, Promise<IndexedFile | undefined>>();
  private environment: Environment = UNSET;
  private readonly unread = new Map<string, SkipReason>();

  constructor(
    readonly at: FolderAtCommit,
    parser: ParserService,
  ) {
    this.parser = new SlicedParser(parser, this.slices);
    this.modules = new ModuleCache(
      (path) => at.text(path),
      (text) => this.parser.parse(text),
      (path) => (at.changed.get(path) === false ? false : undefined),
    );
  }

  /**
   * What a file declared, with what is said of the environment of the code then; undefined where there was no such file, or
   * nothing of Modal's in it.
   */
  scan(path: string, environment: Environment): Promise<IndexedFile | undefined> {
    if (environment !== this.environment) this.scans.clear();
    this.environment = environment;
    let scan = this.scans.get(path);
    if (!scan) this.scans.set(path, (scan = this.read(path, environment)));
    return scan;
  }

  /** The files that could not be read, or only in part, and why. */
  get skipped(): readonly SkippedFile[] {
    return [...this.unread].map(([file, reason]) => ({ file, reason }));
  }

  /** Gives back memory; more can be scanned all the same. */
  async rest(): Promise<void> {
    await this.parser.rest();
    this.modules.clear();
  }

  private async read(path: string, environment: Environment): Promise<IndexedFile | undefined> {
    const found = await this.at.text(path);
    if (!found) return undefined;
    if ('reason' in found) {
      this.unread.set(path, found.reason);
      return undefined;
    }
    await this.slices.turn();
    const tools = { parser: this.parser, slices: this.slices };
    const scanned = await scanFile(this.at.folder, path, found.text, tools, this.modules, environment);
    if (!scanned) return undefined;
    const isRead = !('reason' in scanned);
    const reason = isRead ? readInPart(scanned) : scanned.reason;
    if (reason) this.unread.set(path, reason);
    return isRead ? scanned : undefined;
  }
}
