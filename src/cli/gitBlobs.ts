/** What is read of the contents that Git has: few calls, in whatever order files are asked for. */
import { tooLarge } from '../core/workspace/fileKinds';
import { Unreadable } from './fileTree';
import type { Blob, Repository } from './gitProcess';

/** So many bytes are read at once, and four times as many each time that a reading goes on where an earlier one has ended. */
const FIRST_BYTES = 250e3;
const MAX_BYTES_AT_ONCE = 16e6;

/** Contents that Git has, by name. A file that is far from those before costs one call and not much more than itself. */
export class BlobReader {
  private readonly blobs: ReadonlyMap<string, Blob>;
  private readonly order: ReadonlyMap<string, number>;
  /** How many bytes to read at once from a place in the list, where a reading has ended before it. */
  private readonly goingOn = new Map<number, number>();
  private readonly missing = new Set<string>();

  /** @param listed the names in the order in which they are likely asked for */
  constructor(
    private readonly repository: Repository,
    blobs: readonly Blob[],
    private readonly listed: readonly string[],
  ) {
    this.blobs = new Map(blobs.map((blob) => [blob.name, blob]));
    this.order = new Map(listed.map((name, i) => [name, i]));
  }

  has(name: string): boolean {
    return this.blobs.has(name);
  }

  /** Throws `Unreadable`. */
  read(name: string): Uint8Array {
    const blob = this.blobs.get(name);
    if (!blob) throw new Unreadable({ kind: 'noSuchFile' });
    const reason = tooLarge(name, blob.size);
    if (reason) throw new Unreadable(reason);
    const bytes = this.find(blob);
    if (bytes) return bytes;
    this.missing.add(blob.id);
    throw new Unreadable({ kind: 'notInClone' });
  }

  private find(blob: Blob): Uint8Array | undefined {
    if (this.missing.has(blob.id)) return undefined;
    const { held } = this.repository;
    const at = this.order.get(blob.name);
    const known = held.get(blob.id);
    const most = at === undefined ? undefined : this.goingOn.get(at);
    if (known) {
      if (most !== undefined) this.moveOn(at!, at! + 1, most);
      return known;
    }
    const blobs = at === undefined ? [blob] : this.from(at, most ?? FIRST_BYTES);
    const contents = this.repository.contents(blobs);
    held.add(contents);
    return contents.get(blob.id);
  }

  private from(start: number, most: number): Blob[] {
    const found: Blob[] = [];
    let bytes = 0;
    let at = start;
    for (; at < this.listed.length && bytes < most; at++) {
      const blob = this.blobs.get(this.listed[at]!);
      if (!blob || this.missing.has(blob.id) || this.repository.held.get(blob.id)) continue;
      if (tooLarge(blob.name, blob.size)) continue;
      found.push(blob);
      bytes += blob.size;
    }
    this.moveOn(start, at, Math.min(4 * most, MAX_BYTES_AT_ONCE));
    return found;
  }

  private moveOn(from: number, to: number, bytes: number): void {
    this.goingOn.delete(from);
    this.goingOn.set(to, bytes);
  }
}
