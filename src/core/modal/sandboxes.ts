/** Sandboxes: each call of `modal.Sandbox.create(…)`, by whatever name. What a request is for a function, a creation is here. */
import type { Node } from 'web-tree-sitter';
import type { Expression } from '../python/boundEvaluator';
import { classInfo } from '../python/classes';
import type { Evaluator } from '../python/evaluate';
import type { Stretch } from '../python/folding';
import { modalBase } from '../python/modalNames';
import type { PythonModule } from '../python/module';
import { callArguments, field, last, pathAt, type Path } from '../python/syntax';
import { appName, isApp } from './app';
import { readOptions, type OptionsCall } from './arguments';
import { scopeOf } from './contexts';
import type { Declaration } from './declaration';
import { rangeOf } from './declaredValue';
import { attributeSources, classesOf } from './objects';
import { isParameterName, parametersOf } from './parameters';
import { qualifiedName } from './qualifiedName';
import { assignedName, placeOf } from './readDeclaration';
import { inSourceOrder, Leads, type Places, type Search } from './search';
import { NOT_STACKED } from './stacked';

const CREATES = /\.[\s\\]*(?:create|_experimental_create|spawn_sandbox)\b/g;

/** Whether a text may create a sandbox. */
export function mayCreate(text: string): boolean {
  return text.search(CREATES) >= 0;
}

/** The calls in a stretch of the text that may create a sandbox. */
export function* sandboxesIn(search: Search, { from, to }: Stretch, leads: Leads): Places {
  const { module, evaluator } = search;
  const calls = new Map<number, Path>();
  const look = (offset: number): boolean => {
    const path = pathAt(module.root, offset);
    if (evaluator.work.look(path.length) !== undefined) return false;
    const call = callOf(path);
    if (call) calls.set(last(call).id, call);
    const own = path.at(-2)?.type === 'attribute' ? path.slice(0, -1) : path;
    const held = call && isPartial(last(call), module) ? call : own;
    leads.add(assignedName(held) ?? '', offset);
    return true;
  };
  for (const match of module.text.slice(from, to).matchAll(CREATES)) {
    if (!look(from + match.index + match[0].length - 1)) break;
    yield undefined;
  }
  for (const name of leads.names)
    for (const offset of module.occurrences(name)) if (from <= offset && offset < to && !look(offset)) break;
  for (const path of [...calls.values()].sort(inSourceOrder)) yield { kind: 'sandbox', path };
}

/** The names that what creates a sandbox goes on under. */
export function sandboxLeads(known?: Iterable<string>): Leads {
  return new Leads(MAX_NAMES, known);
}

/**
 * The call that a name is called by, or handed to with its arguments: `modal.Sandbox.create(…)`, `.create.aio(…)`,
 * `asyncio.to_thread(modal.Sandbox.create, …)`.
 */
function callOf(path: Path): Path | undefined {
  for (let i = path.length - 2; i > 0; i--) {
    const around = path[i]!;
    if (around.type === 'call') return path.slice(0, i + 1);
    if (!AROUND_CALLEE.has(around.type)) return undefined;
  }
  return undefined;
}

const AROUND_CALLEE: ReadonlySet<string> = new Set([
  'argument_list',
  'attribute',
  'parenthesized_expression',
]);

function isPartial(call: Node, module: PythonModule): boolean {
  const callee = field(call, 'function');
  return callee !== null && module.realName(callee) === 'functools.partial';
}

/** The sandbox that a call creates; undefined where it creates none. */
export function readSandbox(path: Path, evaluator: Evaluator): Declaration | undefined {
  const { module } = evaluator;
  const call = last(path);
  const here = scopeOf(path);
  const names = nameOf(path);
  const deployed = evaluator.deployed({ file: module.file, ...names });
  const options = call.hasError ? undefined : createdBy({ node: call, path: here, evaluator: deployed });
  // What a name holds is created where that is called.
  if (!options || (isPartial(call, module) && isCalledLater(path, module))) return undefined;
  const home = { module, line: call.startPosition.row + 1, takes: parametersOf('sandbox') };
  const { gpu, params, unreadSpreads, oldGpu } = readOptions(options, home);
  const app = callArguments(call).keywords.find(({ name }) => name === 'app')?.value;
  return {
    type: 'declaration',
    file: module.file,
    ...placeOf(call),
    ...names,
    kind: 'sandbox',
    registeredBy: 'call',
    count: 1,
    app: app?.text ?? '',
    appName: app ? appName(app, here, module, evaluator) : null,
    gpu,
    params,
    ...NOT_STACKED,
    unreadSpreads,
    oldNames: oldGpu ? [oldGpu] : [],
    options: options.length === 1 ? rangeOf(call) : null,
    stale: false,
  };
}

