import {
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  LSPErrorCodes,
  PositionEncodingKind,
  ResponseError,
  TextDocumentSyncKind,
  type CancellationToken,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import { COMPLETION_TRIGGERS } from '../../core/modal/completionPlace';
import type { PythonParser } from '../../core/python/parser';
import { PROJECT_FILE } from '../../core/python/sourceRoots';
import { ACTION_KINDS, codeActions } from './codeActions';
import { completions } from './completions';
import { hover } from './hovers';
import { hints, lenses } from './lenses';
import type { OpenDocument } from './openDocument';
import { Publisher } from './publisher';
import { Session } from './session';
import { readSettings } from './settings';
import { turn } from './turns';

/** What may change what an open document costs. */
const WATCHED = ['**/*.py', '**/*.json', `**/${PROJECT_FILE}`];

/** The protocol's spelling. */
const TAKEN_BACK = LSPErrorCodes.RequestCancelled; // cspell:disable-line

/** Answers one editor. */
export class LanguageServer {
  private started: Session | undefined;
  private readonly publisher: Publisher;
  isShutDown = false;

  constructor(
    private readonly connection: Connection,
    private readonly parser: PythonParser,
  ) {
    this.publisher = new Publisher(connection, () => this.session, this.logBug);
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.initialized());
    connection.onShutdown(() => void (this.isShutDown = true));
    this.listenToDocuments();
    this.answerRequests();
  }

  /** Throws what the protocol has for requests that come too early, or too late. */
  private get session(): Session {
    if (this.isShutDown) throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is shut down.');
    if (!this.started)
      throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
    return this.started;
  }

  private initialize(params: InitializeParams): InitializeResult {
    if (this.started)
      throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized already.');
    this.started = new Session(params, this.parser, {
      changed: (documents) => this.refresh(documents),
      folderChanged: (folder) => this.publisher.teamLater(folder),
    });
    const { client } = this.started;
    return {
      serverInfo: { name: 'modal-cost', version },
      capabilities: {
        // What every editor has, and the core counts in.
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeLensProvider: {},
        hoverProvider: true,
        inlayHintProvider: true,
        completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS] },
        ...(client.takesLiteralActions ? { codeActionProvider: { codeActionKinds: [...ACTION_KINDS] } } : {}),
        ...(client.pullsDiagnostics
          ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } }
          : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  private initialized(): void {
    const { client, workspaceFolders, initialSettings } = this.session;
    this.warnOf(initialSettings);
    for (const folder of workspaceFolders) this.publisher.teamLater(folder);
    if (client.tellsFolders)
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        this.session.setFolders(added, removed),
      );
    if (!client.watchesFiles) return;
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(this.logBug);
  }

  private listenToDocuments(): void {
    const { connection } = this;
    connection.onDidOpenTextDocument(({ textDocument }) => {
      this.session.forgetFiles();
      this.session.open(textDocument);
      this.later(textDocument.uri);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version: now }, contentChanges }) => {
      this.session.change(uri, contentChanges, now);
      this.later(uri);
    });
    connection.onDidSaveTextDocument(({ textDocument }) => {
      this.session.forgetFiles();
      this.later(textDocument.uri);
    });
    connection.onDidCloseTextDocument(({ textDocument }) => {
      this.session.close(textDocument.uri);
      this.publisher.closed(textDocument.uri);
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes) this.session.changedOnDisk(uri);
    });
    connection.onDidChangeConfiguration(({ settings }) => {
      // Editors that have a server ask for its settings say nothing here.
      if (settings === null || settings === undefined) return;
      this.warnOf(settings);
      this.session.setSettings(settings);
    });
  }

  private answerRequests(): void {
    const { connection } = this;
    connection.onCodeLens(({ textDocument }, token) =>
      this.answer(textDocument.uri, token, [], (document, session) => {
        const { display } = session.settings;
        const isShown = display === 'codeLens' || display === 'auto';
        return isShown ? lenses(session.assessments(document), session.texts) : [];
      }),
    );
    connection.languages.inlayHint.on(({ textDocument, range }, token) =>
      this.answer(textDocument.uri, token, [], (document, session) => {
        const { display } = session.settings;
        const isShown = display === 'inlay' || (display === 'auto' && !session.client.hasLenses);
        return isShown ? hints(document, session.assessments(document), session.texts, range) : [];
      }),
    );
    connection.onHover(({ textDocument, position }, token) =>
      this.answer(textDocument.uri, token, null, (document, session) =>
        session.settings.hover
          ? hover(document, session.assessments(document), position, session.client.hoverFormat)
          : null,
      ),
    );
    connection.onCompletion(({ textDocument, position }, token) =>
      this.answer(textDocument.uri, token, [], (document, session) =>
        completions(document, position, session.terms(document), session.client),
      ),
    );
    connection.languages.diagnostics.on(({ textDocument }, token) =>
      this.answer(textDocument.uri, token, { kind: 'full', items: [] }, (document) => ({
        kind: 'full',
        items: this.publisher.of(document),
      })),
    );
    connection.onCodeAction(({ textDocument, range, context }, token) =>
      this.answer(textDocument.uri, token, [], (document, session) => {
        const { version: asked } = document;
        const { client } = session;
        const source = {
          document,
          client,
          assessments: session.assessments(document),
          findings: session.findings(document) ?? [],
        };
        const isGivenUp = (): boolean => token.isCancellationRequested || document.version !== asked;
        return codeActions(source, range, context, isGivenUp);
      }),
    );
  }

  /** Answers about a document; with nothing where it is not open. */
  private async answer<T>(
    uri: string,
    token: CancellationToken,
    nothing: T,
    find: (document: OpenDocument, session: Session) => T | Promise<T>,
  ): Promise<T> {
    const { session } = this;
    // What is typed meanwhile comes first, and what takes the request back.
    await turn();
    if (token.isCancellationRequested) throw new ResponseError(TAKEN_BACK, 'The request was taken back.');
    const document = session.document(uri);
    return document ? find(document, session) : nothing;
  }

  private later(uri: string): void {
    const document = this.session.document(uri);
    if (document) this.publisher.later([document]);
  }

  /** Has an editor ask again for what it shows of documents that nobody edited. */
  private refresh(documents: readonly OpenDocument[]): void {
    const { client } = this.session;
    const { connection } = this;
    this.publisher.later(documents);
    if (client.refreshesLenses) connection.sendRequest('workspace/codeLens/refresh').catch(this.logBug);
    if (client.refreshesHints) connection.languages.inlayHint.refresh().catch(this.logBug);
    if (client.pullsDiagnostics && client.refreshesDiagnostics)
      Promise.resolve(connection.languages.diagnostics.refresh()).catch(this.logBug);
  }

  /** Names the settings that are not used: their values may be secrets. */
  private warnOf(given: unknown): void {
    const { refused } = readSettings(given);
    if (refused.length > 0)
      this.connection.console.warn(`Unknown settings, or settings with a wrong value: ${refused.join(', ')}`);
  }

  /** A bug, with where it is: no text of a file is in a stack. */
  private readonly logBug = (error: unknown): void => {
    if (this.isShutDown) return;
    this.connection.console.error(error instanceof Error ? (error.stack ?? error.message) : 'unknown error');
  };

  dispose(): void {
    this.publisher.dispose();
    this.started?.dispose();
  }
}
