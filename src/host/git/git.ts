import { EventEmitter, extensions, type Disposable, type Event, type Uri } from 'vscode';
import { Disposables } from '../disposables';
import type { GitApi, GitExtension, GitRepository } from './api';

const GIT = 'vscode.git';

/** The built-in Git extension: it runs Git, this extension runs nothing. */
export class Git implements Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private listeners = new Disposables();
  private loading: Promise<GitApi | undefined> | undefined;
  private api: GitApi | undefined;

  /** Fires when a repository has come, gone or changed. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor() {
    // It comes when a workspace is trusted, or when somebody turns the extension on.
    this.disposables.add(
      extensions.onDidChange(() => !this.api && extensions.getExtension(GIT) && this.reload()),
    );
  }

  /** The API, once its repositories are known; undefined where there is no Git here, or it is turned off. */
  async ready(): Promise<GitApi | undefined> {
    const api = await (this.loading ??= this.load());
    if (api?.state !== 'uninitialized') return api;
    await this.initialized(api);
    return this.api;
  }

  /** Resolves once the API knows its repositories, or Git is turned off before it does. */
  private async initialized(api: GitApi): Promise<void> {
    const waiting = new Disposables();
    await new Promise<void>((resolve) => {
      waiting.add(api.onDidChangeState(() => resolve()));
      waiting.add(this.onDidChange(() => this.api !== api && resolve()));
    });
    waiting.dispose();
  }

  /** The repository that a file is in, as far as is known now: nothing is waited for. */
  repositoryOf(uri: Uri): GitRepository | undefined {
    if (!this.api) void this.ready().catch(() => undefined);
    return this.api?.getRepository(uri) ?? undefined;
  }

  private async load(): Promise<GitApi | undefined> {
    const extension = extensions.getExtension<GitExtension>(GIT);
    if (!extension) return undefined;
    const exported = extension.isActive ? extension.exports : await extension.activate();
    this.listeners.add(exported.onDidChangeEnablement(() => this.reload()));
    try {
      this.api = exported.getAPI(1);
    } catch {
      // There is no Git on this machine, or a setting turns it off.
      return undefined;
    }
    this.watch(this.api);
    return this.api;
  }

  private reload(): void {
    this.listeners.dispose();
    this.listeners = new Disposables();
    this.api = undefined;
    this.loading = undefined;
    this.changed.fire();
  }

  private watch(api: GitApi): void {
    const repositories = new Map<GitRepository, Disposable>();
    const open = (repository: GitRepository): void => {
      repositories.set(
        repository,
        repository.state.onDidChange(() => this.changed.fire()),
      );
      this.changed.fire();
    };
    api.repositories.forEach(open);
    this.listeners.add(api.onDidOpenRepository(open));
    this.listeners.add(
      api.onDidCloseRepository((repository) => {
        repositories.get(repository)?.dispose();
        repositories.delete(repository);
        this.changed.fire();
      }),
    );
    this.listeners.add({
      dispose: () => {
        for (const listener of repositories.values()) listener.dispose();
      },
    });
  }

  dispose(): void {
    this.listeners.dispose();
    this.disposables.dispose();
  }
}
