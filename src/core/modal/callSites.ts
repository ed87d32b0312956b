import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import type { Stretch } from '../python/folding';
import type { PythonModule } from '../python/module';
import { callArguments, excerpt, field, last, pathAt, type Path } from '../python/syntax';
import { readValue } from './arguments';
import { readCallValues } from './callValues';
import { CHANGING_METHODS, isChangingMethod } from './changingMethod';
import { contextsOf, scopeOf, type Context } from './contexts';
import type { CallChange, CallSite, CallSiteForm, CallTarget, ChangingMethod } from './declaration';
import { absent, rangeOf } from './declaredValue';
import { targetsOf, type FoundTarget } from './handles';
import { usesAt, type MethodUse } from './methodUses';
import { oldMethod } from './oldNames';
import { isParameterName, PARAMETER_NAMES } from './parameters';
import { importsModal } from './probableApp';
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

/** A method that is called, or one that is named: `scale = f.update_autoscaler`, `getattr(f, "update_autoscaler")`. */
const PATTERN = new RegExp(
  `\\.[\\s\\\\]*(?:(${IMAGE_STEPS.join('|')})\\s*\\(|(${CHANGING_METHODS.join('|')})\\b)|["'](${CHANGING_METHODS.join('|')})["']`,
  'g',
);
const MAX_TEXT = 200;

/** Whether a text may hold such a call. */
export function mayCall(text: string): boolean {
  return text.search(PATTERN) >= 0;
}

/** What in a stretch of the text may be a call that costs by itself or changes what a declaration costs. */
export function* callsIn({ module, evaluator }: Search, { from, to }: Stretch): Places {
  for (const match of module.text.slice(from, to).matchAll(PATTERN)) {
    const word = match[1] ?? match[2] ?? match[3]!;
    const path = pathAt(module.root, from + match.index + match[0].indexOf(word));
    // Of a text that is all calls, each as deep as the one before, the first must do.
    if (evaluator.work.look(5 * path.length) !== undefined) return;
    const name = last(path);
    const isText = name.type === 'string_content' && isChangingMethod(name.text);
    yield name.type === 'identifier' || isText ? { kind: 'call', path } : undefined;
  }
}

/** The calls of the method whose name, or text, `path` leads to. */
export function readCalls(path: Path, search: Search): readonly CallSite[] {
  return usesAt(path, last(path).text, search.withHandles).flatMap((use) => readUse(use, search));
}

/** What the method whose name, or text, `path` leads to changes in one run of its code. */
export function changesOf(path: Path, context: Context, search: Search): readonly CallSite[] {
  return usesAt(path, last(path).text, search.withHandles).flatMap((use) => {
    const { method } = use;
    return isChangingMethod(method) ? readChanges({ ...use, method }, context, search) : [];
  });
}

/** The keywords that a changing method takes, in a call. */
const KEYWORD = new RegExp(`[(,\\s](${PARAMETER_NAMES.join('|')})\\s*=(?!=)`, 'g');

/** Whether a method is not called where it stands: any call of the text may call it. */
export function isCalledElsewhere(site: CallSite): boolean {
  return site.changes?.isCalledElsewhere === true;
}

/**
 * A method that is not called where it stands may be called by way of a container, an attribute or a loop: then these calls
 * count in its place.
 */
export function withCallsElsewhere(sites: readonly CallSite[], search: Search): readonly CallSite[] {
  if (!sites.some(isCalledElsewhere)) return sites;
  const { module, evaluator } = search;
  const calls = new Map<number, Path>();
  for (const match of module.text.matchAll(KEYWORD)) {
    const path = pathAt(module.root, match.index + match[0].indexOf(match[1]!));
    if (evaluator.work.look(5 * path.length) !== undefined) return sites;
    const at = path.findLastIndex(({ type }) => type === 'call');
    const isDirect = path[at + 2]?.type === 'keyword_argument' && at + 4 === path.length;
    if (isDirect) calls.set(path[at]!.id, path.slice(0, at + 1));
  }
  const found = [...calls.values()].flatMap((call) => readBoundCall(call, search));
  const called = new Set(found.map(({ changes }) => changedKey(changes!)));
  return [
    ...sites.filter((site) => !isCalledElsewhere(site) || !called.has(changedKey(site.changes!))),
    ...found,
  ];
}

function changedKey({ method, target }: CallChange): string {
  return JSON.stringify([method, target]);
}

