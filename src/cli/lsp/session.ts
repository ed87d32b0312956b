import { fileURLToPath } from 'node:url';
import type { InitializeParams, WorkspaceFolder } from 'vscode-languageserver/node';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { Assessment } from '../../core/cost/assess';
import { LastMonths } from '../../core/cost/lastMonths';
import { usageSetting } from '../../core/cost/usageSetting';
import { UsageComments } from '../../core/modal/usageComment';
import type { PythonParser } from '../../core/python/parser';
import { LensTexts } from '../../core/render/lensTexts';
import { fileFindings } from '../../core/review/findings/fileFindings';
import type { Finding } from '../../core/review/findings/finding';
import { ruleLevels } from '../../core/review/findings/rules';
import { teamPricing } from '../../core/review/team/assessWithTeam';
import { inSourceOrder, KnownAssessments, priceScan, type Terms } from '../../core/review/team/priceScan';
import { NO_TEAM } from '../../core/review/team/team';
import { Client } from './client';
import { Folder, pricesOf } from './folder';
import { OpenDocument, type OpenedText } from './openDocument';
import { readSettings, type Settings } from './settings';
import { Simulating } from './simulating';

/** What is told when figures may differ. */
export interface SessionEvents {
  /** Of these documents, though nobody edited them. */
  readonly changed: (documents: readonly OpenDocument[]) => void;
  /** Of a team file, or a price book. */
  readonly folderChanged: (folder: Folder) => void;
}

/** What one editor has open, and what that costs. */
export class Session {
  readonly client: Client;
  readonly texts = new LensTexts();
  /** As the editor began. */
  readonly initialSettings: unknown;
  settings: Settings;
  private readonly documents = new Map<string, OpenDocument>();
  private folders: readonly Folder[];
  private readonly simulating: Simulating;
  private readonly assessed = new KnownAssessments();
  private readonly months = new LastMonths();

  constructor(
    params: InitializeParams,
    private readonly parser: PythonParser,
    private readonly events: SessionEvents,
  ) {
    this.client = new Client(params);
    this.initialSettings = params.initializationOptions;
    this.settings = readSettings(this.initialSettings).settings;
    this.folders = foldersIn(params).flatMap((each) => this.folderOf(each));
    const isAskedAgain = this.client.refreshesLenses || this.client.refreshesHints;
    this.simulating = new Simulating(isAskedAgain ? () => events.changed(this.all) : null);
  }

  get all(): readonly OpenDocument[] {
    return [...this.documents.values()];
  }

  document(uri: string): OpenDocument | undefined {
    return this.documents.get(uri);
  }

  open({ uri, languageId, version, text }: OpenedText): void {
    this.documents.get(uri)?.dispose();
    const { folder, file } = this.placeOf(uri);
    const content = TextDocument.create(uri, languageId, version, text);
    this.documents.set(uri, new OpenDocument(content, folder, file, this.parser));
    this.touched(folder, file);
  }

  change(uri: string, changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    const document = this.documents.get(uri);
    if (!document) return;
    document.change(changes, version);
    this.touched(document.folder, document.file);
  }

  close(uri: string): void {
    const document = this.documents.get(uri);
    this.documents.delete(uri);
    document?.dispose();
    if (document) this.touched(document.folder, document.file);
  }

  /** A file has changed on disk, come or gone. What is open counts as it is being edited. */
  changedOnDisk(uri: string): void {
    const { folder, file } = this.placeOf(uri);
    if (!this.documents.has(uri)) this.touched(folder, file);
  }

  /** For editors that tell of no files: whatever may have changed is read again. */
  forgetFiles(): void {
    if (this.client.watchesFiles) return;
    for (const folder of this.folders) {
      folder.forget();
      this.events.folderChanged(folder);
    }
    for (const document of this.all) document.invalidate();
  }

  setSettings(given: unknown): void {
    this.settings = readSettings(given).settings;
    for (const folder of this.folders) {
      folder.forgetSaid();
      this.events.folderChanged(folder);
    }
    this.events.changed(this.all);
  }

