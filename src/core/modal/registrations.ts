/**
 * Finds what registers a function, class or server with an app: decorators, and calls such as `app.function(…)(f)`.
 * Candidates are found in the text and checked in the tree.
 */
import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { decorators, field, last, MAX_DECORATORS, parts, pathAt, type Path } from '../python/syntax';
import type { Pause, Steps } from '../python/resumable';
import { contextsOf, scopeOf } from './contexts';
import type { Declaration } from './declaration';
import { importedHelperCalls } from './importedHelpers';
import { placeOf, readDecorator, readRegistration } from './readDeclaration';
import { NAMES_METHOD, registrarsOf, type Registrar } from './registrar';
import type { Search } from './search';

/** A decorator, a method of an app, the call of what a call gives. */
const CANDIDATE = new RegExp(`^[^\\S\\n]*@|${NAMES_METHOD.source}|\\)\\s*\\(`, 'gm');

/** Whether a text may register something, by whatever name. */
export function mayRegister(text: string): boolean {
  return text.search(CANDIDATE) >= 0;
}

/** The registrations that begin in a stretch of the text, those of helpers where they are called. */
export function* findRegistrations(
  search: Search,
  from: number,
  to: number,
  pause: Pause,
): Steps<Declaration[]> {
  const { module, evaluator } = search;
  const calls = new Calls(search);
  for (const path of importedHelperCalls(search, from, to)) calls.follow(path);
  const found: Declaration[] = [];
  let upTo = from;
  for (const match of module.text.slice(from, to).matchAll(CANDIDATE)) {
    const at = from + match.index + match[0].length - 1;
    if (at < upTo) continue;
    if (pause()) yield;
    const path = pathAt(module.root, at);
    if (evaluator.work.look(path.length) !== undefined) break;
    if (last(path).type === 'decorator') {
      const declaration = readDecorator(path, search);
      if (declaration) found.push(declaration);
      upTo = Math.max(tooManyDecorators(path, at), methodEnd(module.text, at));
    } else if (!match[0].endsWith('@')) calls.follow(path);
  }
  return [...found, ...calls.declarations()];
}

/** Past the method in a decorator such as `@app.function(…)`, which has been read with it. */
function methodEnd(text: string, at: number): number {
  METHOD_OF_NAME.lastIndex = at;
  return METHOD_OF_NAME.test(text) ? METHOD_OF_NAME.lastIndex : at;
}

