import { EventEmitter, Uri, workspace, type Disposable, type Event, type TextDocument } from 'vscode';
import type { Assessment } from '../../core/cost/assess';
import { isUnfinished, type Declaration, type Subject } from '../../core/modal/declaration';
import { mayDeclare } from '../../core/modal/mayDeclare';
import { scanModule } from '../../core/modal/scan';
import type { Environment } from '../../core/python/environment';
import { PythonModule } from '../../core/python/module';
import { diffAssessments, type Change } from '../../core/review/diff/diff';
import { environmentOf } from '../../core/review/team/environmentOf';
import type { Terms } from '../../core/review/team/priceScan';
import { isPython } from '../../core/workspace/fileKinds';
import { Disposables } from '../disposables';
import { changedSinceHead } from '../git/changedPaths';
import { FolderAtCommit } from '../git/folderAtCommit';
import type { Git } from '../git/git';
import { textAt } from '../index/fileSystem';
import type { IndexedFile } from '../index/scanFile';
import type { Services } from '../services';
import { CommitFiles } from './commitFiles';
import { logBug } from '../logBug';
import { notebookOf } from '../notebooks';
import { termsThen } from './teamThen';

/** What HEAD has for the declarations of one open document: its own file's, and those that may have moved here. */
interface Known {
  readonly state: HeadState;
  readonly before: readonly Assessment[];
}

/** A workspace folder as HEAD has it, as long as Git tells the same of it. */
interface HeadState {
  readonly key: string;
  readonly files: CommitFiles;
}

/** How long Git must be quiet: it tells of each step of what it does. */
const QUIET_MS = 300;

/** Of more changed files than this nobody looks for what has moved. */
const MAX_OTHERS = 50;

/**
 * What has changed in open documents since HEAD. HEAD is read in the background, document by document as lenses ask for it,
 * and again when Git tells of a change; what is typed is compared with it at once.
 */
export class HeadChanges implements Disposable {
  private readonly disposables = new Disposables();
  private readonly found = this.disposables.add(new EventEmitter<void>());
  private readonly known = new Map<TextDocument, Known>();
  private readonly loading = new Set<TextDocument>();
  private readonly states = new Map<string, HeadState>();
  /** Counts the changes of prices, settings and team files. */
  private generation = 0;
  private queue: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Fires when `of` may give more, or something else. */
  readonly onDidChange: Event<void> = this.found.event;

  constructor(
    private readonly services: Services,
    private readonly git: Git,
  ) {
    this.disposables.add(git.onDidChange(() => this.later()));
    this.disposables.add(
      services.onDidChange(() => {
        // Figures of different terms are not compared: lenses ask again.
        this.generation++;
        this.known.clear();
      }),
    );
    this.disposables.add(
      workspace.onDidCloseTextDocument((document) => {
        this.known.delete(document);
      }),
    );
  }

  /**
   * The changes of a document since HEAD, by what they have come to, as far as HEAD has been read; the rest follows. None where a setting says so.
   * @param now all of the document's file: of a cell's notebook, what the other cells declare too
   */
  of(document: TextDocument, now: readonly Assessment[]): ReadonlyMap<Subject, Change> {
    if (!this.services.settings.get('changes.lens', document)) return new Map();
    const known = this.known.get(document);
    if (!known) {
      this.load(document);
      return new Map();
    }
    const finished = now.filter(({ estimate: { subject } }) => !isUnfinished(subject));
    const unread = new Set(known.state.files.skipped.map(({ file }) => file));
    const { changes } = diffAssessments(known.before, finished, { before: unread, after: new Set() });
    return new Map(changes.flatMap((change) => (change.after ? [[change.after, change]] : [])));
  }

