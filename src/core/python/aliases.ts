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
 * The names that come to hold what a name, or an attribute of it, holds within a stretch of the text.
 * @param isShallow whether copies do not matter, since nothing in them can be changed in its turn: `**LIMITS` is passed over
 * @param way the attributes that lead from the name to what is meant: `common.LIMITS`
 */
export function linksOf(
  folding: Folding,
  name: string,
  { from, to }: Stretch,
  isShallow = false,
  way: readonly string[] = [],
): readonly Link[] {
  const key = `${[name, ...way].join('.')} ${from} ${to}${isShallow ? ' shallow' : ''}`;
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
    const end = endOfWay(module.text, offset + name.length, way);
    if (end === undefined || !mayBeHanded(module.text, offset, end - offset)) continue;
    if (isShallow && isSpread(module.text, offset)) continue;
    if (++uses > MAX_USES || work.look() !== undefined) break;
    const path = pathAt(module.root, offset);
    if (path.at(-1)?.type !== 'identifier' || changeAt(path)) continue;
    const whole = path.findLastIndex((node) => node.startIndex === offset && node.endIndex === end);
    if (whole >= 0) found.push(...linksAt(folding, path.slice(0, whole + 1), offset));
  }
  module.log?.end();
  return found;
}

/**
 * The names that come to hold what an attribute of any object holds, and the places where that is changed.
 * @param known the object whose uses are looked at by its name
 */
export function linksOfAttribute(folding: Folding, attribute: string, known: string): readonly Link[] {
  const { module, work } = folding;
  const found: Link[] = [];
  let uses = 0;
  for (const offset of module.occurrences(attribute)) {
    if (!/\.\s*$/.test(module.text.slice(Math.max(0, offset - 8), offset))) continue;
    if (++uses > MAX_USES || work.look() !== undefined) break;
    const path = pathAt(module.root, offset).slice(0, -1);
    const whole = path.at(-1);
    if (whole?.type !== 'attribute' || field(whole, 'object')?.text === known) continue;
    found.push(...linksAt(folding, path, offset));
  }
  return found;
}

