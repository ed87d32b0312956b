/** Sandboxes: each call of `modal.Sandbox.create(…)`, by whatever name. What a request is for a function, a creation is here. */
import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import type { Stretch } from '../python/folding';
import { callArguments, field, last, pathAt, type Path } from '../python/syntax';
import { appName } from './app';
import { readOptions } from './arguments';
import { scopeOf } from './contexts';
import type { Declaration } from './declaration';
import { rangeOf } from './declaredValue';
import { parametersOf } from './parameters';
import { qualifiedName } from './qualifiedName';
import { assignedName, placeOf } from './readDeclaration';
import { inSourceOrder, Leads, type Places, type Search } from './search';
import { NOT_STACKED } from './stacked';

const CREATES = /\.[\s\\]*(?:create|_experimental_create)\b/g;

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
    else leads.add(assignedName(path.slice(0, -1)) ?? '', offset);
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

/** The call whose callee a name ends or is: `modal.Sandbox.create(…)`, `.create.aio(…)`, in parentheses or not. */
function callOf(path: Path): Path | undefined {
  for (let i = path.length - 2; i > 0; i--) {
    const around = path[i]!;
    if (around.type === 'call')
      return field(around, 'function')?.id === path[i + 1]!.id ? path.slice(0, i + 1) : undefined;
    if (around.type !== 'attribute' && around.type !== 'parenthesized_expression') return undefined;
  }
  return undefined;
}

/** The sandbox that a call creates; undefined where it creates none. */
export function readSandbox(path: Path, evaluator: Evaluator): Declaration | undefined {
  const { module } = evaluator;
  const call = last(path);
  const here = scopeOf(path);
  const callee = field(call, 'function');
  if (!callee || call.hasError || !creates(callee, here, evaluator)) return undefined;
  const names = nameOf(path);
  const deployed = evaluator.deployed({ file: module.file, ...names });
  const home = { module, line: call.startPosition.row + 1, takes: parametersOf('sandbox') };
  const { gpu, params, unreadSpreads, oldGpu } = readOptions(
    [{ call, path: here, evaluator: deployed }],
    home,
  );
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
    options: rangeOf(call),
    stale: false,
  };
}

/** Whether a callee is `modal.Sandbox.create`, `.create.aio` or a name for it. */
function creates(callee: Node, path: Path, evaluator: Evaluator, depth = 0): boolean {
  if (callee.type === 'parenthesized_expression') {
    const inner = callee.firstNamedChild;
    return inner !== null && creates(inner, path, evaluator, depth);
  }
  if (callee.type === 'identifier') {
    const definitions = depth < MAX_NAMES ? evaluator.definitions(callee.text, path) : [];
    return definitions.some(
      (each) => each.kind === 'value' && creates(each.node, each.path, evaluator, depth + 1),
    );
  }
  const object = callee.type === 'attribute' ? field(callee, 'object') : null;
  const name = object && field(callee, 'attribute')?.text;
  if (!object || depth > MAX_NAMES) return false;
  if (name === 'aio') return creates(object, path, evaluator, depth + 1);
  return (name === 'create' || name === '_experimental_create') && isSandbox(object, path, evaluator);
}

/** Whether an expression is Modal's class, imported here or by another file of the workspace, under any name. */
function isSandbox(receiver: Node, path: Path, evaluator: Evaluator, depth = 0): boolean {
  const { module } = evaluator;
  const own = module.modalPath(receiver);
  if (own !== null) return /(^|\.)Sandbox$/.test(own);
  if (receiver.type !== 'identifier' || depth > MAX_NAMES) return false;
  const definitions = evaluator.definitions(receiver.text, path);
  return definitions.some((each) => {
    if (each.kind === 'value') return isSandbox(each.node, each.path, evaluator, depth + 1);
    if (each.kind !== 'import' || each.import.name === null) return false;
    const source = evaluator.importedModule(each.import);
    if (typeof source === 'string') return false;
    return isSandboxIn(each.import.name, evaluator.forModule(source), depth + 1);
  });
}

function isSandboxIn(name: string, evaluator: Evaluator, depth: number): boolean {
  const { module } = evaluator;
  if (depth > MAX_NAMES) return false;
  return evaluator.definitionsAtEnd(name).some((each) => {
    if (each.kind === 'value') return isSandbox(each.node, each.path, evaluator, depth + 1);
    if (each.kind !== 'import' || each.import.name === null) return false;
    const { level, module: from, name: there } = each.import;
    if (level === 0 && from.split('.')[0] === 'modal') return there === 'Sandbox';
    const source = evaluator.importedModule(each.import);
    return (
      typeof source !== 'string' &&
      source !== module &&
      isSandboxIn(there, evaluator.forModule(source), depth + 1)
    );
  });
}

/** The longest way from a name to Modal's class: through files that import from one another. */
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