const METHOD_OF_NAME = /@[ \t]*\w+\.\w+(?=\()/y;

/** Where to go on from a decorator: past all of its definition’s, where these are more than are looked at. */
function tooManyDecorators(path: Path, at: number): number {
  const decorated = path.at(-2);
  if (decorated?.type !== 'decorated_definition' || decorated.namedChildCount <= MAX_DECORATORS) return at;
  const shown = decorators(decorated);
  return at >= shown.at(-1)!.startIndex ? (field(decorated, 'definition')?.startIndex ?? at) : at;
}

/** In source order. */
export function byPlace(a: Declaration, b: Declaration): number {
  const [from, to] = [a.range.start, b.range.start];
  return from.line - to.line || from.column - to.column;
}

/** More names than this are not followed. */
const MAX_NAMES = 64;

/** Calls that may register: those in the text, and those of names and helpers that hold what registers. */
class Calls {
  private readonly calls = new Map<number, Path>();
  private readonly names = new Set<string>();

  constructor(private readonly search: Search) {}

  /** Follows an expression outwards: to the call that registers, or to the names that it goes on under. */
  follow(path: Path): void {
    const top = outermost(path, this.search.module);
    if (!top || top.at(-2)?.type === 'decorator') return;
    for (let i = top.length - 1; i >= 0 && EXPRESSION.test(top[i]!.type); i--) {
      const node = top[i]!;
      if (node.type === 'call') this.calls.set(node.id, top.slice(0, i + 1));
    }
    this.followNames(top);
  }

  /** The declarations of all the calls that do register. */
  declarations(): readonly Declaration[] {
    const { module, evaluator } = this.search;
    for (const name of this.names) {
      for (const offset of module.occurrences(name)) {
        const path = pathAt(module.root, offset);
        if (evaluator.work.look(path.length) !== undefined) return [];
        if (last(path).type === 'identifier' && path.at(-2)?.type !== 'assignment') this.follow(path);
      }
    }
    return [...this.calls.values()].flatMap((path) => registeredBy(path, this.search));
  }

  private followNames(path: Path): void {
    const above = path.at(-2);
    if (above?.type === 'assignment') {
      const left = field(above, 'left');
      if (left?.type === 'identifier' && left.id !== last(path).id) this.add(left.text);
    } else if (above?.type === 'named_expression') this.add(field(above, 'name')?.text ?? '');
    else if (above?.type === 'return_statement') {
      const owner = path.findLast(({ type }) => type === 'function_definition');
      this.add((owner && field(owner, 'name')?.text) ?? '');
    }
  }

  private add(name: string): void {
    if (name !== '' && this.names.size < MAX_NAMES) this.names.add(name);
  }
}

const EXPRESSION = /^(call|attribute|parenthesized_expression|identifier)$/;

/** From a name up to the whole expression that it begins: its attributes and calls, and a `partial` around it. */
function outermost(path: Path, module: PythonModule): Path | undefined {
  let end = path.length - 1;
  if (path[end]?.type === 'argument_list') end--;
  for (; end > 0; end--) {
    const [around, node] = [path[end - 1]!, path[end]!];
    const isPart =
      around.type === 'parenthesized_expression' ||
      around.type === 'conditional_expression' ||
      (around.type === 'attribute' && field(around, 'attribute')?.id === node.id) ||
      (around.type === 'call' &&
        (field(around, 'function')?.id === node.id || node.type === 'argument_list')) ||
      (around.type === 'argument_list' &&
        isPartial(path[end - 2], module) &&
        parts(around)[0]?.id === node.id);
    if (!isPart) break;
  }
  return end > 0 ? path.slice(0, end + 1) : undefined;
}

function isPartial(call: Node | undefined, module: PythonModule): boolean {
  const callee = call?.type === 'call' ? field(call, 'function') : null;
  return callee !== null && module.realName(callee) === 'functools.partial';
}

/** What a call registers, once for each time that the code runs as far as that is known. */
function registeredBy(path: Path, search: Search): readonly Declaration[] {
  const { evaluator, modules } = search;
  const node = last(path);
  const scope = scopeOf(path);
  const registered = (inside: Evaluator): readonly Registrar[] =>
    registrarsOf({ node, path: scope, evaluator: inside }, modules).filter(
      ({ stage }) => stage === 'registered',
    );
  const declarations = contextsOf(path, evaluator, modules).flatMap((context) => {
    const found = registered(context.evaluator).filter((each) => !isReadInHelper(each, node, search));
    return found.length > 0 ? [readRegistration(found, path, context, search)] : [];
  });
  return distinct(
    declarations.filter((each) => each !== null),
    path,
  );
}

/** Whether it is registered within a helper of this file, which is read with what it is called with. */
function isReadInHelper({ applied }: Registrar, call: Node, { module }: Search): boolean {
  if (!applied || applied.node.id === call.id || applied.evaluator.module !== module) return false;
  return field(call, 'function')?.type === 'identifier';
}

/** What a helper registers whatever it is called with is registered once: there, and not at each of its calls. */
function distinct(declarations: readonly Declaration[], path: Path): readonly Declaration[] {
  const [first, ...more] = declarations;
  if (!first || more.length === 0) return declarations;
  const places = new Set(declarations.map(({ range }) => JSON.stringify(range)));
  const contents = new Set(declarations.map(contentOf));
  if (places.size < declarations.length || contents.size > 1) return declarations;
  return [{ ...first, ...placeOf(last(path)) }];
}

function contentOf({ name, gpu, params }: Declaration): string {
  const values = Object.entries({ ...params, gpu }).map(([key, { status, value, candidates }]) => [
    key,
    status,
    value,
    candidates,
  ]);
  return JSON.stringify([name, values]);
}
