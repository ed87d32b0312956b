/** Other names through which what a name holds may be changed: `M = L`, `inner = d["x"]`, a parameter that it is passed to. */
import type { Node } from 'web-tree-sitter';
import { changeAt } from './change';
import { CHANGING_METHODS } from './changePlaces';
import type { Definition } from './definition';
import type { Folding, Link, Stretch } from './folding';
import { boundNames } from './bindingTargets';
import { parametersFor, type Parameter } from './handedTo';
import type { PythonModule } from './module';
import { callArguments, dottedName, field, parts, pathAt, type Path } from './syntax';
import { bindings } from './throughChanges';

/** More uses of a name than these are not looked at. */
const MAX_USES = 200;

/**
 * The names that come to hold what a name holds within a stretch of the text.
 * @param isShallow whether copies do not matter, since nothing in them can be changed in its turn: `**LIMITS` is passed over
 */
export function linksOf(
  folding: Folding,
  name: string,
  { from, to }: Stretch,
  isShallow = false,
): readonly Link[] {
  const key = `${name} ${from} ${to}${isShallow ? ' shallow' : ''}`;
  const { module, work } = folding;
  const known = folding.links.get(key);
  if (known) {
    module.log?.add(known.trail);
    return known.links;
  }
  const trail = module.log?.begin() ?? [];
  const found: Link[] = [];
  // Names may lead back to themselves.
  folding.links.set(key, { links: found, trail });
  let uses = 0;
  for (const offset of module.occurrencesIn(name, { from, to })) {
    if (!mayBeHanded(module.text, offset, name.length)) continue;
    if (isShallow && isSpread(module.text, offset)) continue;
    if (++uses > MAX_USES || work.look() !== undefined) break;
    const path = pathAt(module.root, offset);
    if (path.at(-1)?.type === 'identifier' && !changeAt(path)) found.push(...linksAt(folding, path, offset));
  }
  module.log?.end();
  return found;
}

