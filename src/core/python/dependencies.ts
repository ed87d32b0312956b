/**
 * What code a value hangs on, by the text alone: the statements that bind the names in an expression or change what they
 * hold, and so on from name to name and from file to file. It holds whatever folding makes of them, so that two states of a
 * workspace can be compared where neither value is known.
 */
import type { Node } from 'web-tree-sitter';
import { bindersInModule, bindersOf, isScope, ownerOf, type Binder } from './binders';
import { BoundEvaluator } from './boundEvaluator';
import { readCodeText, type CodeText, type UsedName } from './codeText';
import type { Folding } from './folding';
import { importedNames, writtenModule, type ImportedName } from './importStatements';
import { mayChange } from './changePlaces';
import type { PythonModule } from './module';
import { KeptOf } from './readLog';
import { callArguments, decorators, field, last, parts, pathAt, selfOf, type Path } from './syntax';
import { textHash } from '../text/textHash';

/** A statement, or a part of one, that an unknown value depends on. */
export interface Dependency {
  readonly file: string;
  readonly cell?: number;
  /** From 1. */
  readonly line: number;
  /** The hash of its text without comments and layout. */
  readonly text: string;
}

/** An expression where it stands, and what finds the modules that it leads to. */
export interface CodePlace {
  readonly node: Node;
  readonly path: Path;
  readonly evaluator: Modules;
}

type Modules = Pick<Folding, 'module' | 'forModule' | 'importedModule' | 'findModule'>;

/** Where of more statements or names than this some are left out, all of the modules counts. */
const MAX_STATEMENTS = 96;
const MAX_NAMES = 400;
/** More uses of a name than this are not looked at. */
const MAX_USES = 100;

/** What an expression depends on, without the expression itself. */
export function dependenciesOf({ node, path, evaluator }: CodePlace): readonly Dependency[] {
  const found = new Dependencies({ module: evaluator.module, at: node });
  found.use(textOf(evaluator.module, node.startIndex, node.endIndex), path, evaluator);
  return found.all();
}

/** A name with its attributes, and where it is read. */
interface Use extends UsedName {
  readonly path: Path;
  readonly modules: Modules;
}

class Dependencies {
  private readonly found: Dependency[] = [];
  private readonly open: Use[] = [];
  private readonly seen = new Set<string>();
  /** Whether modules themselves bind names. */
  private readonly inModules = new Map<string, boolean>();
  private readonly taken = new Map<PythonModule, { readonly from: number; readonly to: number }[]>();
  private readonly attributes = new Set<string>();
  /** Methods of the classes that count, by name: one counts once its name is used. */
  private readonly methods = new Map<string, (() => void)[]>();

  /** @param own what is asked about: what its own statement does besides is no matter */
  constructor(private readonly own: { readonly module: PythonModule; readonly at: Node }) {}

  all(): readonly Dependency[] {
    while (!this.isFull) {
      const use = this.open.pop();
      if (!use) return this.found;
      this.follow(use);
    }
    return [...this.taken.keys()].map((module) =>
      dependency(module, 0, textOf(module, 0, module.text.length).hash),
    );
  }

  /** Goes on to the names in a piece of code, and to the methods that it may call. */
  use({ names, attributes }: CodeText, path: Path, modules: Modules): void {
    for (const each of names) this.open.push({ ...each, path, modules });
    for (const each of attributes) {
      if (this.attributes.has(each)) continue;
      this.attributes.add(each);
      for (const take of this.methods.get(each) ?? []) take();
    }
  }

  private get isFull(): boolean {
    return this.found.length > MAX_STATEMENTS || this.seen.size + this.inModules.size > MAX_NAMES;
  }

  /** Lists a stretch of a module, and goes on to what it uses. */
  private take({ startIndex: from }: Node, to: number, path: Path, modules: Modules): void {
    const { module } = modules;
    let taken = this.taken.get(module);
    if (!taken) this.taken.set(module, (taken = []));
    if (from >= to || taken.some((each) => each.from <= from && to <= each.to)) return;
    taken.push({ from, to });
    module.log?.place((path[1] ?? last(path)).startIndex);
    const text = textOf(module, from, to);
    this.found.push(dependency(module, from, text.hash));
    this.use(text, path, modules);
  }

  private takeNode(node: Node, path: Path, modules: Modules): void {
    this.take(node, node.endIndex, path, modules);
  }

