/** The rule on values in a form that has no effect. */
import { flag } from '../../cost/quantities';
import type { DeclaredParameter, ParameterValue } from '../../modal/declaration';
import { isParameterName, type ParameterName } from '../../modal/parameters';
import { isTeamValue } from '../team/applyTeam';
import type { Draft, FindingFix } from './finding';
import { gpuListSource, isWritable } from './gpuRules';
import type { RuleSubject } from './ruleSubject';

export function ignoredValues(on: RuleSubject): Draft[] {
  return [...ignoredForms(on), ...ignoredNonpreemptible(on), ...notedGpu(on)];
}

function ignoredForms(on: RuleSubject): Draft[] {
  return Object.entries(on.values.params).flatMap(([name, value]): Draft[] => {
    if (!value.ignored || !isParameterName(name)) return [];
    return [
      on.draft(
        on.placeOf(value),
        {
          rule: 'ignored-value',
          kind: 'formIgnored',
          arguments: { parameter: name, source: value.source },
        },
        {
          figure: { value: { defaultOf: name }, unit: 'default', limit: null },
          fixes: formFix(name, value),
        },
      ),
    ];
  });
}

/** A float for memory as a whole number, a list as the tuple that was meant. */
function formFix(name: ParameterName, { status, value }: DeclaredParameter): FindingFix[] {
  if (status !== 'known') return [];
  const number = (each: ParameterValue): string | null =>
    typeof each === 'number' && Number.isFinite(each)
      ? String(name === 'memory' ? Math.max(1, Math.round(each)) : each)
      : null;
  const items = (Array.isArray(value) ? (value as readonly ParameterValue[]) : [value]).map(number);
  if (items.includes(null) || (Array.isArray(value) && items.length !== 2)) return [];
  const source = Array.isArray(value) ? `(${items.join(', ')})` : items[0]!;
  return [{ kind: 'set', parameter: name, value: source }];
}

function ignoredNonpreemptible(on: RuleSubject): Draft[] {
  const { alternatives } = on.assessment.estimate;
  const onGpu = alternatives.length > 0 && alternatives.every(({ gpu }) => gpu !== null);
  if (!onGpu || flag(on.values.params, 'nonpreemptible') !== true) return [];
  return [
    on.draft(
      on.rangeOf('nonpreemptible'),
      {
        rule: 'ignored-value',
        kind: 'nonpreemptibleWithGpu',
        arguments: { parameter: 'nonpreemptible' },
      },
      {
        figure: { value: 1, unit: 'times the price', limit: null },
        fixes: [{ kind: 'set', isSafe: true, parameter: 'nonpreemptible', value: null }],
      },
    ),
  ];
}

/** A tuple of GPUs, which newer versions of the SDK reject. */
function notedGpu(on: RuleSubject): Draft[] {
  const { gpu } = on.values;
  const { note, source } = gpu;
  if (note === null || isTeamValue(gpu)) return [];
  return [
    on.draft(
      on.rangeOf('gpu'),
      { rule: 'ignored-value', kind: 'gpuFormNoted', arguments: { parameter: 'gpu', source, note } },
      { figure: { value: '0.64.142', unit: 'SDK version', limit: null }, fixes: listFix(on) },
    ),
  ];
}

function listFix({ subject: { gpu } }: RuleSubject): FindingFix[] {
  const options = gpu.status === 'known' ? (gpu.value ?? []) : [];
  if (options.length === 0 || !options.every(isWritable)) return [];
  return [{ kind: 'set', isSafe: true, parameter: 'gpu', value: gpuListSource(options) }];
}
