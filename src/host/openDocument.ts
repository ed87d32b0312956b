import type { Disposable, TextDocument, TextDocumentContentChangeEvent } from 'vscode';
import { NOTHING, type FileScan } from '../core/modal/scan';
import { SourceFile } from '../core/modal/sourceFile';
import { cellText } from '../core/python/cellText';
import { UNSET, type Environment } from '../core/python/environment';
import { NO_MODULES } from '../core/python/evaluate';
import type { Cell, PythonModule } from '../core/python/module';
import type { PythonParser, TextEdit } from '../core/python/parser';
import { replacement } from '../core/python/replacement';
import type { Steps } from '../core/python/resumable';
import type { ImportedModules } from './importedModules';
import { pointOf } from './points';
import { IN_VIEW_MS, Slices } from './slices';

/** What was found, and of which state of things. */
interface Scanned {
  readonly version: number;
  readonly cell: Cell | null;
  readonly result: FileScan;
}

/** An open document, kept up to date edit by edit, with what it declares. */
export class OpenDocument implements Disposable {
  private readonly source: SourceFile;
  /** Its own: while a long scan of one document pauses, others are parsed. */
  private readonly parser: PythonParser;
  /** Content changes since the last scan, in the order they came. */
  private edits: TextEdit[] = [];
  /** Undefined where something that it read besides the text has changed. */
  private scanned: Scanned | undefined;
  /** The paths of modules that it hangs on, there or not. */
  private readonly asked = new Set<string>();
  private environment: Environment = UNSET;
  private running: Promise<void> | undefined;
  private disposed = false;

  constructor(
    private readonly document: TextDocument,
    /** Its name from the workspace folder. */
    file: string,
    isCell: boolean,
    parser: PythonParser,
  ) {
    this.parser = parser.another();
    this.source = new SourceFile(file, document.getText(), this.parser, isCell ? cellText : undefined);
  }

  /** Edits that wait for a scan. */
  get pending(): number {
    return this.edits.length;
  }

  edit(changes: readonly TextDocumentContentChangeEvent[]): void {
    this.edits.push(...changes.map(textEdit));
  }

  /** These modules have changed. @returns whether what it declares hangs on one of them, and is to be found anew */
  modulesChanged(paths: ReadonlySet<string>): boolean {
    const isAffected = [...paths].some((path) => this.asked.has(path));
    if (isAffected) this.invalidate();
    return isAffected;
  }

  /** Something that it read besides the text has changed. */
  invalidate(): void {
    this.scanned = undefined;
    this.asked.clear();
    this.source.invalidate();
  }

  /** What it declares as it stands now; where that takes long, a promise, after which to ask again: it may have gone on. */
  scan(
    modules: ImportedModules | undefined,
    cell: Cell | null,
    environment: Environment,
  ): FileScan | Promise<void> {
    if (this.running) return this.running;
    if (environment !== this.environment) this.invalidate();
    this.environment = environment;
    const { version } = this.document;
    const { scanned } = this;
    if (scanned?.version === version && scanned.cell === cell) return scanned.result;
    this.source.update(this.document.getText(), this.edits);
    this.edits = [];
    const slices = new Slices(IN_VIEW_MS);
    const finder = { ...(modules?.finder(this.asked) ?? NO_MODULES), environment };
    const steps = this.source.scanInSteps(finder, cell, slices.isOver);
    const keep = (result: FileScan): FileScan => {
      this.scanned = { version, cell, result };
      return result;
    };
    const step = steps.next();
    if (step.done) return keep(step.value);
    this.running = this.goOn(steps, slices, modules, keep).finally(() => {
      this.running = undefined;
      if (this.disposed) this.free();
    });
    return this.running;
  }

  /** Takes a long scan to its end, in turn with others; gives it up when its modules change, or nobody looks any more. */
  private async goOn(
    steps: Steps<FileScan>,
    slices: Slices,
    modules: ImportedModules | undefined,
    keep: (result: FileScan) => void,
  ): Promise<void> {
    const generation = modules?.generation;
    await slices.turn();
    while (!this.disposed && modules?.generation === generation) {
      const step = steps.next();
      if (step.done) {
        keep(step.value);
        return;
      }
      await slices.turn();
    }
    steps.return(NOTHING);
  }

  /** Its module as it stood at the last scan; undefined where there is nothing to parse, or it has gone on since. */
  module(): PythonModule | undefined {
    return this.source.module();
  }

  dispose(): void {
    this.disposed = true;
    if (!this.running) this.free();
  }

  private free(): void {
    this.source.dispose();
    this.parser.dispose();
  }
}

/** VS Code gives the changes of one event so that each can be applied in turn: the places are those of the text before it. */
function textEdit({ range, rangeOffset, rangeLength, text }: TextDocumentContentChangeEvent): TextEdit {
  const places = { start: pointOf(range.start), end: pointOf(range.end) };
  return replacement(places, rangeOffset, rangeLength, text);
}
