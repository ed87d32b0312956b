/** The actual bills of the workspace's folders: read when somebody first asks, and watched from then on. */
import {
  EventEmitter,
  languages,
  workspace,
  type Disposable,
  type Event,
  type LogOutputChannel,
  type Uri,
} from 'vscode';
import type { NamedReading } from '../../core/bill/bill';
import type { BillProblem } from '../../core/bill/billOutcomes';
import { billedWorkspace, type BilledWorkspace } from '../../core/bill/join';
import type { Assessment } from '../../core/cost/assess';
import type { PricingContext } from '../../core/cost/estimate';
import { billNames } from '../../core/review/team/billNames';
import type { Team } from '../../core/review/team/team';
import { Disposables } from '../disposables';
import { logBug } from '../logBug';
import { PerFolder } from '../perFolder';
import type { TeamsService } from '../teams';
import { FolderBillFiles, type FolderBill } from './folderBill';

export class BillsService implements Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private readonly diagnostics = this.disposables.add(languages.createDiagnosticCollection('modalCost.bill'));
  private readonly folders = new PerFolder((folder) => {
    const made = new FolderBillFiles(folder, this.diagnostics);
    made.onDidChange(() => this.changed.fire());
    return made;
  });

  /** Fires when a bill was read, or read again. No estimate depends on it. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly teams: TeamsService,
    log: LogOutputChannel,
  ) {
    // A team file may name other files now; who has never been asked stays so.
    this.disposables.add(
      teams.onDidChange(() => {
        for (const key of this.folders.keys) this.renew(key).catch((error: unknown) => logBug(log, error));
      }),
    );
  }

  /** The bill of the folder that a file is in; null where none is named or imported, or none of it can be read. */
  async of(uri: Uri): Promise<FolderBill | null> {
    const { team } = await this.teams.of(uri);
    return (await this.folders.of(uri)?.of(team)) ?? null;
  }

  /** What of it has been read by now; the rest is told of by {@link onDidChange}. */
  known(uri: Uri, team: Team): FolderBill | null {
    return this.folders.of(uri)?.knownOf(team) ?? null;
  }

  /** The names of the files that were imported for this session. */
  importedFiles(folder: Uri): readonly string[] {
    return this.folders.of(folder)?.importedFiles ?? [];
  }

  /** What is wrong with one more file; undefined if nothing is. */
  async problemWith(folder: Uri, reading: NamedReading): Promise<BillProblem | undefined> {
    await this.of(folder);
    return this.folders.of(folder)?.problemWith(reading);
  }

  async import(folder: Uri, reading: NamedReading): Promise<void> {
    await this.folders.of(folder)?.import(reading);
  }

  async forgetImported(folder: Uri): Promise<void> {
    await this.folders.of(folder)?.forgetImported();
  }

  private async renew(key: string): Promise<void> {
    const folder = workspace.workspaceFolders?.find(({ uri }) => uri.toString() === key);
    if (folder) await this.of(folder.uri);
  }

  dispose(): void {
    this.folders.dispose();
    this.disposables.dispose();
  }
}

/** A folder's bill beside its estimates. @param assessments of all of the folder */
export function beside(
  found: FolderBill,
  assessments: readonly Assessment[],
  context: PricingContext,
  team: Team,
): BilledWorkspace {
  return billedWorkspace(found.bill, found.period, assessments, context, (each) => billNames(team, each));
}