  private follow({ name, attributes, path, modules }: Use): void {
    const { module } = modules;
    const bound = modules instanceof BoundEvaluator ? modules.expressionBound(name, path) : null;
    if (bound) {
      this.takeNode(bound.node, bound.path, bound.evaluator);
      return;
    }
    const clause = comprehended(name, path);
    if (clause) {
      this.takeNode(clause, path, modules);
      return;
    }
    const at = scopeOf(name, path, module);
    const key = keyOf(module, `${at?.scope.id ?? ''} ${[name, ...attributes].join('.')}`);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    if (at) {
      for (const each of at.binders) this.bind(each, { name, attributes, path: at.path, modules });
      this.followUses(name, at.scope, at.path, modules);
    } else this.followInModule({ name, attributes, path: [module.root], modules });
  }

  /** @returns whether the module itself binds the name */
  private followInModule({ name, attributes, modules }: Use): boolean {
    const { module } = modules;
    const { root } = module;
    const key = keyOf(module, [name, ...attributes].join('.'));
    const known = this.inModules.get(key);
    if (known !== undefined) return known;
    const all = bindersInModule(name, module);
    const isLocal = new Set(
      all.flatMap(({ kind, path }) => (kind === 'change' ? [] : [ownerOf(path)?.id ?? root.id])),
    );
    const isHere = ({ kind, path }: Binder): boolean =>
      kind === 'change' || module.globalNames.has(name)
        ? !path.some((node) => node.id !== root.id && isLocal.has(node.id) && !module.globalNames.has(name))
        : (kind === 'plain' || kind === 'star') && ownerOf(path) === undefined;
    const binders = all.filter(isHere);
    // Modules may import one another.
    this.inModules.set(key, false);
    const isBound = binders.map((each) => this.bind(each, { name, attributes, path: [root], modules }));
    const isFound = isBound.includes(true);
    this.inModules.set(key, isFound);
    if (isFound) this.followUses(name, root, [root], modules);
    const [cell] = module.cellsBefore();
    if (cell && !binders.some(({ kind }) => kind === 'plain'))
      this.open.push({ name, attributes, path: [cell.root], modules: modules.forModule(cell) });
    return isFound;
  }

  /** Takes the statement that binds a name. @returns whether it does: a star import may not bring it */
  private bind({ kind, path }: Binder, use: Use): boolean {
    const { name, modules } = use;
    const at = path.findLastIndex((_, i) => /^(block|module)$/.test(path[i - 1]?.type ?? ''));
    const statement = path[at];
    if (!statement || kind === 'parameter') {
      if (kind === 'parameter') this.followParameter(name, path, use);
      return true;
    }
    const here = path.slice(0, at);
    this.takeHeaders(here, modules);
    switch (statement.type) {
      case 'import_statement':
      case 'import_from_statement':
        return this.followImports(statement, kind === 'star' ? '*' : name, use);
      case 'decorated_definition':
      case 'function_definition':
      case 'class_definition':
        this.takeDefinition(statement, here, last(path), modules);
        break;
      default:
        if (holdsBlock(statement)) this.takeHeader(statement, here, modules);
        else this.takeNode(statement, here, modules);
    }
    return true;
  }

  /** What decides whether, or how often, a statement runs. */
  private takeHeaders(path: Path, modules: Modules): void {
    path.forEach((node, i) => {
      if (COMPOUND.test(node.type)) this.takeHeader(node, path.slice(0, i), modules);
    });
  }

  private takeHeader(statement: Node, path: Path, modules: Modules): void {
    const body = field(statement, 'consequence') ?? field(statement, 'body');
    if (body) this.take(statement, body.startIndex, path, modules);
  }

  /** A function with all of its text; a class without the methods that nothing names. */
  private takeDefinition(statement: Node, path: Path, name: Node, modules: Modules): void {
    const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement;
    // A name within a decorator or a default is none that the statement binds.
    if (!definition || field(definition, 'name')?.id !== name.id) return;
    const inside = [...path, ...(definition === statement ? [] : [statement]), definition];
    const body = field(definition, 'body');
    if (definition.type === 'function_definition') {
      this.takeNode(statement, body ? [...inside, body] : inside, modules);
      return;
    }
    if (body) this.takeClass(statement, definition, [...inside, body], modules);
  }