/** A call of what is a changing method: `ACTIONS["up"](min_containers=4)`. */
function readBoundCall(place: Path, search: Search): readonly CallSite[] {
  const callee = field(last(place), 'function');
  const isCalledByName = (name: Node | null): boolean => name !== null && isChangingMethod(name.text);
  if (!callee || isCalledByName(field(callee, 'attribute'))) return [];
  const use = { receiver: callee, named: place, calls: [place], place, handedOn: null, isContinued: false };
  return inEachContext(place, search, (context) =>
    CHANGING_METHODS.flatMap((method) => readChanges({ ...use, method }, context, search, true)),
  );
}

/** The call sites of a use: one for each target, and for each run of the code around it that says something else. */
function readUse(use: MethodUse, search: Search): readonly CallSite[] {
  const { method, place } = use;
  return isChangingMethod(method)
    ? inEachContext(place, search, (context) => readChanges({ ...use, method }, context, search))
    : imageBuild(use, search);
}

/** The distinct call sites of all runs of the code where a call stands. */
export function inEachContext(
  place: Path,
  { withHandles }: Search,
  read: (context: Context) => readonly CallSite[],
): readonly CallSite[] {
  const sites = contextsOf(place, withHandles).flatMap(read);
  const distinct = new Map(sites.map((site) => [contentOf(site), site] as const));
  return [...distinct.values()];
}

/** What tells one call from another that stands at the same place. */
function contentOf({ gpu, params, changes }: CallSite): string {
  return JSON.stringify([gpu.status, gpu.value, gpu.candidates, params, changes], (key, value: unknown) =>
    key === 'origins' ? undefined : value,
  );
}

function imageBuild({ place, named }: MethodUse, { evaluator, module }: Search): readonly CallSite[] {
  const call = last(place);
  if (!callArguments(call).keywords.some(({ name }) => name === 'gpu')) return [];
  const here = statementOf(place);
  // An image has no name in a team file but that of its step.
  const step = last(named).text;
  const deployed = evaluator.deployed({ file: module.file, name: step, qualname: step });
  const { gpu, params, oldGpu } = readCallValues([{ call, path: here, evaluator: deployed }], 'image_build');
  return [
    {
      ...siteAt(place, named, module),
      form: 'image_build',
      gpu,
      params,
      changes: null,
      oldNames: oldGpu ? [oldGpu] : [],
    },
  ];
}

/** Where a call site is. */
export function siteAt(
  place: Path,
  named: Path,
  { file }: PythonModule,
): Pick<CallSite, 'type' | 'file' | 'line' | 'text' | 'range'> {
  const node = last(place);
  const isNamedHere = node.startIndex <= last(named).startIndex && last(named).endIndex <= node.endIndex;
  // Of a chain of calls the line of this one's name.
  const line = (isNamedHere ? last(named) : node).startPosition.row + 1;
  return { type: 'call', file, line, text: shorten(node), range: rangeOf(node) };
}

/** A use of a method that changes a declaration. */
interface ChangingUse extends MethodUse {
  readonly method: ChangingMethod;
}

/**
 * What a use changes in one run of its code.
 * @param isBound whether the receiver is the method itself
 */
function readChanges(
  use: ChangingUse,
  context: Context,
  { module }: Search,
  isBound = false,
): readonly CallSite[] {
  const { method, receiver, named, calls, place, isContinued } = use;
  const { evaluator } = context;
  const { targets, isComplete } = targetsOf(evaluator.evaluate(receiver, scopeOf(named)), method, isBound);
  const within = withinOf(place, context, module);
  const call = calls.at(-1);
  const mayBeOther =
    !isBound && !isComplete && mayBeModal(call && last(call), targets.length > 0, method, module);
  const unknown: FoundTarget = { target: { kind: 'unknown', source: excerpt(receiver) }, chain: [] };
  return [...targets, ...(mayBeOther ? [unknown] : [])].map((found): CallSite => {
    const values = valuesOf(use, evaluator.deployed(placeOf(found.target, module)));
    const { gpu, params, oldGpu, warm, ...others } = values;
    const isOld = warm !== undefined && importsModal(module);
    return {
      ...siteAt(place, named, module),
      form: METHODS[method]!,
      gpu,
      params: { ...params, ...(warm && { keep_warm: warm }) },
      changes: {
        method,
        ...others,
        ...found,
        isContinued,
        within,
        ...(call ? {} : { isCalledElsewhere: true }),
      },
      oldNames: [
        ...(oldGpu ? [oldGpu] : []),
        ...(isOld && last(named).type === 'identifier' ? [oldMethod(last(named))] : []),
      ],
    };
  });
}

type Values = ReturnType<typeof readCallValues> & {
  readonly warm?: ReturnType<typeof readValue> | undefined;
};

