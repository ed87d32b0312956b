import { Unreadable, type FileTree } from '../../src/cli/fileTree';
import type { WorkspaceScan } from '../../src/core/render/scanJson';

/** A file that declares one function. */
export const declaring = (gpu: string, name = 'f'): string =>
  `import modal\napp = modal.App()\n@app.function(gpu=${gpu})\ndef ${name}(): ...\n`;

/** Files that are nowhere but here. */
export class TextFiles implements FileTree {
  constructor(private readonly texts: Readonly<Record<string, string>>) {}
  list(): ReturnType<FileTree['list']> {
    return { files: Object.keys(this.texts).sort(), skipped: [] };
  }
  isFile(name: string): boolean {
    return name in this.texts;
  }
  read(name: string): Uint8Array {
    const text = this.texts[name];
    if (text === undefined) throw new Unreadable({ kind: 'noSuchFile' });
    return new TextEncoder().encode(text);
  }
}

/** What a scan found, and what it skipped, in short. */
export const brief = ({ declarations, skipped }: WorkspaceScan): readonly string[] => [
  ...declarations.map(({ file, name, gpu }) => `${file} ${name} ${gpu.value?.[0]?.type ?? gpu.status}`),
  ...skipped.map(({ file, reason }) => `${file}: ${reason.kind}`),
];