  private takeClass(statement: Node, definition: Node, path: Path, modules: Modules): void {
    const body = last(path);
    const around = path.slice(0, -2);
    if (statement !== definition)
      for (const each of decorators(statement)) this.takeNode(each, around, modules);
    this.take(definition, body.startIndex, around, modules);
    for (const each of parts(body)) {
      const inner = each.type === 'decorated_definition' ? field(each, 'definition') : each;
      const name = inner?.type === 'function_definition' ? field(inner, 'name')?.text : undefined;
      const block = inner && field(inner, 'body');
      if (!inner || name === undefined || !block) this.takeNode(each, path, modules);
      else {
        const inside = [...path, ...(inner === each ? [] : [each]), inner, block];
        this.takeMethod(name, () => this.takeNode(each, inside, modules));
      }
    }
  }

  private takeMethod(name: string, take: () => void): void {
    if (SPECIAL.test(name) || this.attributes.has(name)) take();
    else this.methods.set(name, [...(this.methods.get(name) ?? []), take]);
  }

  /** What a module that is imported, or a name in it, holds. */
  private followImports(statement: Node, name: string, use: Use): boolean {
    let isFound = name !== '*';
    for (const [bound, found] of importedNames(statement)) {
      if (found.name === '*' && name === '*') isFound = this.followStar(found, statement, use) || isFound;
      else if (bound === name) this.followImport(found, statement, use);
    }
    return isFound;
  }

  private followStar(found: ImportedName, statement: Node, { name, attributes, modules }: Use): boolean {
    const source = modules.importedModule(found);
    if (typeof source === 'string') return false;
    const inner = modules.forModule(source);
    if (!this.followInModule({ name, attributes, path: [source.root], modules: inner })) return false;
    this.listImport(found, statement, modules.module);
    return true;
  }

  private listImport(found: ImportedName, { startIndex }: Node, module: PythonModule): void {
    module.log?.place(startIndex);
    const text = textHash(`import ${writtenModule(found)} ${found.name ?? ''}`);
    this.found.push(dependency(module, startIndex, text));
  }

  private followImport(found: ImportedName, statement: Node, { modules, attributes }: Use): void {
    const { name } = found;
    this.listImport(found, statement, modules.module);
    if (found.module.split('.')[0] === 'modal' && found.level === 0) return;
    const source = modules.importedModule(found);
    if (name === null) {
      this.followModule(source, found, attributes, modules);
      return;
    }
    const isFound =
      typeof source !== 'string' &&
      this.followInModule({ name, attributes, path: [source.root], modules: modules.forModule(source) });
    // A plain name of a module that is not there is none of a folder's modules.
    const mayBeModule = typeof source === 'string' ? source !== 'pending' && attributes.length > 0 : !isFound;
    if (!mayBeModule) return;
    const below = { ...found, module: [found.module, name].filter(Boolean).join('.'), name: null };
    const inner = modules.findModule(below.module, below.level);
    if (typeof inner !== 'string') this.followModule(inner, below, attributes, modules);
  }

  /** The names that are taken from a module; all of its statements where it is handed on as it is. */
  private followModule(
    source: PythonModule | string,
    found: ImportedName,
    [name, ...attributes]: readonly string[],
    modules: Modules,
  ): void {
    const inner = typeof source === 'string' ? null : modules.forModule(source);
    if (name === undefined) {
      for (const each of inner ? parts(inner.module.root) : [])
        if (!/_definition$|^import_/.test(each.type)) this.takeNode(each, [inner!.module.root], inner!);
      return;
    }
    const isFound =
      inner !== null && this.followInModule({ name, attributes, path: [inner.module.root], modules: inner });
    const below = { ...found, module: `${found.module}.${name}` };
    // `import json` brings no module `json.load`.
    const mayBeModule = inner !== null || (source === 'absent' && isImported(below.module, modules.module));
    if (isFound || !mayBeModule || found.module === '') return;
    const deeper = modules.findModule(below.module, below.level);
    if (typeof deeper !== 'string') this.followModule(deeper, below, attributes, modules);
  }

