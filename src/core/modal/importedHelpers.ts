/** Calls of functions of other files that may register what they are given: `register(app, work, gpu="H100")`. */
import type { Import, PythonModule } from '../python/module';
import { field, pathAt, type Path } from '../python/syntax';
import { mayRegisterAs } from './registrar';
import type { Search } from './search';

/** More calls by way of one name are not looked at. */
const MAX_CALLS = 64;
const MAX_ATTRIBUTES = 200;

/** The paths to the callees' names, of the calls that begin in a stretch of the text; decorators are read as such. */
export function importedHelperCalls(search: Search, from: number, to: number): readonly Path[] {
  const { module, evaluator } = search;
  return [...module.imports].flatMap(([name, found]) => {
    if (found.name === '*') return [];
    const source = evaluator.importedModule(found);
    const isFunction =
      found.name !== null && typeof source !== 'string' && isHelper(search, source, found.name);
    const isModule =
      !isFunction && (typeof source !== 'string' || found.level > 0) && isModuleName(found, search);
    return isFunction || isModule ? calledBy(name, isModule, search, from, to) : [];
  });
}

/** `import helpers`, `from pkg import helpers`. */
function isModuleName({ module, name, level }: Import, { evaluator }: Search): boolean {
  return typeof evaluator.findModule([module, name].filter(Boolean).join('.'), level) !== 'string';
}

function calledBy(
  name: string,
  isModule: boolean,
  search: Search,
  from: number,
  to: number,
): readonly Path[] {
  const { module } = search;
  return module
    .occurrences(name)
    .filter((at) => from <= at && at < to && !BEFORE.test(module.text.slice(Math.max(0, at - 20), at)))
    .slice(0, MAX_CALLS)
    .flatMap((at) => {
      const end = at + name.length;
      const [attributes] = ATTRIBUTES.exec(module.text.slice(end, end + MAX_ATTRIBUTES)) ?? [];
      if (attributes === undefined || (attributes !== '') !== isModule) return [];
      const path = pathAt(module.root, end + attributes.length - 1);
      return !isModule || isOfModule(path, search) ? [path] : [];
    });
}

/** What stands before a name that is no name of its own, defined there, or a decorator. */
const BEFORE = /(@[ \t]*|\.\s*|\bdef\s+|\bclass\s+)$/;
/** The attributes between a name and its call. */
const ATTRIBUTES = /^(?:\s*\.\s*\w+)*(?=\s*\()/;

/** `pkg.helpers.register` of a module of the workspace. */
function isOfModule(path: Path, search: Search): boolean {
  const attribute = path.at(-2);
  const object = attribute?.type === 'attribute' ? field(attribute, 'object') : null;
  const module = object && search.evaluator.moduleOf(object, path.slice(0, -2));
  return module != null && typeof module !== 'string' && isHelper(search, module, path.at(-1)!.text);
}

function isHelper({ evaluator }: Search, source: PythonModule, name: string): boolean {
  return (
    mayRegisterAs(name, source) &&
    evaluator
      .forModule(source)
      .definitionsAtEnd(name)
      .some(({ kind }) => kind === 'function' || kind === 'import')
  );
}
