/** Sandboxes: each call of `modal.Sandbox.create(…)`, by whatever name. What a request is for a function, a creation is here. */
import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { callArguments, field, last, pathAt, type Path } from '../python/syntax';
import { appName } from './app';
import { readOptions } from './arguments';
import { scopeOf } from './contexts';
import type { Declaration } from './declaration';
import { rangeOf } from './declaredValue';
import { parametersOf } from './parameters';
import { qualifiedName } from './qualifiedName';
import { assignedName, placeOf } from './readDeclaration';
import type { Search } from './registrations';
import { NOT_STACKED } from './stacked';

const CREATES = /\.\s*(?:create|_experimental_create)\s*(?:\.\s*aio\s*)?\(/g;

/** Whether a text may create a sandbox. */
export function mayCreate(text: string): boolean {
  return text.search(CREATES) >= 0;
}

/** The sandboxes that a stretch of the text creates. */
export function findSandboxes({ module, evaluator }: Search, from: number, to: number): readonly Declaration[] {
  const found: Declaration[] = [];
  for (const match of module.text.slice(from, to).matchAll(CREATES)) {
    const path = pathAt(module.root, from + match.index + match[0].length - 1);
    if (evaluator.work.look(path.length) !== undefined) break;
    const call = path.findLastIndex(({ type }) => type === 'call');
    const sandbox = call < 0 ? undefined : readSandbox(path.slice(0, call + 1), evaluator);
    if (sandbox) found.push(sandbox);
  }
  return found;
}

function readSandbox(path: Path, evaluator: Evaluator): Declaration | undefined {
  const { module } = evaluator;
  const call = last(path);
  const here = scopeOf(path.slice(0, -1));
  const receiver = receiverOf(call);
  if (!receiver || call.hasError || !isSandbox(receiver, here, evaluator)) return undefined;
  const home = { module, line: call.startPosition.row + 1, takes: parametersOf('sandbox') };
  const { gpu, params, unreadSpreads, oldGpu } = readOptions([{ call, path: here, evaluator }], home);
  const app = callArguments(call).keywords.find(({ name }) => name === 'app')?.value;
  return {
    type: 'declaration',
    file: module.file,
    ...placeOf(call),
    ...nameOf(path),
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

/** `modal.Sandbox` of `modal.Sandbox.create.aio(…)`. */
function receiverOf(call: Node): Node | null {
  const callee = field(call, 'function');
  if (callee?.type !== 'attribute') return null;
  const method = field(callee, 'attribute')?.text === 'aio' ? field(callee, 'object') : callee;
  const name = method?.type === 'attribute' ? field(method, 'attribute')?.text : undefined;
  return name === 'create' || name === '_experimental_create' ? field(method!, 'object') : null;
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
    return typeof source !== 'string' && source !== module && isSandboxIn(there, evaluator.forModule(source), depth + 1);
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
