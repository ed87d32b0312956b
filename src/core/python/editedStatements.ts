/** What statements of a text an edit has touched, by the trees before and after it. */
import type { Node, Tree } from 'web-tree-sitter';
import { lineEnd, lineStart } from '../text/lineEnds';
import { covering, hunksOf, type Hunk, type Hunks } from './hunks';
import type { TextEdit } from './parser';
import { childAt, field } from './syntax';

/** More edits at once, or more stretches that read otherwise because of them, are no matter of a few statements. */
const MAX_HUNKS = 64;

/**
 * Where a text and its tree differ from what they were; undefined where that is not known, or is nearly everywhere.
 * @param before the tree as it was, told of the edits
 */
export function differences(before: Tree, after: Tree, edits: readonly TextEdit[]): Hunks | undefined {
  // Compared, two trees that are one error cost more than all the rest.
  if (before.rootNode.isError || after.rootNode.isError || edits.length > MAX_HUNKS) return undefined;
  const changed = before.getChangedRanges(after);
  if (changed.length > MAX_HUNKS) return undefined;
  return changed.reduce(
    (hunks, { startIndex, endIndex }) => covering(hunks, startIndex, endIndex),
    hunksOf(edits),
  );
}

/** The statements, or decorators, that differences lie in. */
export interface Edited {
  /** Of the module: with all that they hold. */
  readonly statements: Hunks;
  /** Those of the innermost body of a function or class that holds a difference, or of the module. */
  readonly units: Hunks;
}

/** Something as it was and as it is; a node that was has its place as it is. */
interface Both<T> {
  readonly before: T;
  readonly after: T;
}

/** The whole statements, on whole lines, that differences lie in, by what modules and texts were and are. */
export function editedStatements(hunks: Hunks, modules: Both<Node>, texts: Both<string>): Edited {
  return {
    statements: hunks.reduce((all, hunk) => whole(all, hunk, modules, texts), hunks),
    units: hunks.reduce((all, hunk) => {
      const inner = innermost(hunk, modules, texts.after);
      const isInside = holds(inner, lineEnd(texts.after, hunk.to));
      return whole(all, hunk, inner, texts, isInside ? inner : modules);
    }, hunks),
  };
}

/** Whether blocks, as they were and as they are, go on up to a place. */
function holds({ before, after }: Both<Node>, place: number): boolean {
  return place <= before.endIndex && place <= after.endIndex;
}

/** Grows a hunk until it begins between statements of one block and ends between those of another, and between lines. */
function whole(
  hunks: Hunks,
  hunk: Hunk,
  blocks: Both<Node>,
  texts: Both<string>,
  endBlocks: Both<Node> = blocks,
): Hunks {
  const text = texts.after;
  let { from, to } = hunk;
  for (let size = -1; size < to - from;) {
    size = to - from;
    from = lineStart(text, from);
    to = lineEnd(text, to);
    for (const block of [blocks.before, blocks.after])
      from = Math.min(from, childAt(block, from)?.startIndex ?? from);
    for (const block of [endBlocks.before, endBlocks.after]) {
      const last = childAt(block, to);
      if (last && last.startIndex < to) to = Math.max(to, last.endIndex);
    }
    const was = covering(hunks, from, to).find((each) => each.to >= from)!.before.from;
    if (from > 0 && (isContinued(text, from) || isContinued(texts.before, was))) from--;
  }
  return covering(hunks, from, to);
}

/** Whether what begins at a place may belong to the line above, for whoever goes by the text alone: it begins with no word. */
function isContinued(text: string, from: number): boolean {
  return /^\s*[^\s\w"'#@\u0080-\uffff]/.test(text.slice(from, from + MAX_BLANK));
}

const MAX_BLANK = 200;

/** The innermost body of a function or class that a hunk begins in, together with the line that it is on. */
function innermost(hunk: Hunk, blocks: Both<Node>, text: string): Both<Node> {
  const from = lineStart(text, hunk.from);
  let found = blocks;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const [before, after] = [bodyAt(found.before, from), bodyAt(found.after, from)];
    if (!before || before.startIndex !== after?.startIndex || before.type !== after.type) break;
    // Whether something is decorated at all, and what is, matters elsewhere too.
    if (before.type === 'decorated_definition' && !isDecorator(hunk, before, after)) break;
    const first = lineStart(text, after.startIndex);
    const isAlone = text.slice(first, after.startIndex).trim() === '';
    if (!isAlone || from < first) break;
    found = { before, after };
  }
  return found;
}

/** Whether a hunk lies in one decorator, which was there before and is there still. */
function isDecorator({ from, to }: Hunk, before: Node, after: Node): boolean {
  const isOne = (definition: Node): boolean => {
    const decorator = childAt(definition, from);
    return decorator?.type === 'decorator' && to <= decorator.endIndex;
  };
  return before.namedChildCount === after.namedChildCount && isOne(before) && isOne(after);
}

/** Deeper functions and classes are taken together with what is around them. */
const MAX_DEPTH = 12;

/** The body of the function or class in a block that covers a place; where one of its decorators does, all of these and it. */
function bodyAt(block: Node, place: number): Node | null {
  const statement = childAt(block, place);
  const isDecorated = statement?.type === 'decorated_definition';
  if (isDecorated && childAt(statement, place)?.type === 'decorator') return statement;
  const definition = isDecorated ? field(statement, 'definition') : statement;
  const isOne = definition?.type === 'function_definition' || definition?.type === 'class_definition';
  return isOne ? field(definition, 'body') : null;
}
