import type { Node } from 'web-tree-sitter';
import type { Stretch } from '../python/folding';
import type { PythonModule } from '../python/module';
import { callArguments, field, last, pathAt, type Path } from '../python/syntax';
import { readValue } from './arguments';
import { targetOf } from './callTarget';
import { readCallValues } from './callValues';
import type { CallChange, CallSite, CallSiteForm, ChangingMethod } from './declaration';
import { isParameterName } from './parameters';
import { oldMethod } from './oldNames';
import { rangeOf } from './declaredValue';
import type { Places, Search } from './search';

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
  with_batching: 'with_options',
  update_autoscaler: 'update_autoscaler',
  keep_warm: 'update_autoscaler',
  ...Object.fromEntries(IMAGE_STEPS.map((step) => [step, 'image_build' as const])),
};

const PATTERN = new RegExp(`\\.[\\s\\\\]*(${Object.keys(METHODS).join('|')})\\s*(?:\\.\\s*aio\\s*)?\\(`, 'g');
const MAX_TEXT = 200;

/** Whether a text may hold such a call. */
export function mayCall(text: string): boolean {
  return text.search(PATTERN) >= 0;
}

/** The calls in a stretch of the text that may cost by themselves or change what a declaration costs. */
export function* callsIn({ module, evaluator }: Search, { from, to }: Stretch): Places {
  for (const match of module.text.slice(from, to).matchAll(PATTERN)) {
    const at = from + match.index + match[0].indexOf(match[1]!);
    const path = pathAt(module.root, at);
    // Of a text that is all calls, each as deep as the one before, the first must do.
    if (evaluator.work.look(5 * path.length) !== undefined) return;
    yield callOf(path) && { kind: 'call', path };
  }
}

/** The call of the method whose name `path` leads to; undefined where it costs nothing by itself and changes no declaration. */
export function readCallSite(path: Path, { module, evaluator }: Search): CallSite | undefined {
  const method = last(path).text;
  const form = METHODS[method]!;
  const found = callOf(path);
  if (!found) return undefined;
  const { call, receiver } = found;
  const here = statementOf(path);
  if (form === 'image_build' && !callArguments(call).keywords.some((keyword) => keyword.name === 'gpu'))
    return undefined;
  const { gpu, params, oldGpu, ...others } = readCallValues(call, method, here, evaluator);
  const changes = isChanging(method)
    ? { method, ...others, ...placeOf(path, found), ...targetOf(receiver, here, evaluator) }
    : null;
  if (changes?.target.kind === 'unknown' && !mayBeModal(call, method, module)) return undefined;
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
    changes,
    oldNames,
    text: shorten(call),
    range: rangeOf(call),
  };
}

const CHANGING: ReadonlySet<string> = new Set<ChangingMethod>([
  'with_options',
  'with_concurrency',
  'with_batching',
  'update_autoscaler',
  'keep_warm',
]);

function isChanging(method: string): method is ChangingMethod {
  return CHANGING.has(method);
}

/** Keywords of `with_options` that cost nothing. */
const FREE = new Set(['env', 'secrets', 'volumes']);

/**
 * Whether a call on something unknown may be Modal's. Clients of other services have a `with_options` too, with `timeout`
 * or keywords that Modal's does not take.
 */
function mayBeModal(call: Node, method: string, module: PythonModule): boolean {
  if (!importsModal(module)) return method === 'update_autoscaler';
  if (method !== 'with_options') return true;
  const { keywords, spreads, positional } = callArguments(call);
  const isOther = keywords.some(({ name }) => !FREE.has(name) && !isParameterName(name));
  const isTelling = keywords.some(({ name }) => name !== 'timeout') || spreads.length > 0;
  return !isOther && isTelling && positional.length === 0;
}

/** Where a call stands: in a chain, and in which function. */
function placeOf(path: Path, { call, isContinued }: FoundCall): Pick<CallChange, 'isContinued' | 'within'> {
  const until = path.findIndex(({ id }) => id === call.id);
  const at = path.slice(0, until).findLastIndex(({ type }) => type === 'function_definition');
  const between = path.slice(at + 1, until);
  const holder = path[at];
  const name = holder && field(holder, 'name')?.text;
  return {
    isContinued,
    within:
      holder && name !== undefined && !between.some(({ type }) => CONDITIONAL.test(type))
        ? { name, line: holder.startPosition.row + 1 }
        : null,
  };
}

/** What may leave out, or repeat, what stands in it. */
const CONDITIONAL =
  /^(if_statement|for_statement|while_statement|except_clause|match_statement|conditional_expression|boolean_operator|lambda|class_definition|\w+_comprehension|generator_expression)$/;

interface FoundCall {
  readonly call: Node;
  readonly receiver: Node;
  /** Whether a variant of its result is made in the same expression. */
  readonly isContinued: boolean;
}

/** The call of the method whose name `path` leads to: `receiver.method(…)` or `receiver.method.aio(…)`. */
function callOf(path: Path): FoundCall | undefined {
  const index = path.findLastIndex((node) => node.type === 'call');
  const call = path[index];
  const callee = call && field(call, 'function');
  const attribute = path[path.length - 2];
  if (!callee || attribute?.type !== 'attribute') return undefined;
  if (field(attribute, 'attribute')?.id !== path[path.length - 1]?.id) return undefined;
  const isCalled = callee.id === attribute.id || field(callee, 'object')?.id === attribute.id;
  const receiver = field(attribute, 'object');
  if (!isCalled || !receiver) return undefined;
  return { call, receiver, isContinued: isContinued(path, index) };
}

/** `X.with_options(…).with_concurrency(…)`: the first of the two calls is only a step. */
function isContinued(path: Path, index: number): boolean {
  const attribute = path[index - 1];
  const object = attribute?.type === 'attribute' ? field(attribute, 'object') : null;
  return object?.id === path[index]?.id && (field(attribute!, 'attribute')?.text ?? '').startsWith('with_');
}

/** The path to the statement: expressions around the call bind nothing that matters here. */
function statementOf(path: Path): Path {
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
  return module.importsFrom('modal').length > 0;
}

function shorten(node: Node): string {
  const text = node.text.replace(/\s+/g, ' ');
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}
