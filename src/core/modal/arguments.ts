import type { Node } from 'web-tree-sitter';
import type { BoundValue } from '../python/boundEvaluator';
import type { Evaluator } from '../python/evaluate';
import { dependenciesOf, type Dependency } from '../python/dependencies';
import { entryAt, isDict, openness } from '../python/dicts';
import type { Folding } from '../python/folding';
import type { PythonModule } from '../python/module';
import { callArguments, type Path } from '../python/syntax';
import { known, NONE, oneOf, unknown, type Evaluation } from '../python/pyValue';
import type {
  Declared,
  DeclaredGpu,
  DeclaredParameter,
  OldNameUse,
  Parameters,
  TextRange,
  UnreadSpread,
} from './declaration';
import type { DeclaredNote } from './declaredNote';
import { gpuLabel, parseGpu, type Gpu } from './gpu';
import { isParameterName, oldSpellings, type ParameterName } from './parameters';
import type { Reason } from './reason';
import type { Replacement } from './replacement';
import { absent, declared, parameterValue, rangeOf } from './declaredValue';

/** What folds the keywords of a call. */
export type Reads = Pick<Folding, 'module' | 'evaluate' | 'forModule' | 'importedModule' | 'findModule'>;

/** A call that gives keywords, and where it is evaluated. */
export interface OptionsCall<By extends Reads = Evaluator> {
  readonly call: Node;
  readonly path: Path;
  readonly evaluator: By;
  /** A dict with keywords that another argument hands on: `Thread(target=f, kwargs={…})`. */
  readonly handedOn?: Node;
  /** What the keywords have become that it gave, where these have been changed since: `p.keywords["gpu"] = "H100"`. */
  readonly keywords?: BoundValue;
}

/** One argument as given: by keyword, or by a spread (`via`). */
interface Given {
  readonly evaluation: Evaluation;
  readonly node: Node;
  readonly value: Node;
  readonly via: string | null;
  readonly module: PythonModule;
  /** What the expression depends on, for a value that is not known. */
  readonly depends: () => readonly Dependency[];
}

/** What is declared, and where: what is written in another file has no place of its own here. */
export interface Home {
  readonly module: PythonModule;
  readonly line: number;
  /** The parameters that it takes: what an unread spread may hold is unknown for each of them. */
  readonly takes: readonly ParameterName[];
}

/** The keyword arguments of a Modal call, its `**` spreads resolved. */
export interface ModalArguments {
  readonly gpu: DeclaredGpu;
  readonly params: Parameters;
  readonly unreadSpreads: readonly UnreadSpread[];
  /** A GPU that is written as an object of `modal.gpu` or as a truth value. */
  readonly oldGpu: OldNameUse | null;
}

/**
 * The keyword arguments of calls that follow one another, as `partial(app.function, …)` and the call of what it gives:
 * what a later one gives counts.
 */
export function readOptions(calls: readonly OptionsCall<Reads>[], home: Home): ModalArguments {
  const { given, unreadSpreads } = resolve(calls, home);
  const params: Partial<Record<ParameterName, DeclaredParameter>> = {};
  for (const [name, each] of given) {
    if (name !== 'gpu' && isParameterName(name) && mayTake(name, home))
      params[name] = inHome(readParameter(name, each), each, home);
  }
  const [spread] = unreadSpreads;
  if (spread) {
    const isGiven = (name: ParameterName): boolean =>
      [name, ...oldSpellings(name)].some((each) => params[each] !== undefined);
    for (const name of home.takes) if (name !== 'gpu' && !isGiven(name)) params[name] = maybeIn(spread);
  }
  const gpu = given.get('gpu');
  const declaredGpu = gpu
    ? inHome(readGpu(gpu), gpu, home)
    : spread
      ? maybeIn<readonly Gpu[]>(spread)
      : absent<readonly Gpu[]>(lineOf(calls, home));
  return {
    gpu: declaredGpu,
    params,
    unreadSpreads,
    oldGpu: gpu?.module === home.module ? oldGpuIn(gpu, declaredGpu) : null,
  };
}

/** Where a value that is not given would be: in the last of the calls. */
function lineOf(calls: readonly OptionsCall<Reads>[], { module, line }: Home): number {
  const last = calls.at(-1);
  return last?.evaluator.module === module ? last.call.startPosition.row + 1 : line;
}

/** A value of another file, in the line of what it is declared by. */
function inHome<T>(value: Declared<T>, given: Given, { module, line }: Home): Declared<T> {
  return given.module === module ? value : { ...value, line, range: null };
}

/** One keyword of a stacked decorator or an old method, evaluated. */
export function readValue(node: Node, value: Node, path: Path, evaluator: Reads): DeclaredParameter {
  const read = declared(evaluator.evaluate(value, path), parameterValue, { node, value, via: null });
  return withDependencies(read, () => dependenciesOf({ node: value, path, evaluator }));
}

/** An unknown value with the code that it depends on. */
function withDependencies<T>(value: Declared<T>, depends: Given['depends']): Declared<T> {
  return value.status === 'unknown' ? { ...value, ...dependingOn(depends()) } : value;
}

function dependingOn(dependsOn: readonly Dependency[]): Pick<UnreadSpread, 'dependsOn'> {
  return dependsOn.length > 0 ? { dependsOn } : {};
}

function resolve(
  calls: readonly OptionsCall<Reads>[],
  home: Home,
): { given: Map<string, Given>; unreadSpreads: UnreadSpread[] } {
  const given = new Map<string, Given>();
  const unreadSpreads: UnreadSpread[] = [];
  for (const call of [...calls].reverse()) readCall(call, home, given, unreadSpreads);
  return { given, unreadSpreads };
}

