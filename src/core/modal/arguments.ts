import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
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
import { isParameterName, type ParameterName } from './parameters';
import type { Reason } from './reason';
import type { Replacement } from './replacement';
import { absent, declared, parameterValue, rangeOf } from './declaredValue';

/** One argument as given: by keyword, or by a spread (`via`). */
interface Given {
  readonly evaluation: Evaluation;
  readonly node: Node;
  readonly value: Node;
  readonly via: string | null;
}

/** The keyword arguments of a Modal call, its `**` spreads resolved. */
export interface ModalArguments {
  readonly gpu: DeclaredGpu;
  readonly params: Parameters;
  readonly unreadSpreads: readonly UnreadSpread[];
  /** A GPU that is written as an object of `modal.gpu` or as a truth value. */
  readonly oldGpu: OldNameUse | null;
}

export function readArguments(call: Node, path: Path, evaluator: Evaluator): ModalArguments {
  const { given, unreadSpreads } = resolve(call, path, evaluator);
  const params: Partial<Record<ParameterName, DeclaredParameter>> = {};
  for (const [name, each] of given) {
    if (name !== 'gpu' && isParameterName(name)) params[name] = readParameter(name, each);
  }
  const gpu = given.get('gpu');
  const declaredGpu = gpu ? readGpu(gpu) : missingGpu(call, unreadSpreads);
  return {
    gpu: declaredGpu,
    params,
    unreadSpreads,
    oldGpu: gpu ? oldGpu(gpu.evaluation, declaredGpu, gpu.via === null ? rangeOf(gpu.value) : null) : null,
  };
}

/** One keyword of a stacked decorator or an old method, evaluated. */
export function readValue(node: Node, value: Node, path: Path, evaluator: Evaluator): DeclaredParameter {
  return declared(evaluator.evaluate(value, path), parameterValue, { node, value, via: null });
}

function resolve(
  call: Node,
  path: Path,
  evaluator: Evaluator,
): { given: Map<string, Given>; unreadSpreads: UnreadSpread[] } {
  const { keywords, spreads } = callArguments(call);
  const given = new Map<string, Given>();
  const unreadSpreads: UnreadSpread[] = [];
  for (const { name, node, value } of keywords) {
    // Images, volumes and secrets cost nothing here, and are long.
    if (name !== 'gpu' && !isParameterName(name)) continue;
    given.set(name, { evaluation: evaluator.evaluate(value, path), node, value, via: null });
  }
  for (const spread of spreads) {
    const source = `**${spread.text}`;
    const evaluation = evaluator.evaluate(spread, path);
    for (const [key, entry] of spreadEntries(evaluation)) {
      if (!given.has(key)) given.set(key, { evaluation: entry, node: spread, value: spread, via: source });
    }
    if (evaluation.reason !== null) {
      unreadSpreads.push({ source, line: spread.startPosition.row + 1, reason: evaluation.reason });
    }
  }
  return { given, unreadSpreads };
}

/** What a spread gives for each key: where several dicts are possible, a key that one lacks may be absent. */
function spreadEntries(spread: Evaluation): Map<string, Evaluation> {
  const dicts = spread.values.flatMap((value) => (value.kind === 'dict' ? [value.entries] : []));
  const entries = new Map<string, Evaluation>();
  for (const key of new Set(dicts.flatMap((dict) => [...dict.keys()]))) {
    const each = oneOf(dicts.map((dict) => dict.get(key) ?? known(NONE)));
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

function missingGpu(call: Node, unreadSpreads: readonly UnreadSpread[]): DeclaredGpu {
  const [spread] = unreadSpreads;
  const line = call.startPosition.row + 1;
  if (!spread) return absent(line);
  const reason: Reason = {
    kind: 'mayComeFromSpread',
    spread: spread.source.slice(0, 60),
    reason: spread.reason,
  };
  return { ...absent<readonly Gpu[]>(spread.line), source: spread.source, status: 'unknown', reason };
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

/** A value that came by a spread shows the spread, not the whole dict. */
function withSource<T>(value: Declared<T>, given: Given): Declared<T> {
  return given.via === null ? value : { ...value, source: given.via };
}

function oldGpu(
  { values }: Evaluation,
  { value, candidates, line }: DeclaredGpu,
  range: TextRange | null,
): OldNameUse | null {
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
