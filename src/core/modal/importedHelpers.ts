/** Calls of functions of other files that may register what they are given: `register(app, work, gpu="H100")`. */
import type { Stretch } from '../python/folding';
import type { Import, PythonModule } from '../python/module';
import { pathAt, type Path } from '../python/syntax';
import { mayRegisterAs } from './registrar';
import type { Search } from './search';

/** A name and its attributes before a call; a name that hangs on another begins none. */
const CALLEE =
  /(?<![\p{L}\p{N}_.])([\p{L}_][\p{L}\p{N}_]*)((?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*){0,8})(?=\s*\()/gu;

/**
 * What stands before a name that is no name of its own, defined there, or a decorator; these are read as such. A dot of `...`
 * or of a number on the line before is none.
 */
const BEFORE = /(@[ \t]*|(?<![.\d])\.\s*|\bdef\s+|\bclass\s+)$/;

/**
 * The paths to the callees' names, of the calls that begin in a stretch of the text. These hang on the text, the imports and
 * other modules, and on nothing else.
 */
export function importedHelperCalls(search: Search, { from, to }: Stretch): readonly Path[] {
  const { module, evaluator } = search;
  const { imports, text } = module;
  const paths: Path[] = [];
  for (const { 0: callee, 1: name, 2: rest, index } of text.slice(from, to).matchAll(CALLEE)) {
    const found = imports.get(name!);
    const at = from + index;
    if (!found || BEFORE.test(text.slice(Math.max(0, at - 20), at))) continue;
    const attributes = rest!.split('.').map((each) => each.trim());
    if (!isHelper(found, attributes.slice(1), search)) continue;
    const path = pathAt(module.root, at + callee.length - 1);
    if (evaluator.work.look(path.length) !== undefined) break;
    paths.push(path);
  }
  return paths;
}

/** Whether an import brings a function that may register, or a module that has it below some attributes: `pkg.helpers.register`. */
function isHelper(found: Import, attributes: readonly string[], { evaluator }: Search): boolean {
  const name = attributes.at(-1) ?? found.name;
  const below = [found.module, found.name, ...attributes.slice(0, -1)].filter(Boolean).join('.');
  const source: PythonModule | string =
    attributes.length > 0 ? evaluator.findModule(below, found.level) : evaluator.importedModule(found);
  return (
    name !== null &&
    typeof source !== 'string' &&
    mayRegisterAs(name, source) &&
    evaluator
      .forModule(source)
      .definitionsAtEnd(name)
      .some(({ kind }) => kind === 'function' || kind === 'import')
  );
}