  /** What calls in the same file give to a parameter; of `self`, its class. */
  private followParameter(name: string, path: Path, { modules }: Use): void {
    const at = path.findLastIndex(({ type }) => type === 'function_definition');
    const definition = path[at];
    const list = definition && field(definition, 'parameters');
    if (!list) return;
    const parameter = path[path.findIndex(({ id }) => id === list.id) + 1];
    const fallback = parameter && field(parameter, 'value');
    if (fallback) this.takeNode(fallback, path.slice(0, at), modules);
    const owner = path
      .slice(0, at)
      .findLast(({ type }) => type === 'class_definition' || type === 'function_definition');
    const isMethod = owner?.type === 'class_definition';
    const ownerName = owner && field(owner, 'name')?.text;
    if (isMethod && name === selfOf(definition) && ownerName !== undefined) {
      this.open.push({ name: ownerName, attributes: [], path: path.slice(0, path.indexOf(owner)), modules });
      return;
    }
    const own = field(definition, 'name')?.text ?? '';
    const called = own === '__init__' ? ownerName : own;
    // Of many parameters few functions are called: only then is it counted which one it is.
    const place = (): number => parts(list).findIndex(({ id }) => id === parameter?.id) - (isMethod ? 1 : 0);
    if (called) this.followCalls(called, name, place, modules);
  }

  private followCalls(called: string, parameter: string, placeOf: () => number, modules: Modules): void {
    const { module } = modules;
    let place: number | undefined;
    for (const offset of module.occurrences(called).slice(0, MAX_USES)) {
      if (!CALLED.test(module.text.slice(offset + called.length, offset + called.length + 40))) continue;
      const path = pathAt(module.root, offset);
      const at = path.findLastIndex(({ type }) => type === 'call');
      const call = path[at];
      if (!call) continue;
      const { positional, keywords, spreads, starred } = callArguments(call);
      const keyword = keywords.find((each) => each.name === parameter)?.value;
      const given = keyword ?? (starred ? field(call, 'arguments') : positional[(place ??= placeOf())]);
      for (const each of given ? [given] : spreads) this.takeNode(each, path.slice(0, at), modules);
    }
  }

  /** Where something is done with what a name holds: `fill(CONFIG)`, `service.scale(4)`; and other names for it. */
  private followUses(name: string, scope: Node, around: Path, modules: Modules): void {
    const { module } = modules;
    for (const { offset, path, at, whole } of usesOf(name, scope, module)) {
      const statement = path[at]!;
      if (module === this.own.module && holds(statement, this.own.at)) continue;
      if (whole.type === 'assignment') {
        const [left, right] = [field(whole, 'left'), field(whole, 'right')];
        if (left?.type === 'identifier' && right && isPlainRead(right, offset))
          this.open.push({ name: left.text, attributes: [], path: around, modules });
      } else if (isHandedOn(path, at) && !mayChange(module.text, offset, name.length)) {
        this.takeHeaders(path.slice(0, at), modules);
        this.takeNode(statement, path.slice(0, at), modules);
      }
    }
  }
}

/** A name in a statement that is an expression. */
interface StatementUse {
  readonly offset: number;
  readonly path: Path;
  /** The place of the statement in the path. */
  readonly at: number;
  /** The expression. */
  readonly whole: Node;
}

/** Found once for each name of a scope: many values of a file depend on the same few names. */
const foundUses = new KeptOf<PythonModule, string, readonly StatementUse[]>();

function usesOf(name: string, scope: Node, module: PythonModule): readonly StatementUse[] {
  return foundUses.at(module, `${scope.id} ${name}`, module.log, () => [...findUses(name, scope, module)]);
}

function* findUses(name: string, scope: Node, module: PythonModule): Iterable<StatementUse> {
  const to = scope.type === 'module' ? module.text.length : scope.endIndex;
  let uses = 0;
  for (const offset of module.occurrencesIn(name, { from: scope.startIndex, to })) {
    if (++uses > MAX_USES) return;
    const path = pathAt(module.root, offset);
    if ((ownerOf(path)?.id ?? module.root.id) !== scope.id && scope.type !== 'lambda') continue;
    const at = path.findLastIndex((_, i) => /^(block|module)$/.test(path[i - 1]?.type ?? ''));
    const statement = path[at];
    const whole = statement?.type === 'expression_statement' ? parts(statement)[0] : undefined;
    if (whole) yield { offset, path, at, whole };
  }
}

