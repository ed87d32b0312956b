/** Rules on GPUs: without a price, unknown, or more per container than available. */
import { gpuLabel, type Gpu } from '../../modal/gpu';
import { nearestGpu, quoteGpu } from '../../pricing/lookup';
import { isTeamValue } from '../team/applyTeam';
import type { Draft, FindingFix } from './finding';
import type { RuleSubject } from './ruleSubject';

export function noPrice(on: RuleSubject): Draft[] {
  if (!on.decides('gpu')) return [];
  const { alternatives, context } = on.assessment.estimate;
  const gpus = alternatives.flatMap(({ gpu, rate }) => (gpu && !rate && gpu.count >= 1 ? [gpu] : []));
  if (gpus.length === 0) return [];
  const types = [...new Set(gpus.map(({ type }) => type ?? ''))];
  const { book, list } = context;
  const onList = book.id === list.id ? [] : types.filter((type) => quoteGpu(list, list, type));
  const near = nearestGpu(book, list, types[0]!);
  return [
    on.draft(
      on.rangeOf('gpu'),
      {
        rule: 'no-price',
        kind: 'noPrice',
        arguments: { types, lineage: book.lineage, onList, near: near ?? null },
      },
      {
        figure: { value: types.join(', '), unit: 'GPU type', limit: null },
        fixes:
          near === undefined
            ? []
            : gpuFix(on, (gpu) => (gpu.type === types[0] ? { ...gpu, type: near } : gpu)),
      },
    ),
  ];
}

export function unknownGpu(on: RuleSubject): Draft[] {
  const { declaration } = on;
  const { status, source, reason } = on.values.gpu;
  if (status !== 'unknown') return [];
  const gpus = on.assessment.estimate.alternatives.map(({ label }) => label);
  const key = declaration && `${declaration.file}::${declaration.qualname}`;
  return [
    on.draft(
      on.rangeOf('gpu'),
      { rule: 'unknown-gpu', kind: 'unknownGpu', arguments: { source, reason, gpus } },
      {
        figure: { value: source, unit: 'expression', limit: null },
        fixes: key ? [{ kind: 'teamValue', key, parameter: 'gpu' }] : [],
      },
    ),
  ];
}

export function gpuCount(on: RuleSubject): Draft[] {
  if (!on.decides('gpu')) return [];
  return on.assessment.estimate.alternatives.flatMap(({ gpu }) => {
    if (gpu?.type == null) return [];
    const { type, count } = gpu;
    return count < 1 ? [tooFew(on, type, count)] : tooMany(on, type, count);
  });
}

function tooFew(on: RuleSubject, type: string, count: number): Draft {
  return on.draft(
    on.rangeOf('gpu'),
    { rule: 'gpu-count', kind: 'fewerThanOneGpu', arguments: { count, type } },
    {
      figure: { value: count, unit: 'GPUs', limit: 1 },
      fixes: gpuFix(on, (each) => (each.count < 1 ? { ...each, count: 1 } : each)),
    },
  );
}

function tooMany(on: RuleSubject, type: string, count: number): Draft[] {
  const { book, list } = on.assessment.estimate.context;
  const max = [list, book]
    .map((each) => each.gpus[quoteGpu(each, list, type)?.pricedAs ?? '']?.maxCount)
    .find((count) => count !== undefined);
  if (max === undefined || count <= max) return [];
  return [
    on.draft(
      on.rangeOf('gpu'),
      { rule: 'gpu-count', kind: 'moreGpusThanOffered', arguments: { count, type, max } },
      {
        figure: { value: count, unit: 'GPUs', limit: max },
        fixes: gpuFix(on, (each) =>
          each.type === type && each.count > max ? { ...each, count: max } : each,
        ),
      },
    ),
  ];
}

/** The `gpu` argument of the code, with each option changed. */
export function gpuFix(
  { subject: { gpu } }: RuleSubject,
  change: (gpu: Gpu) => Gpu,
): (FindingFix & { readonly kind: 'set' })[] {
  if (gpu.status !== 'known' || !gpu.value || gpu.value.length === 0 || isTeamValue(gpu)) return [];
  const options = gpu.value.map(change);
  if (!options.every(isWritable)) return [];
  const value = options.length === 1 ? gpuSource(options[0]!) : gpuListSource(options);
  return [{ kind: 'set', parameter: 'gpu', value }];
}

/** Whether a GPU can be written as Python without escaping. */
export function isWritable({ type }: Gpu): boolean {
  return type === null || /^[\w.+!-]{1,60}$/.test(type);
}

export function gpuListSource(options: readonly Gpu[]): string {
  return `[${options.map(gpuSource).join(', ')}]`;
}

function gpuSource(gpu: Gpu): string {
  return gpu.type === null ? 'None' : `"${gpuLabel(gpu)}"`;
}