/** Whether the file calls what a `partial` is assigned to. */
function isCalledLater(path: Path, module: PythonModule): boolean {
  const name = assignedName(path);
  return (
    name !== null &&
    module
      .occurrences(name)
      .some((offset) => /^\s*\(/.test(module.text.slice(offset + name.length, offset + name.length + 8)))
  );
}

/** The calls that give a sandbox its options, where a call creates one: by its callee, or by what it is handed. */
function createdBy(call: Expression): readonly OptionsCall[] | undefined {
  const { node, path, evaluator } = call;
  const callee = field(node, 'function');
  const own = { call: node, path, evaluator };
  const before = callee ? optionsOf({ ...call, node: callee }) : undefined;
  if (before) return [...before, own];
  const { positional, keywords } = callArguments(node);
  const isRunner = RUNNERS.test(callee?.text ?? '') || isPartial(node, evaluator.module);
  if (!isRunner && !keywords.some(({ name }) => isParameterName(name))) return undefined;
  for (const each of positional) {
    const handed = MAY_CREATE.has(each.type) ? optionsOf({ ...call, node: each }) : undefined;
    if (handed) return [...handed, own];
  }
  return undefined;
}

/** Functions that call what they are handed; others do so where they are handed its keywords, too. */
const RUNNERS = /(^|\.)(to_thread|run_sync|run_in_executor|submit|apply_async)$/;

/** What may be handed to a call that creates with it. */
const MAY_CREATE: ReadonlySet<string> = new Set(['attribute', 'identifier']);

/** The options that a callee brings, where it is `modal.Sandbox.create`, `.create.aio`, a `partial` or a name of these. */
function optionsOf({ node, path, evaluator }: Expression, depth = 0): readonly OptionsCall[] | undefined {
  if (depth > MAX_NAMES) {
    evaluator.work.leaveOut();
    return undefined;
  }
  const at = (inner: Node | null): readonly OptionsCall[] | undefined =>
    inner ? optionsOf({ node: inner, path, evaluator }, depth + 1) : undefined;
  switch (node.type) {
    case 'parenthesized_expression':
      return at(node.firstNamedChild);
    case 'identifier':
      for (const each of evaluator.definitions(node.text, path)) {
        const options =
          each.kind === 'value'
            ? optionsOf({ node: each.node, path: each.path, evaluator }, depth + 1)
            : undefined;
        if (options) return options;
      }
      return undefined;
    case 'call': {
      const [method] = isPartial(node, evaluator.module) ? callArguments(node).positional : [];
      const options = at(method ?? null);
      return options && [...options, { call: node, path, evaluator }];
    }
    case 'attribute': {
      const object = field(node, 'object');
      const name = field(node, 'attribute')?.text ?? '';
      if (name === 'aio') return at(object);
      const isMethod = object !== null && creates({ node: object, path, evaluator }, name);
      return isMethod ? [] : undefined;
    }
    default:
      return undefined;
  }
}

function creates(object: Expression, method: string): boolean {
  const { node, path, evaluator } = object;
  if (method === 'spawn_sandbox') return isApp(node, path, evaluator.module, evaluator);
  return (method === 'create' || method === '_experimental_create') && isSandbox(object);
}

/** Whether an expression is Modal's class, or one that inherits from it, by whatever name. */
function isSandbox({ node, path, evaluator }: Expression): boolean {
  const own = evaluator.module.modalPath(node);
  if (own !== null) return SANDBOX.test(own);
  return evaluator.judge('sandbox', `#${node.id}`, path, false, () => {
    const site = evaluator.classOf(node, path);
    const info = site && classInfo(site);
    if (info) return modalBase(info) === 'Sandbox';
    if (
      evaluator
        .evaluate(node, path)
        .values.some((each) => each.kind === 'modalName' && SANDBOX.test(each.path))
    )
      return true;
    const object = node.type === 'attribute' ? field(node, 'object') : null;
    return (object ? classesOf({ node: object, path, evaluator }) : [])
      .flatMap((each) => attributeSources(each, field(node, 'attribute')!.text, evaluator))
      .some(({ value }) => value !== null && isSandbox(value));
  });
}

const SANDBOX = /(^|\.)Sandbox$/;

/** The longest way from a name to what it stands for. */
const MAX_NAMES = 8;

/** What it is assigned to, else the function that holds it, else what it is. */
function nameOf(path: Path): Pick<Declaration, 'name' | 'qualname'> {
  const assigned = assignedName(path);
  if (assigned !== null) return { name: assigned, qualname: qualifiedName(path, assigned) };
  const owner = path.findLastIndex(
    (node, i) => node.type === 'function_definition' && path[i + 1]?.type === 'block',
  );
  const name = (owner >= 0 ? field(path[owner]!, 'name')?.text : undefined) ?? 'sandbox';
  return { name, qualname: owner >= 0 ? qualifiedName(path.slice(0, owner + 1), name) : name };
}
