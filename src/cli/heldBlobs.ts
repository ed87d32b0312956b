/** So many bytes are held at most, of both sides of a change together. */
const MAX_HELD_BYTES = 64e6;

/** Contents by their ids. What has been read first is given up first. */
export class HeldBlobs {
  private readonly held = new Map<string, Uint8Array>();
  private readonly readings: { readonly ids: readonly string[]; readonly bytes: number }[] = [];
  private bytes = 0;

  get(id: string): Uint8Array | undefined {
    return this.held.get(id);
  }

  /** Contents of one reading: they share its memory. */
  add(contents: ReadonlyMap<string, Uint8Array>): void {
    let bytes = 0;
    for (const [id, content] of contents) {
      this.held.set(id, content);
      bytes += content.length;
    }
    this.readings.push({ ids: [...contents.keys()], bytes });
    this.bytes += bytes;
    while (this.bytes > MAX_HELD_BYTES && this.readings.length > 1) {
      const oldest = this.readings.shift()!;
      this.bytes -= oldest.bytes;
      for (const id of oldest.ids) this.held.delete(id);
    }
  }
}
