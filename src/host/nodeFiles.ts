/** Node's files, where the extension host is Node; in a browser there are neither these nor links. */

/** What is used of Node's `fs`. */
interface NodeFiles {
  readonly promises: {
    readonly realpath: (path: string) => Promise<string>;
    readonly open: (path: string) => Promise<OpenFile>;
  };
}

export interface OpenFile {
  /** Fills the buffer from where the last read ended. */
  readonly read: (buffer: Uint8Array) => Promise<{ readonly bytesRead: number }>;
  readonly close: () => Promise<void>;
}

const node = (globalThis as { process?: { getBuiltinModule?: (name: string) => NodeFiles | undefined } })
  .process;

export const nodeFiles = node?.getBuiltinModule?.('node:fs');
