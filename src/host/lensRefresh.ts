import { EventEmitter, type Disposable, type Event } from 'vscode';
import type { HeadChanges } from './changes/headChanges';
import { Disposables } from './disposables';
import type { Services } from './services';

/** When what stands above or behind a decorator may differ though its document did not change. */
export class LensRefresh implements Disposable {
  private readonly disposables = new Disposables();
  private readonly refresh = this.disposables.add(new EventEmitter<void>());
  readonly event: Event<void> = this.refresh.event;

  constructor(services: Services, changes: HeadChanges) {
    // A call in another file may change what a declaration costs: the index tells of that.
    for (const each of [services, services.index, changes, services.savings, services.settings])
      this.disposables.add(each.onDidChange(() => this.refresh.fire()));
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
