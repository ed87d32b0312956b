import { Edit, type Node, type Tree } from 'web-tree-sitter';
import type { ModuleFinder } from '../python/evaluate';
import { PythonModule } from '../python/module';
import type { PythonParser, TextEdit } from '../python/parser';
import { keepLastGood } from './lastGood';
import { mayDeclare, scanModule, type FileScan } from './scan';

const NOTHING: FileScan = { declarations: [], callSites: [] };

/**
 * One file that is being edited: its tree, kept up to date edit by edit, and what it declares.
 * A stretch that does not parse keeps what it last declared, marked stale. Free it with `dispose`.
 */
export class SourceFile {
  private tree: Tree | undefined;
  private parsed: PythonModule | undefined;
  private edits: TextEdit[] = [];
  private result: FileScan = NOTHING;

  constructor(
    readonly file: string,
    private text: string,
    private readonly parser: PythonParser,
  ) {}

  /** Takes over a new text and how it came about; without edits it is parsed afresh. */
  update(text: string, edits: readonly TextEdit[]): void {
    if (text === this.text) return;
    this.text = text;
    this.parsed = undefined;
    if (edits.length === 0) this.dropTree();
    for (const edit of edits) this.tree?.edit(treeEdit(edit));
    this.edits.push(...edits);
  }

  /** The module as it stands now; undefined where the text does not name Modal or the parse was given up. */
  module(): PythonModule | undefined {
    if (this.parsed) return this.parsed;
    const tree = this.parser.parse(this.text, this.tree);
    this.tree?.delete();
    this.tree = tree ?? undefined;
    this.parsed = tree ? new PythonModule(this.file, this.text, tree.rootNode) : undefined;
    return this.parsed;
  }

  /** What the file declares now. */
  scan(modules?: ModuleFinder): FileScan {
    if (!mayDeclare(this.text)) {
      this.dropTree();
      this.edits = [];
      return (this.result = NOTHING);
    }
    const module = this.module();
    if (!module) return this.result;
    const fresh = scanModule(module, modules);
    this.result = keepLastGood(this.result, fresh, this.edits, errorRegions(module.root));
    this.edits = [];
    return this.result;
  }

  dispose(): void {
    this.dropTree();
  }

  private dropTree(): void {
    this.tree?.delete();
    this.tree = undefined;
    this.parsed = undefined;
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

/** The lines (from 1, inclusive) that the parser could not make sense of. */
function errorRegions(root: Node): readonly (readonly [number, number])[] {
  const regions: [number, number][] = [];
  // A stack of its own: a hostile file may nest deeper than calls can.
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (!node.hasError) continue;
    if (node.isError || node.isMissing) regions.push([node.startPosition.row + 1, node.endPosition.row + 1]);
    else open.push(...node.children);
  }
  return regions;
}