/** Adds what a call gives, where nothing is given yet. */
function readCall(
  { call, path, evaluator, handedOn, keywords: changed }: OptionsCall<Reads>,
  home: Home,
  given: Map<string, Given>,
  unreadSpreads: UnreadSpread[],
): void {
  const { module } = evaluator;
  const give = (name: string, each: Given): void => {
    if (!given.has(name)) given.set(name, each);
  };
  const spread = (node: Node, evaluation: Evaluation): void => {
    const source = `**${node.text}`;
    let found: readonly Dependency[] | undefined;
    const depends = (): readonly Dependency[] => (found ??= dependenciesOf({ node, path, evaluator }));
    for (const [key, entry] of spreadEntries(evaluation))
      give(key, { evaluation: entry, node, value: node, via: source, module, depends });
    const reason = evaluation.reason ?? evaluation.values.filter(isDict).map(openness).find(Boolean);
    if (reason) {
      const line = module === home.module ? node.startPosition.row + 1 : home.line;
      unreadSpreads.push({ source, line, reason, ...dependingOn(depends()) });
    }
  };
  if (changed) {
    spread(call, changed.value());
    return;
  }
  const { keywords, spreads: written } = callArguments(call);
  const spreads = handedOn ? [...written, handedOn] : written;
  // Of a keyword that stands twice in a call, which Python refuses, the last counts.
  for (const { name, node, value } of [...keywords].reverse()) {
    // Images, volumes and secrets cost nothing here, and are long.
    if (!isParameterName(name)) continue;
    const depends = (): readonly Dependency[] => dependenciesOf({ node: value, path, evaluator });
    give(name, { evaluation: evaluator.evaluate(value, path), node, value, via: null, module, depends });
  }
  for (const each of spreads) spread(each, evaluator.evaluate(each, path));
}

/** `max_inputs` was a parameter of functions and classes alone: `with_concurrency` has another of the name. */
function mayTake(name: ParameterName, { takes }: Home): boolean {
  return name !== 'max_inputs' || takes.includes('single_use_containers');
}

/** What a spread gives for each key: where several dicts are possible, a key that one lacks may be absent. */
function spreadEntries(spread: Evaluation): Map<string, Evaluation> {
  const dicts = spread.values.filter(isDict);
  const entries = new Map<string, Evaluation>();
  for (const key of new Set(dicts.flatMap((dict) => [...dict.entries.keys()]))) {
    const each = oneOf(dicts.map((dict) => entryAt(dict, key) ?? known(NONE)));
    const complete = spread.reason === null ? each : unknown(spread.reason, each.values, each.origins);
    entries.set(key, { ...complete, origins: [...spread.origins, ...complete.origins] });
  }
  return entries;
}

function readGpu(given: Given): DeclaredGpu {
  const gpu = withSource(declared(given.evaluation, parseGpu, given), given);
  const tuple = given.evaluation.values.some((value) => value.kind === 'tuple');
  return tuple ? { ...gpu, note: { kind: 'gpuTuple' } } : gpu;
}

/** What is not written out, where a spread that cannot be read may hold it. */
function maybeIn<T>({ source, line, reason }: UnreadSpread): Declared<T> {
  const because: Reason = { kind: 'mayComeFromSpread', spread: source.slice(0, 60), reason };
  return { ...absent<T>(line), source, status: 'unknown', reason: because };
}

/** A parameter, with a note where the SDK passes over its form without a word. */
function readParameter(name: ParameterName, given: Given): DeclaredParameter {
  const parameter = withSource(declared(given.evaluation, parameterValue, given), given);
  const kinds = new Set(given.evaluation.values.map((value) => value.kind));
  if (name === 'memory' && kinds.has('float')) return ignored(parameter, { kind: 'floatIgnored' });
  if ((name === 'memory' || name === 'cpu') && kinds.has('list'))
    return ignored(parameter, { kind: 'listIgnored' });
  return parameter;
}

function ignored(parameter: DeclaredParameter, note: DeclaredNote): DeclaredParameter {
  return { ...parameter, ignored: true, note };
}

/** A value that came by a spread shows the spread, not the whole dict; an unknown one knows what it depends on. */
function withSource<T>(value: Declared<T>, given: Given): Declared<T> {
  const read = given.via === null ? value : { ...value, source: given.via };
  return withDependencies(read, given.depends);
}

function oldGpuIn(
  { evaluation: { values }, via, value: node }: Given,
  { value, candidates, line }: DeclaredGpu,
): OldNameUse | null {
  const range: TextRange | null = via === null ? rangeOf(node) : null;
  const object = values.find((each) => each.kind === 'modal' && each.path.startsWith('gpu.'));
  if (object?.kind === 'modal') {
    const [first] = value ?? candidates[0] ?? [];
    const use: Replacement = first ? code(`gpu="${gpuLabel(first)}"`) : { kind: 'gpuText' };
    return {
      old: `modal.${object.path}(…)`,
      use,
      warnedSince: '0.73.31',
      refusedSince: '1.4.0',
      line,
      range,
    };
  }
  const truth = values.find((each) => each.kind === 'bool');
  if (truth?.kind !== 'bool') return null;
  const [old, use] = truth.value ? ['gpu=True', 'gpu="any"'] : ['gpu=False', 'gpu=None'];
  return { old, use: code(use), warnedSince: null, refusedSince: '0.73.31', line, range };
}

function code(text: string): Replacement {
  return { kind: 'code', code: text };
}