/** Whether a name may be handed on where it stands, by the text around it: not as an attribute's name, nor as what is called or set. */
function mayBeHanded(text: string, offset: number, length: number): boolean {
  const before = text.slice(Math.max(0, offset - 8), offset).trimEnd();
  if (/[.@'"]$/.test(before) || /\b(import|from|def|class|del|global|nonlocal)$/.test(before)) return false;
  return !/^\s*(=(?!=)|\()/.test(text.slice(offset + length, offset + length + 8));
}

/** Whether a name stands behind `**`, so that only its parts go anywhere. */
function isSpread(text: string, offset: number): boolean {
  return text.startsWith('**', offset - 2);
}

/** The names that come to hold what an expression gives where it stands: all of `a = b = …`. */
export function holdersOf(folding: Folding, { id, startIndex }: Node): readonly Link[] {
  const path = pathAt(folding.module.root, startIndex);
  const at = path.findIndex((node) => node.id === id);
  return at < 0 ? [] : linksAt(folding, path.slice(0, at + 1), startIndex);
}

const ELEMENTS = new Set(['values', 'items', 'get', 'pop', 'popitem', 'setdefault', '__getitem__']);
const COPIES =
  /^(dict|list|tuple|set|sorted|reversed|enumerate|zip|map|filter|iter|next|max|min|frozenset|copy\.copy|(collections\.)?(OrderedDict|ChainMap|defaultdict|deque)|(collections\.)?Counter)$/;
const READS =
  /^(len|print|str|repr|int|float|bool|sum|any|all|isinstance|type|id|hash|format|(copy\.)?deepcopy|json\.dumps?|(dataclasses\.)?(asdict|replace)|pprint(\.pprint)?|hasattr)$/;

/** What the code around a use makes of it, from the inside out. */
function linksAt(folding: Folding, path: Path, offset: number, depth = 0): Link[] {
  const found: Link[] = [];
  let isCopy = false;
  // How far out of what it stands in, or into what it holds, the code around has come.
  let level = 0;
  const link = (name: string, at: number): void => {
    found.push({
      name,
      offset,
      since: offset,
      home: homeAt(folding, path.slice(0, at), name),
      isCopy,
      isPart: level < 0,
    });
  };
  const change = (isCopy = false, isPart = false): Link[] => [
    ...found,
    {
      name: '',
      offset,
      since: offset,
      home: { from: 0, to: 0 },
      isCopy,
      isPart,
      isChange: true,
    },
  ];
  for (let i = path.length - 1; i > 0; i--) {
    const node = path[i]!;
    const parent = path[i - 1]!;
    const isValue = (name: string): boolean => field(parent, name)?.id === node.id;
    switch (parent.type) {
      case 'attribute': {
        const call = path[i - 2];
        const method = field(parent, 'attribute')?.text ?? '';
        if (call?.type === 'call' && field(call, 'function')?.id === parent.id) {
          if (CHANGING_METHODS.has(method)) return change();
          if (method === 'copy' || method === 'model_copy') isCopy = true;
          else if (ELEMENTS.has(method)) level--;
          else return found;
          i--;
        } else {
          // Who has a bound method may call it at any time.
          if (CHANGING_METHODS.has(method)) return change();
          level--;
        }
        continue;
      }
      case 'subscript':
        if (!isValue('value')) return found;
        if (field(parent, 'subscript')?.type === 'slice') isCopy = true;
        else level--;
        continue;
      case 'binary_operator':
      case 'list_splat':
      case 'dictionary_splat':
        isCopy = true;
        continue;
      case 'pair':
        if (!isValue('value')) return found;
        continue;
      case 'expression_list':
      case 'list':
      case 'tuple':
      case 'dictionary':
      case 'set':
        level++;
        continue;
      case 'parenthesized_expression':
      case 'boolean_operator':
      case 'conditional_expression':
      case 'keyword_argument':
      case 'await':
        continue;
      case 'named_expression':
        if (isValue('value')) link(field(parent, 'name')?.text ?? '', i);
        continue;
      case 'argument_list': {
        const call = path[i - 2];
        const callee = call && field(call, 'function');
        if (!call || !callee) return found;
        const passed = passedTo(folding, path.slice(0, i - 2), call, node);
        for (const each of passed.names) found.push({ ...each, offset, isCopy, isPart: level < 0 });
        if (passed.isChanged) found.push(...change(isCopy, level < 0).slice(-1));
        if (!passed.isKept) return found;
        isCopy ||= COPIES.test(callee.text);
        i--;
        continue;
      }
      case 'assignment':
      case 'augmented_assignment':
        if (isValue('left')) return i === path.length - 1 ? found : change();
        for (const name of targetsOf(path, i - 1)) link(name, i);
        return found;
      case 'delete_statement':
        return change();
      case 'return_statement':
        return depth > 0 ? found : [...found, ...returnedFrom(folding, path.slice(0, i), level)];
      case 'for_statement':
        level--;
        if (isValue('right')) for (const name of boundNames(field(parent, 'left')!)) link(name, i);
        return found;
      case 'as_pattern':
        for (const name of parts(parent).slice(1).flatMap(boundNames)) link(name, i);
        return found;
      case 'default_parameter':
      case 'typed_default_parameter': {
        const owner = path[i - 3];
        const body = owner && field(owner, 'body');
        const name = field(parent, 'name')?.text ?? '';
        if (body)
          found.push({ name, offset, since: offset, home: stretchOf(body), isCopy, isPart: level < 0 });
        return found;
      }
      default:
        return found;
    }
  }
  return found;
}

/** The names that hold what a function gives back, wherever it is called. */
function returnedFrom(folding: Folding, path: Path, level: number): Link[] {
  const owner = path.findLast(({ type }) => type === 'function_definition');
  const name = owner && field(owner, 'name')?.text;
  if (name === undefined) return [];
  const { module } = folding;
  return module
    .occurrences(name)
    .slice(0, MAX_CALLS)
    .flatMap((offset) => {
      const here = pathAt(module.root, offset);
      const at = here.findLastIndex((node) => node.type === 'call');
      const isCall = at >= 0 && field(here[at]!, 'function')?.startIndex === offset;
      return isCall ? linksAt(folding, here.slice(0, at + 1), offset, 1) : [];
    })
    .map((each) => ({ ...each, isPart: each.isPart || level < 0 }));
}

/** Of more calls of one function, only the first are looked at. */
const MAX_CALLS = 32;

/** The names that an assignment gives its value to, or a part of what they hold: `a = b = …`, `d["x"] = …`. */
function targetsOf(path: Path, at: number): string[] {
  const names: string[] = [];
  for (let i = at; path[i]?.type.endsWith('assignment'); i--) {
    const left = field(path[i]!, 'left');
    if (!left) continue;
    const bound = boundNames(left);
    const root = /^\(*([A-Za-z_]\w*)/.exec(left.text)?.[1];
    names.push(...bound, ...(bound.length === 0 && root !== undefined ? [root] : []));
  }
  return names;
}

type Handed = Pick<Link, 'name' | 'home' | 'since'>;

interface Passed {
  readonly names: readonly Handed[];
  /** Whether what the call gives may hold what it is passed. */
  readonly isKept: boolean;
  /** Whether code of the workspace that gets it may change it. */
  readonly isChanged?: boolean;
}

/** Where a call puts one of its arguments. */
function passedTo(folding: Folding, path: Path, call: Node, argument: Node): Passed {
  const callee = field(call, 'function')!;
  const nowhere = { names: [], isKept: false };
  if (folding.module.modalPath(callee) !== null || READS.test(callee.text)) return nowhere;
  if (callee.type === 'attribute') {
    const root = /^\(*([A-Za-z_]\w*)/.exec(callee.text)?.[1];
    if (CHANGING_METHODS.has(field(callee, 'attribute')?.text ?? ''))
      return { names: root === undefined ? [] : [handedTo(folding, path, root, call)], isKept: false };
  }
  if (callee.text === 'setattr') {
    const root = dottedName(callArguments(call).positional[0] ?? callee)?.split('.')[0] ?? '';
    return { names: [handedTo(folding, path, root, call)], isKept: false };
  }
  const parameter = callee.type === 'identifier' ? parameterFor(folding, path, call, argument) : null;
  if (parameter) return { names: [parameter], isKept: true };
  const isChanged = parametersFor(folding, path, call, argument).some(isTouched);
  return { names: [], isKept: true, isChanged };
}

/** How many names are looked at for what a function does to one of its parameters. */
const MAX_NAMES = 24;

/** Whether a function may change what one of its parameters holds, or lets names outside of it hold it. */
export function isTouched({ folding, name, home }: Parameter): boolean {
  const { module, work } = folding;
  const seen = new Set<string>();
  const open: Pick<Link, 'name' | 'home' | 'isChange'>[] = [{ name, home }];
  if (work.enter() !== undefined) return true;
  try {
    for (let at = open.pop(); at; at = open.pop()) {
      const { from, to } = at.home;
      const key = `${at.name} ${from}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const isOutside = to - from === module.root.endIndex - module.root.startIndex;
      if (at.isChange || isOutside || seen.size > MAX_NAMES || isChangedIn(module, at.name, at.home))
        return true;
      open.push(...linksOf(folding, at.name, at.home));
    }
    return false;
  } finally {
    work.leave();
  }
}

/** Of an object that keeps it, only what is changed in a part of the object counts. */
function isChangedIn(module: PythonModule, name: string, home: Stretch): boolean {
  const { from, to } = home;
  for (const offset of module.mayChangeIn(name, from, to)) {
    const change = changeAt(pathAt(module.root, offset));
    const depth = change ? change.steps.length + Number(change.act.kind === 'method') : 0;
    if (depth > (name === 'self' ? 1 : 0)) return true;
  }
  return [...module.occurrencesIn(name, home)].some((offset) =>
    /^\s*[+*|]=/.test(module.text.slice(offset + name.length, offset + name.length + 6)),
  );
}

function handedTo(folding: Folding, path: Path, name: string, call: Node): Handed {
  return { name, home: homeAt(folding, path, name), since: call.startIndex };
}

/** The parameter of a function of this module that an argument goes to. */
function parameterFor(folding: Folding, path: Path, call: Node, argument: Node): Handed | null {
  const [only, ...more] = bindings(folding.scopes, field(call, 'function')!.text, path);
  const body = only?.kind === 'function' && more.length === 0 ? field(only.node, 'body') : null;
  if (!only || !body) return null;
  const { positional } = callArguments(call);
  const list = field(only.node, 'parameters');
  const parameters = list ? parts(list) : [];
  const index = positional.findIndex((each) => each.id === argument.id);
  const given = argument.type === 'keyword_argument' ? (field(argument, 'name')?.text ?? '') : undefined;
  const parameter = index >= 0 ? parameters[index] : undefined;
  const name = given ?? (parameter && (field(parameter, 'name') ?? parts(parameter)[0] ?? parameter).text);
  return name === undefined
    ? null
    : { name: name.replace(/^\*+/, ''), home: stretchOf(body), since: body.startIndex };
}

function stretchOf({ startIndex, endIndex }: Node): Stretch {
  return { from: startIndex, to: endIndex };
}

/** Where a name means what it means at a place: the function around that binds it, or the module. */
export function homeAt(folding: Folding, path: Path, name: string): Stretch {
  return homeOf(folding, bindings(folding.scopes, name, path));
}

/** Whether some definitions bind a name of the module. */
export function isGlobal(folding: Folding, definitions: readonly Definition[]): boolean {
  const { from, to } = homeOf(folding, definitions);
  const { root } = folding.module;
  return from === root.startIndex && to === root.endIndex;
}

/** The function in which some definitions bind a name; the module where none does. */
export function homeOf({ module }: Folding, definitions: readonly Definition[]): Stretch {
  const homes = definitions.map((definition) => {
    const { kind, path, node } = definition;
    const scope = kind === 'held' ? definition.scope : undefined;
    if (kind === 'parameter') return node.parent?.parent ?? null;
    if (scope?.type === 'function_definition') return scope;
    return path.findLast(({ type }, i) => type === 'function_definition' && i + 1 < path.length) ?? null;
  });
  const [first] = homes;
  return first && homes.every((each) => each?.id === first.id) ? stretchOf(first) : stretchOf(module.root);
}
