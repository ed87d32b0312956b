import { Edit, type Tree } from 'web-tree-sitter';
import { errorRegions } from '../python/errorRegions';
import { NO_MODULES, type ModuleFinder } from '../python/evaluate';
import { hunksOf } from '../python/hunks';
import { PythonModule, type Cell } from '../python/module';
import type { PythonParser, TextEdit } from '../python/parser';
import { ReadLog } from '../python/readLog';
import { atOnce, neverPause, type Pause, type Steps } from '../python/resumable';
import { WordPlaces } from '../python/wordPlaces';
import { Work } from '../python/work';
import { keepLastGood } from './lastGood';
import { mayDeclare, mayDeclareInCell } from './mayDeclare';
import { editedSince, scanAll, scanEdited, type KeptScan } from './rescan';
import { NOTHING, type FileScan } from './scan';

/** The most scans that pass without a parse, where parses are given up. */
const MAX_PATIENCE = 32;

/**
 * One file that is being edited: its tree, kept up to date edit by edit, and what it declares.
 * A stretch that does not parse keeps what it last declared, marked stale; a decorator above nothing yet counts as well. Free it with `dispose`.
 */
export class SourceFile {
  private tree: Tree | undefined;
  private edits: TextEdit[] = [];
  private result: FileScan = NOTHING;
  /** The scan that the result is of, as far as the next one can go on from it; undefined: to be scanned. */
  private scanned: KeptScan | undefined;
  /** Of the text that was read last, as the tree is; undefined: to be looked for. */
  private words: WordPlaces | undefined;
  /** After parses that were given up: how many scans to let pass before the next, and after one more. */
  private wait = 0;
  private patience = 1;
  private cell: Cell | null = null;
  private text: string;
  /** Whether the text is as it was written. */
  private isAsWritten: boolean;

  constructor(
    readonly file: string,
    text: string,
    private readonly parser: PythonParser,
    /** The Python in a text as it is written, with every character in its place. */
    private readonly pythonOf: (text: string) => string = (own) => own,
  ) {
    this.text = pythonOf(text);
    this.isAsWritten = this.text === text;
  }

  /** Takes over a new text and how it came about; without edits it is parsed afresh. */
  update(written: string, given: readonly TextEdit[]): void {
    const text = this.pythonOf(written);
    const isAsWritten = text === written;
    // What is no Python may come and go far from an edit.
    const edits = isAsWritten && this.isAsWritten ? given : [];
    this.isAsWritten = isAsWritten;
    if (text === this.text) return;
    this.text = text;
    if (edits.length === 0) {
      this.dropTree();
      this.wait = 0;
    }
    for (const edit of edits) this.tree?.edit(treeEdit(edit));
    this.edits.push(...edits);
  }

  /** Something that the last scan read besides the text has changed. */
  invalidate(): void {
    this.scanned = undefined;
  }

  /**
   * What the file declares now.
   * A text that the parser gives up keeps what was declared before, and is tried again less and less often.
   * @param cell where it stands in a notebook: another object where a cell before it has changed
   */
  scan(modules: ModuleFinder = NO_MODULES, cell: Cell | null = null): FileScan {
    return atOnce(this.scanInSteps(modules, cell, neverPause));
  }

  /**
   * The same bit by bit: it stops where `pause` says so, and goes on when it is asked for more. Until it is done or given up
   * (`return`), nothing else may be asked of this file, nothing parsed with its parser, and its modules must stay as they are.
   */
  *scanInSteps(modules: ModuleFinder, cell: Cell | null, pause: Pause): Steps<FileScan> {
    if (cell !== this.cell) this.invalidate();
    this.cell = cell;
    if (this.edits.length === 0 && this.tree && this.scanned) return this.result;
    if (!(cell ? mayDeclareInCell(this.text) : mayDeclare(this.text))) {
      this.edits = [];
      this.dropTree();
      return (this.result = NOTHING);
    }
    if (this.wait > 0) {
      this.wait--;
      return this.result;
    }
    // What was read besides the text has changed, and the tree has not.
    const isParsed = this.tree !== undefined && this.edits.length === 0;
    const parsed = isParsed
      ? { tree: this.tree! }
      : yield* this.parser.parseInSteps(this.text, pause, this.tree);
    if (!('tree' in parsed)) {
      this.wait = this.patience;
      this.patience = Math.min(2 * this.patience, MAX_PATIENCE);
      return this.result;
    }
    this.patience = 1;
    return (this.result = yield* this.read(parsed.tree, modules, cell, pause));
  }

  /** What the file declares by its new tree; what an edit cannot have changed is not read again. */
  private *read(tree: Tree, modules: ModuleFinder, cell: Cell | null, pause: Pause): Steps<FileScan> {
    const { edits, tree: before, scanned } = this;
    const log = new ReadLog();
    if (edits.length > 0) this.words?.follow(this.text, hunksOf(edits));
    const words = (this.words ??= new WordPlaces(this.text));
    const module = new PythonModule(this.file, this.text, tree.rootNode, cell, log, words);
    const edited =
      scanned && before && before !== tree ? editedSince(scanned, before, tree, edits, module) : undefined;
    if (tree !== before) before?.delete();
    this.tree = tree;
    this.edits = [];
    // Until it has been read; it may be given up on the way.
    this.scanned = undefined;
    const again = edited && (yield* scanEdited(scanned!, edited, module, modules, pause, new Work(log)));
    const work = new Work(log);
    const kept = again ?? (yield* scanAll(module, modules, pause, work));
    // What a scan says that was cut short hangs on all of the text: the next one starts from scratch.
    this.scanned = work.isSpent ? undefined : kept;
    return keepLastGood(this.result, kept.scan, edits, errorRegions(module.root));
  }

  /** The module as it stands, valid until the next update; undefined before a scan, or where there is nothing to parse. */
  module(): PythonModule | undefined {
    return this.tree && this.edits.length === 0
      ? new PythonModule(this.file, this.text, this.tree.rootNode, this.cell)
      : undefined;
  }

  dispose(): void {
    this.dropTree();
  }

  private dropTree(): void {
    this.tree?.delete();
    this.tree = undefined;
    this.words = undefined;
    this.scanned = undefined;
  }
}

function treeEdit(edit: TextEdit): Edit {
  const point = ({ line, column }: TextEdit['start']): { row: number; column: number } => ({
    row: line,
    column,
  });
  return new Edit({
    startIndex: edit.startIndex,
    oldEndIndex: edit.oldEndIndex,
    newEndIndex: edit.newEndIndex,
    startPosition: point(edit.start),
    oldEndPosition: point(edit.oldEnd),
    newEndPosition: point(edit.newEnd),
  });
}