/** The values that the calls give; without any, each that the method takes may be given elsewhere. */
function valuesOf({ method, calls, receiver, place, handedOn }: ChangingUse, evaluator: Evaluator): Values {
  const call = calls.at(-1);
  if (!call) return givenElsewhere(last(place), method);
  const values = readCallValues(
    calls.map((path) => ({
      call: last(path),
      path: scopeOf(path),
      evaluator,
      ...(handedOn && path === call ? { handedOn } : {}),
    })),
    method,
  );
  const warm = method === 'keep_warm' ? warmArgument(last(call), receiver) : undefined;
  return { ...values, warm: warm && readValue(warm, warm, scopeOf(call), evaluator) };
}

function givenElsewhere(method: Node, name: ChangingMethod): Values {
  const line = method.startPosition.row + 1;
  const source = excerpt(method);
  const reason = { kind: 'runtimeOnly', expression: source } as const;
  const unreadSpreads = [{ source, line, reason }];
  const gpu = { ...absent<never>(line), source, status: 'unknown', reason } as const;
  return {
    gpu: name === 'with_options' ? gpu : absent(line),
    params: {},
    unreadSpreads,
    oldGpu: null,
    concurrent: null,
    batched: null,
  };
}

/** The declaration whose environment a call's values are read in. */
function placeOf(target: CallTarget, { file }: PythonModule): Parameters<Evaluator['deployed']>[0] {
  const name = target.kind === 'unknown' ? target.source : target.name;
  return { file: target.kind === 'definition' ? target.file : file, name, qualname: name };
}

/** Keywords of `with_options` that cost nothing. */
const FREE = new Set(['env', 'secrets', 'volumes']);

/**
 * Whether a call on something unknown may be Modal's. Clients of other services have a `with_options` too, with `timeout`
 * or keywords that Modal's does not take; and a setting may have the name of a method that is not called.
 */
function mayBeModal(
  call: Node | undefined,
  isSometimes: boolean,
  method: string,
  module: PythonModule,
): boolean {
  if (isSometimes || method === 'update_autoscaler') return true;
  if (!call || !importsModal(module)) return false;
  if (method !== 'with_options') return true;
  const { keywords, spreads, positional } = callArguments(call);
  const isOther = keywords.some(({ name }) => !FREE.has(name) && !isParameterName(name));
  const isTelling = keywords.some(({ name }) => name !== 'timeout') || spreads.length > 0;
  return !isOther && isTelling && positional.length === 0;
}

/** The function that runs a call whenever it runs: of a helper that is called, the one that calls it. */
function withinOf(place: Path, { site }: Context, module: PythonModule): CallChange['within'] {
  const within = holderOf(place);
  if (!site || !within) return within;
  const callee = field(site, 'function');
  if (callee?.text !== within.name) return null;
  const path = pathAt(module.root, site.startIndex);
  const at = path.findIndex(({ id }) => id === site.id);
  return at < 0 ? null : holderOf(path.slice(0, at + 1));
}

function holderOf(path: Path): CallChange['within'] {
  const at = path.slice(0, -1).findLastIndex(({ type }) => type === 'function_definition');
  const holder = path[at];
  const name = holder && field(holder, 'name')?.text;
  if (!holder || name === undefined || path.slice(at + 1, -1).some(({ type }) => CONDITIONAL.test(type)))
    return null;
  return { name, line: holder.startPosition.row + 1 };
}

/** What may leave out, or repeat, what stands in it. */
const CONDITIONAL =
  /^(if_statement|for_statement|while_statement|except_clause|match_statement|conditional_expression|boolean_operator|lambda|class_definition|\w+_comprehension|generator_expression)$/;

/** The path to the statement: expressions around the call bind nothing that matters here. */
function statementOf(path: Path): Path {
  const index = path.findLastIndex(({ type }) => /_statement$|_definition$|^block$|^module$/.test(type));
  return path.slice(0, Math.max(0, index) + 1);
}

/** What `f.keep_warm(…)` is given: its only argument, by place or by name; the method itself may be handed on before it. */
export function warmArgument(call: Node, receiver?: Node): Node | undefined {
  const { positional, keywords } = callArguments(call);
  const own = positional.filter(
    (each) => !receiver || receiver.startIndex < each.startIndex || each.endIndex < receiver.endIndex,
  );
  return own[0] ?? keywords.find(({ name }) => name === 'warm_pool_size')?.value;
}

function shorten(node: Node): string {
  const text = node.text.replace(/\s+/g, ' ');
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}