/** What may be called on a function of Modal, and calls it. */
const CALLED = /^\s*(\.\s*(local|remote|spawn|map|starmap|for_each)\s*(\.\s*aio\s*)?)?\(/;

const COMPOUND = /^(if|for|while|with|match)_statement$|^(elif|case)_clause$/;
const SPECIAL = /^__\w+__$/;

function holdsBlock(statement: Node): boolean {
  return COMPOUND.test(statement.type);
}

function holds(statement: Node, { startIndex, endIndex }: Node): boolean {
  return statement.startIndex <= startIndex && endIndex <= statement.endIndex;
}

/** Whether an import statement of a module names another by its whole path. */
function isImported(path: string, { text }: PythonModule): boolean {
  const lines = text.matchAll(/^[ \t]*import\b([^\n#]*)/gm);
  return [...lines].some(([, names]) => names!.split(',').some((name) => name.trim().startsWith(path)));
}

/** `config`, `config["serve"]` or `config.serve` that begins at a place. */
function isPlainRead(node: Node, offset: number): boolean {
  return node.startIndex === offset && /^(identifier|attribute|subscript)$/.test(node.type);
}

/** Whether a name is what a call is made on, or one of its arguments as it is, in a statement that is this call. */
function isHandedOn(path: Path, statement: number): boolean {
  const at = path[statement + 1]?.type === 'await' ? statement + 2 : statement + 1;
  const whole = path[at];
  if (whole?.type !== 'call') return false;
  const [list, argument] = [path[at + 1], path[at + 2]];
  if (list?.type !== 'argument_list')
    return last(path).startIndex === whole.startIndex && path.at(-2)?.type === 'attribute';
  return (
    argument?.id === last(path).id ||
    (argument?.type === 'keyword_argument' && path.at(-2)?.id === argument.id)
  );
}

/** What a comprehension around a place goes through, where it binds a name; undefined where none does. */
function comprehended(name: string, path: Path): Node | undefined {
  for (let i = path.length - 1; i > 0 && !isScope(path[i]!, path[i + 1]); i--) {
    if (!COMPREHENSION.test(path[i]!.type)) continue;
    const clauses = parts(path[i]!).filter(({ type }) => type === 'for_in_clause');
    const binds = clauses.find((each) => field(each, 'left')?.text.match(/\w+/g)?.includes(name));
    if (binds) return field(binds, 'right') ?? undefined;
  }
  return undefined;
}

const COMPREHENSION = /_comprehension$|^generator_expression$/;

/** The innermost function or class around a place that binds a name, with the places that do; undefined for the module. */
function scopeOf(
  name: string,
  path: Path,
  module: PythonModule,
): { readonly scope: Node; readonly path: Path; readonly binders: readonly Binder[] } | undefined {
  let isInFunction = false;
  for (let depth = path.length - 1; depth > 0; depth--) {
    const scope = path[depth]!;
    if (!isScope(scope, path[depth + 1])) continue;
    const isClass = scope.type === 'class_definition';
    if (isClass && isInFunction) continue;
    isInFunction ||= !isClass;
    const all = bindersOf(name, module, scope.startIndex, scope.endIndex);
    const isOwn = ({ kind, path: at }: Binder): boolean =>
      kind === 'parameter'
        ? at.findLast(({ type }) => type === 'function_definition' || type === 'lambda')?.id === scope.id
        : kind === 'plain' && ownerOf(at)?.id === scope.id;
    if (!all.some(isOwn) || module.globalNames.has(name)) continue;
    return {
      scope,
      path: path.slice(0, depth + 2),
      binders: all.filter((each) => isOwn(each) || each.kind === 'change'),
    };
  }
  return undefined;
}

function keyOf({ file, cell }: PythonModule, name: string): string {
  return `${file} ${cell?.number ?? ''} ${name}`;
}

function dependency(module: PythonModule, offset: number, text: string): Dependency {
  const { file, cell } = module;
  return { file, ...(cell ? { cell: cell.number } : {}), line: module.lineAt(offset), text };
}

const texts = new WeakMap<PythonModule, Map<string, CodeText>>();

/** A stretch of a module, read once. */
function textOf(module: PythonModule, from: number, to: number): CodeText {
  let known = texts.get(module);
  if (!known) texts.set(module, (known = new Map<string, CodeText>()));
  const key = `${from} ${to}`;
  let text = known.get(key);
  if (!text) {
    const column = from - (module.text.lastIndexOf('\n', from - 1) + 1);
    known.set(key, (text = readCodeText(module.text.slice(from, to), column)));
  }
  return text;
}
