import { MarkupKind, type ClientCapabilities, type InitializeParams } from 'vscode-languageserver/node';

/** What an editor can do, as far as it decides what it is told. */
export class Client {
  private readonly capabilities: ClientCapabilities;

  constructor({ capabilities }: InitializeParams) {
    this.capabilities = capabilities;
  }

  get hasLenses(): boolean {
    return this.capabilities.textDocument?.codeLens !== undefined;
  }

  get refreshesLenses(): boolean {
    return this.capabilities.workspace?.codeLens?.refreshSupport === true;
  }

  get refreshesHints(): boolean {
    return this.capabilities.workspace?.inlayHint?.refreshSupport === true;
  }

  get refreshesDiagnostics(): boolean {
    return this.capabilities.workspace?.diagnostics?.refreshSupport === true;
  }

  /** Whether it asks for diagnostics; otherwise they are sent to it. */
  get pullsDiagnostics(): boolean {
    return this.capabilities.textDocument?.diagnostic !== undefined;
  }

  get showsRelatedPlaces(): boolean {
    return this.capabilities.textDocument?.publishDiagnostics?.relatedInformation === true;
  }

  /** Whether it tells of files that change on disk when it is asked to. */
  get watchesFiles(): boolean {
    return this.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  }

  /** Whether it tells of folders that come and go. */
  get tellsFolders(): boolean {
    return this.capabilities.workspace?.workspaceFolders === true;
  }

  /** Whether edits can say which version of a document they are of. */
  get takesVersions(): boolean {
    return this.capabilities.workspace?.workspaceEdit?.documentChanges === true;
  }

  /** Whether edits can ask to be confirmed. */
  get confirmsEdits(): boolean {
    const support = this.capabilities.workspace?.workspaceEdit?.changeAnnotationSupport;
    return this.takesVersions && support !== undefined;
  }

  get takesLiteralActions(): boolean {
    return this.capabilities.textDocument?.codeAction?.codeActionLiteralSupport !== undefined;
  }

  get hoverFormat(): MarkupKind {
    const formats = this.capabilities.textDocument?.hover?.contentFormat ?? [];
    return formats.includes(MarkupKind.Markdown) ? MarkupKind.Markdown : MarkupKind.PlainText;
  }

  /** Whether it shows more of a completion than its label, beside it. */
  get showsLabelDetails(): boolean {
    return this.capabilities.textDocument?.completion?.completionItem?.labelDetailsSupport === true;
  }

  get takesSnippets(): boolean {
    return this.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  }
}
