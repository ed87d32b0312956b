import { strict as assert } from 'node:assert';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { WorkspaceIndex } from '../../src/host/index/workspaceIndex';
import { Services } from '../../src/host/services';
import { until } from '../integration/support';

/** The folders of the workspace that this suite opens: the examples, and a team's. */
export function folders(): readonly vscode.WorkspaceFolder[] {
  const all = vscode.workspace.workspaceFolders ?? [];
  assert.ok(all.length >= 2, 'a workspace of two folders');
  return all;
}

/** The services as the extension makes them: another set, so that each test begins with an index that has read nothing. */
export function makeServices(): Services {
  const extension = vscode.extensions.getExtension('modal-cost-lens.modal-cost-lens');
  assert.ok(extension);
  return new Services({ extensionUri: extension.extensionUri } as vscode.ExtensionContext);
}

/** A folder of files in the first workspace folder. Written past VS Code, as other programs do. */
export class Sandbox {
  private static made = 0;
  readonly name = `sandbox${++Sandbox.made}`;
  readonly path = join(folders()[0]!.uri.fsPath, this.name);

  constructor() {
    mkdirSync(this.path, { recursive: true });
  }

  at(path: string): string {
    return join(this.path, path);
  }

  uri(path: string): vscode.Uri {
    return vscode.Uri.file(this.at(path));
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
  }

  remove(path = ''): void {
    rmSync(this.at(path), { recursive: true, force: true });
  }

  /** What the index has of this folder: `file name`, sorted. */
  async declared(index: WorkspaceIndex): Promise<string[]> {
    const all = await index.assessments(folders()[0]);
    return all
      .map(({ estimate: { subject } }) => subject)
      .filter(({ file }) => file.startsWith(`${this.name}/`))
      .map(
        (subject) =>
          `${subject.file.slice(this.name.length + 1)} ${subject.type === 'declaration' ? subject.name : subject.form}`,
      )
      .sort();
  }

  /** What the index could not read of this folder: `file: kind`. */
  async skipped(index: WorkspaceIndex): Promise<string[]> {
    const [first] = await index.results();
    return first!.skipped
      .filter(({ file }) => file.startsWith(`${this.name}/`))
      .map(({ file, reason }) => `${file.slice(this.name.length + 1)}: ${reason.kind}`)
      .sort();
  }
}

/** Writes a file, and waits until VS Code tells of it: it has then told of all that was written before. */
export async function told(file: vscode.GlobPattern, write: () => void): Promise<void> {
  const watcher = vscode.workspace.createFileSystemWatcher(file);
  const heard = new Promise((resolve) => watcher.onDidCreate(resolve));
  write();
  await heard;
  watcher.dispose();
}

/**
 * Makes a folder, with each above it, that VS Code tells of what comes and goes in. It never does on Linux of a folder that
 * was made before VS Code watched the one that holds it, as those of `mkdir -p` may be.
 * @param path from the workspace folder
 */
export async function watched(folder: vscode.WorkspaceFolder, path: string): Promise<void> {
  const parts = path.split('/');
  for (const depth of parts.keys()) await isWatched(folder, parts.slice(0, depth + 1).join('/'));
}

async function isWatched(folder: vscode.WorkspaceFolder, path: string): Promise<void> {
  const pattern = new vscode.RelativePattern(folder, `${path}/made*.txt`);
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const state = { isHeard: false, made: 0 };
  watcher.onDidCreate(() => (state.isHeard = true));
  const target = join(folder.uri.fsPath, path);
  mkdirSync(target, { recursive: true });
  const make = (): void => writeFileSync(join(target, `made${++state.made}.txt`), '');
  await until(`${path} is watched`, make, () => state.isHeard);
  watcher.dispose();
}

/** A file that declares one function. */
export function declares(name: string, parameters = 'gpu="T4"'): string {
  return `import modal\n\napp = modal.App("${name}")\n\n\n@app.function(${parameters})\ndef ${name}(): ...\n`;
}