/** Where the attributes of a way end that follow a name; undefined where others follow it, or none. */
function endOfWay(text: string, from: number, way: readonly string[]): number | undefined {
  let end = from;
  for (const name of way) {
    const step = /\s*\.\s*(\w+)/y;
    step.lastIndex = end;
    if (step.exec(text)?.[1] !== name) return undefined;
    end = step.lastIndex;
  }
  return end;
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

const ELEMENTS = new Set(['get', 'pop', 'setdefault', '__getitem__']);
/** What gives all elements, and what gives them in pairs with others. */
const VIEWS = new Set(['values', 'popitem', '__iter__']);
const PAIRED_VIEWS = new Set(['items']);
const COPIES =
  /^(dict|list|tuple|set|sorted|reversed|enumerate|zip|map|filter|iter|next|max|min|frozenset|copy\.copy|(collections\.)?(OrderedDict|ChainMap|defaultdict|deque)|(collections\.)?Counter)$/;
/** What gives the elements of what it is passed in pairs with others. */
const PAIRS = /^(enumerate|zip)$/;
const READS =
  /^(len|print|str|repr|int|float|bool|sum|any|all|isinstance|type|id|hash|format|(copy\.)?deepcopy|json\.dumps?|(dataclasses\.)?(asdict|replace)|pprint(\.pprint)?|hasattr)$/;

/** What the code around a use makes of it, from the inside out. */
function linksAt(folding: Folding, path: Path, offset: number, depth = 0): Link[] {
  const way = new WayOut(folding, path, offset, depth);
  for (let at: number | undefined = path.length - 1; at !== undefined && at > 0;) at = way.step(at);
  return way.found;
}

/** The way of a value from where it is used out through the code around, with what comes to hold it on the way. */
class WayOut {
  readonly found: Link[] = [];
  private isCopy = false;
  /** How far out of what it stands in, or into what it holds, the code around has come. */
  private level = 0;
  /** Whether a call may have taken it out of what it stood in. */
  private isLoose = false;

  constructor(
    private readonly folding: Folding,
    private readonly path: Path,
    private readonly offset: number,
    private readonly depth: number,
  ) {}

  /** Takes in what stands around a place of the path; gives the next place, or undefined where the way ends. */
  step(at: number): number | undefined {
    const { path } = this;
    const parent = path[at - 1]!;
    const isValue = (name: string): boolean => field(parent, name)?.id === path[at]!.id;
    switch (parent.type) {
      case 'attribute':
        return this.ofAttribute(parent, at);
      case 'subscript':
        if (!isValue('value')) return undefined;
        if (field(parent, 'subscript')?.type === 'slice') this.copy();
        else this.level--;
        return at - 1;
      case 'list_splat':
      case 'dictionary_splat':
        this.copy();
        this.level--;
        return at - 1;
      case 'binary_operator':
        this.copy();
        return at - 1;
      case 'pair':
        return isValue('value') ? at - 1 : undefined;
      case 'expression_list':
      case 'list':
      case 'tuple':
      case 'dictionary':
      case 'set':
        this.level++;
        return at - 1;
      case 'parenthesized_expression':
      case 'boolean_operator':
      case 'conditional_expression':
      case 'keyword_argument':
      case 'await':
        return at - 1;
      case 'named_expression':
        if (isValue('value')) this.link(field(parent, 'name')?.text ?? '', at);
        return at - 1;
      case 'argument_list':
        return this.ofArgument(at);
      default:
        this.end(parent, at, isValue);
        return undefined;
    }
  }

  /** `x.name`, and `x.method()`: undefined where that is the end. */
  private ofAttribute(attribute: Node, at: number): number | undefined {
    const call = this.path[at - 2];
    const method = field(attribute, 'attribute')?.text ?? '';
    const isCalled = call?.type === 'call' && field(call, 'function')?.id === attribute.id;
    // Who has a bound method may call it at any time.
    if (CHANGING_METHODS.has(method)) {
      this.change();
      return undefined;
    }
    if (!isCalled) {
      this.level--;
      return at - 1;
    }
    if (method === 'copy' || method === 'model_copy') this.copy();
    else if (ELEMENTS.has(method)) this.level--;
    else if (PAIRED_VIEWS.has(method)) this.level++;
    else if (!VIEWS.has(method)) return undefined;
    return at - 2;
  }

  /** `f(x)`: the parameters that come to hold it, and whether what the call gives does. */
  private ofArgument(at: number): number | undefined {
    const { folding, path, offset, isCopy } = this;
    const call = path[at - 2];
    const callee = call && field(call, 'function');
    if (!call || !callee) return undefined;
    const passed = passedTo(folding, path.slice(0, at - 2), call, path[at]!);
    for (const each of passed.names) this.found.push({ ...each, offset, isCopy, ...this.depths() });
    if (passed.isChanged) this.change(isCopy, this.level < 0);
    if (!passed.isKept) return undefined;
    if (COPIES.test(callee.text)) this.copy();
    else this.isLoose ||= this.level > 0;
    if (PAIRS.test(callee.text)) this.level++;
    return at - 2;
  }

  /** The statement, or the clause, that the way ends at. */
  private end(statement: Node, at: number, isValue: (name: string) => boolean): void {
    const { folding, path, depth } = this;
    switch (statement.type) {
      case 'assignment':
      case 'augmented_assignment':
        if (!isValue('left')) for (const each of targetsOf(path, at - 1)) this.link(each.name, at, each.out);
        else if (at < path.length - 1) this.change();
        break;
      case 'delete_statement':
        this.change();
        break;
      case 'return_statement':
        if (depth === 0) this.found.push(...returnedFrom(folding, path.slice(0, at), this.level));
        break;
      case 'for_statement':
        this.level--;
        if (isValue('right')) this.linkAll(field(statement, 'left'), at);
        break;
      case 'for_in_clause': {
        this.level--;
        const around = path[at - 2];
        if (isValue('right') && around) this.linkAll(field(statement, 'left'), at, stretchOf(around));
        break;
      }
      case 'as_pattern':
        for (const name of parts(statement).slice(1).flatMap(boundNames)) this.link(name, at);
        break;
      case 'default_parameter':
      case 'typed_default_parameter':
        this.linkParameter(statement, path[at - 3]);
        break;
    }
  }

  private linkAll(targets: Node | null, at: number, clause?: Stretch): void {
    for (const name of targets ? boundNames(targets) : []) this.link(name, at, -unpacked(targets!), clause);
  }

  private link(name: string, at: number, out = 0, clause?: Stretch): void {
    this.found.push({
      name,
      offset: this.offset,
      // What a comprehension does with its variable stands before where that comes from.
      since: clause?.from ?? this.offset,
      home: clause ?? homeAt(this.folding, this.path.slice(0, at), name),
      isCopy: this.isCopy,
      ...this.depths(out),
    });
  }

  /** A parameter whose default it is. */
  private linkParameter(parameter: Node, owner: Node | undefined): void {
    const body = owner && field(owner, 'body');
    if (!body) return;
    const { offset, isCopy } = this;
    const name = field(parameter, 'name')?.text ?? '';
    this.found.push({ name, offset, since: offset, home: stretchOf(body), isCopy, ...this.depths() });
  }

  /** A place where it is changed. */
  private change(isCopy = false, isPart = false): void {
    const { offset } = this;
    const home = { from: 0, to: 0 };
    this.found.push({ name: '', offset, since: offset, home, isCopy, isPart, isChange: true });
  }

  /** A copy of what it stands in holds it itself. */
  private copy(): void {
    this.isCopy ||= this.level <= 0;
  }

  private depths(out = 0): Pick<Link, 'isPart' | 'isHolder' | 'isLoose'> {
    return depthOf(this.level + out, this.isLoose);
  }
}

/** How something that is so many levels out of what it is about, or below none within it, has to do with that. */
function depthOf(level: number, isLoose: boolean): Pick<Link, 'isPart' | 'isHolder' | 'isLoose'> {
  return isLoose
    ? { isPart: false, isLoose }
    : { isPart: level < 0, ...(level > 0 ? { isHolder: true } : {}) };
}

/** How many levels a target takes a value apart: `a, b` one. */
function unpacked({ type }: Node): number {
  return Number(/^(pattern_list|tuple_pattern|list_pattern)$/.test(type));
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

/** A name that an assignment gives its value to, and how many levels further out than the value that is. */
interface Target {
  readonly name: string;
  readonly out: number;
}

/** `a = b = …`; of `d["x"] = …` what comes to hold it; of `a, b = …` what comes to hold a part. */
function targetsOf(path: Path, at: number): Target[] {
  const targets: Target[] = [];
  for (let i = at; path[i]?.type.endsWith('assignment'); i--) {
    const left = field(path[i]!, 'left');
    if (!left) continue;
    const bound = boundNames(left);
    const root = /^\(*([A-Za-z_]\w*)/.exec(left.text)?.[1];
    targets.push(...bound.map((name) => ({ name, out: -unpacked(left) })));
    if (bound.length === 0 && root !== undefined) targets.push({ name: root, out: 1 });
  }
  return targets;
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
