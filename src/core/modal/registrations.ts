/**
 * Finds what registers a function, class or server with an app: decorators, and calls such as `app.function(…)(f)`.
 * Candidates are found in the text and checked in the tree.
 */
import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import type { Stretch } from '../python/folding';
import type { PythonModule } from '../python/module';
import { decorators, field, last, MAX_DECORATORS, parts, pathAt, type Path } from '../python/syntax';
import { contextsOf, scopeOf } from './contexts';
import type { Declaration } from './declaration';
import { importedHelperCalls } from './importedHelpers';
import { placeOf, readRegistration } from './readDeclaration';
import { NAMES_METHOD, registrarsOf, type Registrar } from './registrar';
import { inSourceOrder, Leads, type Places, type Search } from './search';

/** A decorator, a method of an app, the call of what a call gives. */
const CANDIDATE = new RegExp(`^[^\\S\\n]*@|${NAMES_METHOD.source}|\\)\\s*\\(`, 'gm');

/** Whether a text may register something, by whatever name. */
export function mayRegister(text: string): boolean {
  return text.search(CANDIDATE) >= 0;
}

/** What in a stretch of the text may register something. */
export function* registrationsIn(search: Search, stretch: Stretch, leads: Leads): Places {
  const { module, evaluator } = search;
  const { from, to } = stretch;
  const calls = new Calls(search, stretch, leads);
  for (const path of importedHelperCalls(search, stretch)) calls.follow(path);
  let upTo = from;
  for (const match of module.text.slice(from, to).matchAll(CANDIDATE)) {
    const at = from + match.index + match[0].length - 1;
    if (at < upTo) continue;
    const path = pathAt(module.root, at);
    if (evaluator.work.look(path.length) !== undefined) break;
    if (last(path).type === 'decorator') {
      yield { kind: 'decorator', path };
      upTo = Math.max(tooManyDecorators(path, at), methodEnd(module.text, at));
      continue;
    }
    if (!match[0].endsWith('@')) calls.follow(path);
    yield undefined;
  }
  for (const path of calls.found()) yield { kind: 'registration', path };
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

/** The names that what registers goes on under. */
export function registrationLeads(known?: Iterable<string>): Leads {
  return new Leads(MAX_NAMES, known);
}

const MAX_NAMES = 64;

/** Calls that may register: those in the text, and those of names and helpers that hold what registers. */
class Calls {
  private readonly calls = new Map<number, Path>();

  constructor(
    private readonly search: Search,
    private readonly stretch: Stretch,
    private readonly leads: Leads,
  ) {}

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

  /** All the calls that may register. */
  found(): readonly Path[] {
    const { module, evaluator } = this.search;
    const { from, to } = this.stretch;
    for (const name of this.leads.names) {
      for (const offset of module.occurrences(name)) {
        if (offset < from || offset >= to) continue;
        const path = pathAt(module.root, offset);
        if (evaluator.work.look(path.length) !== undefined) return [];
        if (last(path).type === 'identifier' && path.at(-2)?.type !== 'assignment') this.follow(path);
      }
    }
    return [...this.calls.values()].sort(inSourceOrder);
  }

  private followNames(path: Path): void {
    const at = outOfCollections(path);
    const [above, node] = [path[at - 1], path[at]!];
    const add = (name: string | undefined): void => this.leads.add(name ?? '', last(path).startIndex);
    if (above?.type === 'assignment') {
      const left = field(above, 'left');
      const holder = left?.type === 'subscript' ? field(left, 'value') : left;
      if (holder?.type === 'identifier' && left!.id !== node.id) add(holder.text);
    } else if (above?.type === 'named_expression') add(field(above, 'name')?.text);
    else if (above?.type === 'return_statement') {
      const owner = path.findLast(({ type }) => type === 'function_definition');
      add((owner && field(owner, 'name')?.text) ?? '');
    }
  }
}

/** From an expression out of the dicts, lists and calls that hold it: where what is left stands in the path. */
function outOfCollections(path: Path): number {
  let at = path.length - 1;
  for (; at > 0; at--) {
    const [around, node] = [path[at - 1]!, path[at]!];
    const isValue = field(around, 'value')?.id === node.id;
    const isHeld =
      around.type === 'pair' || around.type === 'keyword_argument' ? isValue : HOLDS.test(around.type);
    if (!isHeld) break;
  }
  return at;
}

const HOLDS = /^(dictionary|dictionary_comprehension|list|tuple|expression_list|argument_list|call)$/;
const EXPRESSION = /^(call|attribute|subscript|parenthesized_expression|identifier)$/;

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
      ((around.type === 'subscript' || around.type === 'attribute') && isRoot(around, node)) ||
      (around.type === 'call' &&
        (field(around, 'function')?.id === node.id || node.type === 'argument_list')) ||
      (around.type === 'argument_list' &&
        isPartial(path[end - 2], module) &&
        parts(around)[0]?.id === node.id);
    if (!isPart) break;
  }
  return end > 0 ? path.slice(0, end + 1) : undefined;
}

/** Whether a name is what an attribute or an element is taken of. */
function isRoot(around: Node, node: Node): boolean {
  return field(around, around.type === 'subscript' ? 'value' : 'object')?.id === node.id;
}

function isPartial(call: Node | undefined, module: PythonModule): boolean {
  const callee = call && field(call, 'function');
  return callee != null && module.realName(callee) === 'functools.partial';
}

/** What a call registers, once for each time that the code runs as far as that is known. */
export function registeredBy(path: Path, search: Search): readonly Declaration[] {
  const { evaluator } = search;
  const node = last(path);
  const scope = scopeOf(path);
  const registered = (inside: Evaluator): readonly Registrar[] =>
    registrarsOf({ node, path: scope, evaluator: inside }).filter(({ stage }) => stage === 'registered');
  const declarations = contextsOf(path, evaluator).flatMap((context) => {
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