  /** Git has told of something: what is known of documents is looked at again, and kept where it is the same. */
  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const [document, { state }] of this.known) {
        const now = this.headOf(document);
        if (now?.key !== state.key) this.load(document);
      }
      // Documents that were asked about before there was a repository ask again.
      this.found.fire();
    }, QUIET_MS);
  }

  /** One document after the other: each asks Git, and the parser is one. */
  private load(document: TextDocument): void {
    if (this.loading.has(document)) return;
    this.loading.add(document);
    this.queue = this.queue
      .then(() => this.read(document))
      .catch((error: unknown) => logBug(this.services.log, error))
      .finally(() => this.loading.delete(document));
  }

  private async read(document: TextDocument): Promise<void> {
    await this.git.ready();
    for (;;) {
      const { generation } = this;
      const state = this.headOf(document);
      if (!state) {
        if (this.known.delete(document)) this.found.fire();
        return;
      }
      const terms = await this.termsOf(state);
      const files = await this.filesFor(document, state, environmentOf(terms.team));
      const before = await this.price(document, files, terms);
      if (document.isClosed) return;
      // HEAD may have gone on meanwhile, or prices.
      if (this.headOf(document)?.key !== state.key || generation !== this.generation) continue;
      this.known.set(document, { state, before });
      this.found.fire();
      return;
    }
  }

  private async termsOf({ files: { at } }: HeadState): Promise<Terms> {
    return termsThen(this.services, at, await this.services.terms(at.folder.uri));
  }

  private async price(
    document: TextDocument,
    files: readonly IndexedFile[],
    terms: Terms,
  ): Promise<readonly Assessment[]> {
    const { services } = this;
    // What other files' calls change is no difference to HEAD.
    const around = services.around(document);
    return (await Promise.all(files.map((file) => services.assessFile(file, around, terms)))).flat();
  }

  /** The folder of a document as HEAD has it; undefined without a folder, a repository or a commit. */
  private headOf(document: TextDocument): HeadState | undefined {
    const uri = fileUri(document);
    const folder = workspace.getWorkspaceFolder(uri);
    const repository = this.git.repositoryOf(uri);
    const commit = repository?.state.HEAD?.commit;
    if (!folder || !repository || commit === undefined) return undefined;
    const place = `${folder.uri.toString()} ${repository.rootUri.toString()}`;
    const at = new FolderAtCommit(repository, commit, folder, changedSinceHead(repository.state));
    const key = JSON.stringify([commit, [...at.changed]]);
    let state = this.states.get(place);
    if (state?.key !== key) {
      state = { key, files: new CommitFiles(at, this.services.parser) };
      this.states.set(place, state);
    }
    return state;
  }

  private async filesFor(
    document: TextDocument,
    { files }: HeadState,
    environment: Environment,
  ): Promise<readonly IndexedFile[]> {
    const path = files.at.pathOf(fileUri(document));
    if (path === undefined) return [];
    try {
      const own = await files.scan(path, environment);
      const { declarations } = await this.services.documents.scan(document);
      const isNew = missingFrom(own?.declarations ?? []);
      return [
        ...(own ? [own] : []),
        ...(declarations.some(isNew) ? await this.gone(files, path, environment) : []),
      ];
    } finally {
      await files.rest();
    }
  }

  /** What HEAD has in other changed files and they no longer have: it may be in this one now. */
  private async gone(files: CommitFiles, path: string, environment: Environment): Promise<IndexedFile[]> {
    const others = [...files.at.changed].flatMap(([other, then]) =>
      then !== false && other !== path && isPython(other) ? [other] : [],
    );
    if (others.length > MAX_OTHERS) return [];
    const gone: IndexedFile[] = [];
    for (const other of others) {
      const then = await files.scan(other, environment);
      if (!then) continue;
      const isGone = missingFrom(await this.declarationsNow(Uri.joinPath(files.at.folder.uri, other)));
      gone.push({ ...then, declarations: then.declarations.filter(isGone), callSites: [] });
    }
    return gone;
  }

  /** What a file declares now, by name: what it imports does not matter for that. */
  private async declarationsNow(uri: Uri): Promise<readonly Declaration[]> {
    const open = workspace.textDocuments.find(
      (each) => each.isDirty && each.uri.toString() === uri.toString(),
    );
    if (open) return (await this.services.documents.scan(open)).declarations;
    const text = await textAt(uri);
    if (text === undefined || !mayDeclare(text)) return [];
    const tree = (await this.services.parser.get()).parse(text);
    if (!tree) return [];
    try {
      return scanModule(new PythonModule('', text, tree.rootNode)).declarations;
    } finally {
      tree.delete();
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.disposables.dispose();
  }
}

/** The file that Git has of a document: of a cell, its notebook. */
function fileUri(document: TextDocument): Uri {
  return notebookOf(document)?.uri ?? document.uri;
}

function missingFrom(declarations: readonly Declaration[]): (each: Declaration) => boolean {
  const names = new Set(declarations.map(({ kind, qualname }) => `${kind} ${qualname}`));
  return ({ kind, qualname }) => !names.has(`${kind} ${qualname}`);
}
