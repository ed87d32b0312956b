import type { Position } from 'vscode-languageserver/node';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { mayDeclare } from '../../core/modal/mayDeclare';
import { NOTHING, type FileScan } from '../../core/modal/scan';
import { SourceFile } from '../../core/modal/sourceFile';
import { UNSET, type Environment } from '../../core/python/environment';
import type { ModuleFinder } from '../../core/python/evaluate';
import type { PythonModule } from '../../core/python/module';
import type { PythonParser, TextEdit } from '../../core/python/parser';
import { replacement } from '../../core/python/replacement';
import type { Folder } from './folder';
import { pointOf } from './places';

/** Edits that may wait for a scan: after more of them the text is parsed afresh. */
const MAX_PENDING_EDITS = 1_000;

/** A document as an editor opens it. */
export interface OpenedText {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

/** A document that the editor has open: its text, edit by edit, and what it declares. */
export class OpenDocument {
  private source: SourceFile | undefined;
  private readonly parser: PythonParser;
  /** Since the last scan, in the order they came; undefined where the text is to be parsed afresh. */
  private edits: TextEdit[] | undefined = [];
  private scanned: { readonly version: number; readonly result: FileScan } | undefined;
  private environment: Environment = UNSET;
  /** The paths of modules that it hangs on, there or not. */
  private readonly asked = new Set<string>();

  constructor(
    private readonly text: TextDocument,
    /** Undefined for a document that is in none. */
    readonly folder: Folder | undefined,
    /** Its name from the folder. */
    readonly file: string,
    parser: PythonParser,
  ) {
    this.parser = parser.another();
  }

  get uri(): string {
    return this.text.uri;
  }

  get version(): number {
    return this.text.version;
  }

  get isPython(): boolean {
    return this.text.languageId === 'python';
  }

  /** As the editor would open it. */
  get content(): OpenedText {
    const { uri, languageId, version } = this.text;
    return { uri, languageId, version, text: this.getText() };
  }

  getText(): string {
    return this.text.getText();
  }

  /** The protocol gives the changes one after the other: the places of each are those of the text after the one before. */
  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      this.note(change);
      TextDocument.update(this.text, [change], version);
    }
    // Without a change too.
    TextDocument.update(this.text, [], version);
  }

  private note(change: TextDocumentContentChangeEvent): void {
    if (!('range' in change) || !this.edits || this.edits.length >= MAX_PENDING_EDITS) {
      this.edits = undefined;
      return;
    }
    // Of a place behind the end of a line, or of the text, the end counts.
    const offsets = [change.range.start, change.range.end].map((each) => this.text.offsetAt(each));
    const [start, end] = [Math.min(...offsets), Math.max(...offsets)];
    const places = { start: pointOf(this.text.positionAt(start)), end: pointOf(this.text.positionAt(end)) };
    this.edits.push(replacement(places, start, end - start, change.text));
  }

  positionAt(offset: number): Position {
    return this.text.positionAt(offset);
  }

  /** The text of a line, without its break; empty behind the last one. */
  lineAt(line: number): string {
    const range = { start: { line, character: 0 }, end: this.endOfLine(line) };
    return this.text.getText(range).replace(/[\r\n]+$/, '');
  }

  endOfLine(line: number): Position {
    // The library takes what is behind the end of a line for the end.
    return this.text.positionAt(this.text.offsetAt({ line, character: Number.MAX_SAFE_INTEGER }));
  }

  /** What it declares as it stands now. A text that cannot declare anything is not parsed. */
  scan(): FileScan {
    if (!this.isPython) return NOTHING;
    const environment = this.folder?.environment ?? UNSET;
    if (environment !== this.environment) this.invalidate();
    this.environment = environment;
    const { version } = this.text;
    if (this.scanned?.version === version) return this.scanned.result;
    const text = this.getText();
    if (!this.source && !mayDeclare(text)) return NOTHING;
    this.source ??= new SourceFile(this.file, text, this.parser);
    this.source.update(text, this.edits ?? []);
    this.edits = [];
    const result = this.source.scan(this.modules());
    this.folder?.imports.trim();
    this.scanned = { version, result };
    return result;
  }

  /** Its module as it stands now, with what finds the modules that it imports; undefined where it declares nothing. */
  module(): { readonly module: PythonModule; readonly modules: ModuleFinder } | undefined {
    this.scan();
    const module = this.source?.module();
    return module && { module, modules: this.modules() };
  }

  private modules(): ModuleFinder {
    const { environment } = this;
    return {
      environment,
      find: (from, name, level) => this.folder?.imports.find(from.file, name, level, this.asked) ?? 'absent',
    };
  }

  /** Whether what it declares hangs on a file, there or not. */
  hangsOn(path: string): boolean {
    return this.asked.has(path);
  }

  /** Something that it read besides the text has changed. */
  invalidate(): void {
    this.scanned = undefined;
    this.asked.clear();
    this.source?.invalidate();
  }

  dispose(): void {
    this.source?.dispose();
    this.parser.dispose();
  }
}