  /** Folders have come or gone: the documents are read again, each in the folder that it is in now. */
  setFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set([...removed, ...added].map(({ uri }) => uri));
    for (const folder of this.folders) if (gone.has(folder.uri)) folder.dispose();
    this.folders = [
      ...this.folders.filter(({ uri }) => !gone.has(uri)),
      ...added.flatMap((each) => this.folderOf(each)),
    ];
    for (const document of this.all) this.open(document.content);
    this.events.changed(this.all);
  }

  get workspaceFolders(): readonly Folder[] {
    return this.folders;
  }

  /** What every declaration and costing call of a document costs, in source order. */
  assessments(document: OpenDocument): readonly Assessment[] {
    const scan = document.scan();
    if (scan.declarations.length + scan.callSites.length === 0) return [];
    const comments = new UsageComments(document.getText());
    const priced = priceScan(scan, (each) => comments.of(each), this.terms(document), [], this.assessed);
    return this.months.withLast(document.uri, inSourceOrder(priced));
  }

  /** What the rules find in a document; undefined where its code does not parse just now. */
  findings(document: OpenDocument): readonly Finding[] | undefined {
    const { file } = document;
    const [scan, text, assessments] = [document.scan(), document.getText(), this.assessments(document)];
    const { team } = this.terms(document);
    return fileFindings({ file, text, scan, assessments }, team, ruleLevels(this.settings.rules));
  }

  /** What prices a document besides its text. */
  terms({ folder }: OpenDocument): Terms {
    const { simulations } = this.simulating;
    if (folder) return folder.terms(simulations);
    const { usage, countStartup } = this.settings;
    return {
      team: NO_TEAM,
      context: teamPricing(NO_TEAM, pricesOf(this.settings)),
      use: { defaults: [usageSetting(usage, 'usage')], includeStartup: countStartup, simulations },
    };
  }

  /** A file of a folder is another than before: all that hangs on it is worked out again. */
  private touched(folder: Folder | undefined, file: string): void {
    if (!folder) return;
    const isSaid = folder.fileChanged(file);
    const hanging = this.all.filter((each) => each.folder === folder && each.hangsOn(file));
    for (const document of hanging) document.invalidate();
    if (isSaid) this.events.folderChanged(folder);
    const affected = isSaid ? this.all.filter((each) => each.folder === folder) : hanging;
    if (affected.length > 0) this.events.changed(affected);
  }

  private folderOf({ uri }: WorkspaceFolder): Folder[] {
    const path = pathOf(uri);
    if (path === undefined) return [];
    const openText = (file: string): string | undefined =>
      this.all.find((each) => each.folder === folder && each.file === file)?.getText();
    const folder: Folder = new Folder(uri, path, openText, this.parser, () => this.settings);
    return [folder];
  }

  /** The folder that a file is in, the innermost of several, and its name from there. */
  private placeOf(uri: string): { readonly folder: Folder | undefined; readonly file: string } {
    const path = pathOf(uri);
    const found = this.folders
      .flatMap((folder) => {
        const file = path === undefined ? undefined : folder.nameOf(path);
        return file === undefined ? [] : [{ folder, file }];
      })
      .sort((a, b) => a.file.length - b.file.length);
    return found[0] ?? { folder: undefined, file: uri.slice(uri.lastIndexOf('/') + 1) };
  }

  dispose(): void {
    this.simulating.dispose();
    for (const document of this.all) document.dispose();
    for (const folder of this.folders) folder.dispose();
  }
}

/** The folders of the workspace; older editors name one, or none. */
function foldersIn(params: InitializeParams): readonly WorkspaceFolder[] {
  if (params.workspaceFolders) return params.workspaceFolders;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what an older editor says
  const uri = params.rootUri;
  return uri ? [{ uri, name: '' }] : [];
}

/** The path of a file on this machine; undefined for what is none, such as a text that is not saved yet. */
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
