import type { Connection, Diagnostic } from 'vscode-languageserver/node';
import { diagnosticOf, teamDiagnostics } from './diagnostics';
import type { Folder } from './folder';
import type { OpenDocument } from './openDocument';
import type { Session } from './session';
import { TEAM_FILE } from '../../core/review/team/team';

/** How long after the last keystroke the rules are asked: comparing with other offers takes its time. */
const QUIET_MS = 500;

/** Diagnostics of documents, for editors that ask for them and for those that are told; and of team files, which are told. */
export class Publisher {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** What was found last, for as long as the code does not parse. */
  private readonly last = new Map<string, Diagnostic[]>();
  private readonly reported = new Set<string>();

  constructor(
    private readonly connection: Connection,
    private readonly session: () => Session,
    private readonly logBug: (error: unknown) => void,
  ) {}

  /** The diagnostics of a document as it stands now. */
  of(document: OpenDocument): Diagnostic[] {
    const session = this.session();
    if (!session.settings.diagnostics) return [];
    const found = session.findings(document);
    if (!found) return this.last.get(document.uri) ?? [];
    const hasRelated = session.client.showsRelatedPlaces;
    const diagnostics = found.map((each) => diagnosticOf(each, document.folder, hasRelated));
    this.last.set(document.uri, diagnostics);
    return diagnostics;
  }

  /** Tells an editor that does not ask, once typing rests. */
  later(documents: readonly OpenDocument[]): void {
    if (this.session().client.pullsDiagnostics) return;
    for (const document of documents)
      if (document.isPython) this.wait(document.uri, () => this.publish(document));
  }

  /** What is wrong in a folder's team file: it is told whether the file is open or not. */
  teamLater(folder: Folder): void {
    const uri = folder.addressOf(TEAM_FILE);
    this.wait(uri, () => {
      const diagnostics = teamDiagnostics(folder.said);
      // Most folders have none.
      if (diagnostics.length > 0 || this.reported.has(uri)) this.send(uri, diagnostics);
      if (diagnostics.length > 0) this.reported.add(uri);
    });
  }

  closed(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    this.last.delete(uri);
    if (!this.session().client.pullsDiagnostics) this.send(uri, []);
  }

  private wait(uri: string, then: () => void): void {
    clearTimeout(this.timers.get(uri));
    const run = (): void => {
      this.timers.delete(uri);
      try {
        then();
      } catch (error) {
        this.logBug(error);
      }
    };
    this.timers.set(uri, setTimeout(run, QUIET_MS));
  }

  private publish(document: OpenDocument): void {
    if (this.session().document(document.uri) !== document) return;
    this.send(document.uri, this.of(document), document.version);
  }

  private send(uri: string, diagnostics: Diagnostic[], version?: number): void {
    const said = { uri, diagnostics, ...(version === undefined ? {} : { version }) };
    this.connection.sendDiagnostics(said).catch(this.logBug);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
  }
}
