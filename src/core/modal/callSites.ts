import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { callArguments, field, last, pathAt, type Path } from '../python/syntax';
import { readArguments, readValue } from './arguments';
import type { CallSite, CallSiteForm } from './declaration';
import { oldMethod } from './oldNames';
import { rangeOf } from './declaredValue';

/** The steps of `modal.Image` that take `gpu=`: a GPU billed while the image builds. */
const IMAGE_STEPS = [
  'run_function',
  'run_commands',
  'pip_install',
  'uv_pip_install',
  'uv_sync',
  'dockerfile_commands',
  'micromamba_install',
  'apt_install',
  'poetry_install_from_file',
  'pip_install_from_requirements',
  'pip_install_from_pyproject',
  'pip_install_private_repos',
  'from_dockerfile',
] as const;

const METHODS: Readonly<Record<string, CallSiteForm>> = {
  with_options: 'with_options',
  with_concurrency: 'with_options',
  update_autoscaler: 'update_autoscaler',
  keep_warm: 'update_autoscaler',
  ...Object.fromEntries(IMAGE_STEPS.map((step) => [step, 'image_build' as const])),
};

const PATTERN = new RegExp(`\\.\\s*(${Object.keys(METHODS).join('|')})\\s*(?:\\.\\s*aio\\s*)?\\(`, 'g');
const MAX_TEXT = 200;

/** Whether a text may hold such a call. */
export function mayCall(text: string): boolean {
  return text.search(PATTERN) >= 0;
}

/** Finds the calls that cost by themselves or change what a declaration costs. */
export function findCallSites(module: PythonModule, evaluator: Evaluator): readonly CallSite[] {
  const sites: CallSite[] = [];
  for (const match of module.text.matchAll(PATTERN)) {
    const method = match[1]!;
    const at = match.index + match[0].indexOf(method);
    const path = pathAt(module.root, at);
    // Of a text that is all calls, each as deep as the one before, the first must do.
    if (evaluator.work.look(5 * path.length) !== undefined) return sites;
    const site = readCallSite(path, method, module, evaluator);
    if (site) sites.push(site);
  }
  return sites;
}

function readCallSite(
  path: Path,
  method: string,
  module: PythonModule,
  evaluator: Evaluator,
): CallSite | undefined {
  const form = METHODS[method]!;
  const call = callOf(path);
  if (!call) return undefined;
  const here = statementOf(path);
  if (form === 'image_build' && !callArguments(call).keywords.some((keyword) => keyword.name === 'gpu'))
    return undefined;
  const { gpu, params, oldGpu } = readArguments(call, here, evaluator);
  const warm = method === 'keep_warm' ? warmArgument(call) : undefined;
  const oldNames = [
    ...(oldGpu ? [oldGpu] : []),
    ...(warm && importsModal(module) ? [oldMethod(last(path))] : []),
  ];
  return {
    type: 'call',
    file: module.file,
    // Of a chain of calls the line of this one's name.
    line: last(path).startPosition.row + 1,
    form,
    gpu,
    params: { ...params, ...(warm && { keep_warm: readValue(warm, warm, here, evaluator) }) },
    oldNames,
    text: shorten(call),
    range: rangeOf(call),
  };
}

/** The call of the method whose name `path` leads to: `receiver.method(…)` or `receiver.method.aio(…)`. */
function callOf(path: Path): Node | undefined {
  const index = path.findLastIndex((node) => node.type === 'call');
  const call = path[index];
  const callee = call && field(call, 'function');
  const attribute = path[path.length - 2];
  if (!callee || attribute?.type !== 'attribute') return undefined;
  if (field(attribute, 'attribute')?.id !== path[path.length - 1]?.id) return undefined;
  const isCalled = callee.id === attribute.id || field(callee, 'object')?.id === attribute.id;
  return isCalled && field(attribute, 'object') ? call : undefined;
}

/** The path to the statement: expressions around the call bind nothing that matters here. */
export function statementOf(path: Path): Path {
  const index = path.findLastIndex(({ type }) => /_statement$|_definition$|^block$|^module$/.test(type));
  return path.slice(0, Math.max(0, index) + 1);
}

/** What `f.keep_warm(…)` is given: its only argument, by place or by name. */
export function warmArgument(call: Node): Node | undefined {
  const { positional, keywords } = callArguments(call);
  return positional[0] ?? keywords.find(({ name }) => name === 'warm_pool_size')?.value;
}

/** Other packages may have a method of such a name too. */
function importsModal(module: PythonModule): boolean {
  return [...module.imports.values()].some(
    (each) => each.level === 0 && each.module.split('.')[0] === 'modal',
  );
}

function shorten(node: Node): string {
  const text = node.text.replace(/\s+/g, ' ');
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}
