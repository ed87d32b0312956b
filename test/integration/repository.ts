import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { until, write } from './support';

/** A real Git repository, opened by VS Code's Git extension. */
export class TestRepository {
  private constructor(
    /** Its folder, from the workspace folder, with a slash at the end; empty for the workspace folder itself. */
    readonly name: string,
    readonly uri: vscode.Uri,
  ) {}

  /** In a folder of its own in the workspace folder, or in that itself with all that is there. */
  static async create(where: 'inside' | 'whole' = 'inside'): Promise<TestRepository> {
    const name = where === 'inside' ? `repository_${Date.now()}/` : '';
    const file = await write(`${name}repository.txt`, 'A repository\n');
    const repository = new TestRepository(name, vscode.Uri.joinPath(file, '..'));
    repository.git('init', '--quiet', '--initial-branch=main');
    await until(
      'the repository opens',
      async () => (await api()).openRepository(repository.uri),
      (opened) => opened !== null,
    );
    return repository;
  }

  git(...args: readonly string[]): string {
    const options = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
    const cwd = this.uri.fsPath;
    return execFileSync('git', [...options, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  write(path: string, text: string): Promise<vscode.Uri> {
    return write(this.name + path, text);
  }

  /** Commits all that there is, and waits until the Git extension knows. */
  async commit(message: string): Promise<void> {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
    await this.settled(this.git('rev-parse', 'HEAD'));
  }

  async settled(head: string): Promise<void> {
    const found = (await api()).getRepository(this.uri);
    assert.ok(found);
    await until(
      'Git’s state',
      async () => {
        await found.status();
        return found.state.HEAD?.commit;
      },
      (commit) => commit === head,
    );
  }

  /** Closes it. Git may still look at its folder, which goes with `removeAll`. */
  async close(): Promise<void> {
    const git = await api();
    await vscode.commands.executeCommand('git.close', git.getRepository(this.uri));
    await until(
      'the repository closes',
      () => git.getRepository(this.uri),
      (found) => found === null,
    );
    const own = ['.git', 'repository.txt'].map((name) => vscode.Uri.joinPath(this.uri, name));
    closed.push(...(this.name === '' ? own : [this.uri]));
  }
}

const closed: vscode.Uri[] = [];

export async function removeAll(): Promise<void> {
  for (const uri of closed.splice(0)) await vscode.workspace.fs.delete(uri, { recursive: true });
}

interface TestGitApi {
  openRepository(uri: vscode.Uri): Promise<unknown>;
  getRepository(uri: vscode.Uri): {
    readonly state: { readonly HEAD?: { readonly commit?: string } };
    status(): Promise<void>;
  } | null;
}

async function api(): Promise<TestGitApi> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): TestGitApi }>('vscode.git');
  assert.ok(extension, 'the served VS Code has no Git extension');
  const exported = await extension.activate();
  return exported.getAPI(1);
}
