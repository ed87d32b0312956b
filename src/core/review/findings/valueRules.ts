/** Rules on what is written: GPUs, old names, values without effect. */
import { flag } from '../../cost/quantities';
import type { DeclaredParameter, OldNameUse, ParameterValue, TextRange } from '../../modal/declaration';
import { gpuLabel, type Gpu } from '../../modal/gpu';
import { isParameterName, parameterInfo, replacementOf, type ParameterName } from '../../modal/parameters';
import { quoteGpu } from '../../pricing/lookup';
import { oneLine } from '../../render/escape';
import { plainNumber } from '../../render/money';
import { isTeamValue } from '../team/applyTeam';
import { nearest } from '../team/nearestWord';
import type { Draft, FindingFix } from './finding';
import { shown, type RuleSubject, type Written } from './ruleSubject';
import { declaredNoteText } from '../../render/words/declaredNotes';
import { parameterWords } from '../../render/words/parameterWords';
import { reasonText } from '../../render/words/reasons';
import { replacementText } from '../../render/words/replacements';
import { t } from '../../render/words/translate';

export function oldNames(on: Written): Draft[] {
  const { subject } = on;
  // `f.keep_warm(1)`: the method is the old name, not what it is given.
  const isOldMethod = subject.type === 'call' && subject.form === 'update_autoscaler';
  const parameters = Object.entries(isOldMethod ? {} : subject.params).flatMap(([name, value]) => {
    const old = isParameterName(name) ? parameterInfo(name).old : null;
    return old ? [{ ...old, old: name, use: replacementOf(old), range: nameRange(name, value) }] : [];
  });
  return [...parameters, ...subject.oldNames].map((use) => oldName(on, use));
}

/** The name of a keyword, without its value; of a spread that holds it all of it. */
function nameRange(name: string, { range, via }: DeclaredParameter): TextRange | null {
  if (!range || via !== null) return range;
  const { line, column } = range.start;
  return { start: range.start, end: { line, column: column + name.length } };
}

function oldName(
  on: Written,
  { old, use, warnedSince, refusedSince, range }: Omit<OldNameUse, 'line'>,
): Draft {
  const warned = warnedSince === null ? '' : t('; {0} and later warn of it', warnedSince);
  const what =
    refusedSince === null
      ? t('no version of Modal’s SDK knows it')
      : t('Modal’s SDK refuses it from {0} on{1}', refusedSince, warned);
  return on.draft(
    'old-name',
    range ?? on.head,
    t('{0} is now {1}: {2}.', shown(old), shown(replacementText(use)), what),
    {
      figure: { value: refusedSince ?? t('every version'), unit: t('SDK version'), limit: null },
      fixes: [
        { kind: 'oldNames', title: t('Fix the old names of {0}', on.name), isSafe: true },
        { kind: 'allOldNames', title: t('Fix all old names in this file'), isSafe: true },
      ],
    },
  );
}

export function noPrice(on: RuleSubject): Draft[] {
  const { alternatives, context } = on.assessment.estimate;
  const gpus = alternatives.flatMap(({ gpu, rate }) => (gpu && !rate && gpu.count >= 1 ? [gpu] : []));
  if (gpus.length === 0) return [];
  const types = [...new Set(gpus.map(({ type }) => type ?? ''))];
  const known = [context.book, context.list].flatMap((book) => [
    ...Object.keys(book.gpus),
    ...Object.keys(book.gpuAliases),
  ]);
  const near = nearest(types[0]!, known);
  const books =
    context.book.id === context.list.id
      ? oneLine(context.book.title)
      : t('{0}, nor in Modal’s list', oneLine(context.book.title));
  return [
    on.draft(
      'no-price',
      on.rangeOf('gpu'),
      [
        t(
          'There is no price for {0} in {1}: what {2} costs is not known.',
          shown(types.join(', ')),
          books,
          on.name,
        ),
        ...(near === undefined ? [] : [t('Did you mean {0}?', near)]),
      ].join(' '),
      {
        figure: { value: shown(types.join(', ')), unit: t('GPU type'), limit: null },
        fixes:
          near === undefined
            ? []
            : gpuFix(on, (gpu) => (gpu.type === types[0] ? { ...gpu, type: near } : gpu)),
      },
    ),
  ];
}

export function unknownGpu(on: RuleSubject): Draft[] {
  const { declaration, subject } = on;
  const { gpu } = subject;
  if (gpu.status !== 'unknown') return [];
  const labels = on.assessment.estimate.alternatives.map(({ label }) => label);
  const known = labels.length === 0 ? '' : ` ${t('It may be {0}, and others.', labels.join(` ${t('or')} `))}`;
  const why = gpu.reason === null ? '' : `, ${shown(reasonText(gpu.reason))}`;
  const key = declaration && `${declaration.file}::${declaration.qualname}`;
  return [
    on.draft(
      'unknown-gpu',
      on.rangeOf('gpu'),
      t(
        'The GPU of {0} is not known here, and so its price: gpu={1}{2}.{3}',
        on.name,
        shown(gpu.source),
        why,
        known,
      ),
      {
        figure: { value: shown(gpu.source), unit: 'expression', limit: null },
        fixes: key
          ? [
              {
                kind: 'teamValue',
                title: t('Say which GPU it is, in modal-cost.json'),
                key,
                parameter: 'gpu',
              },
            ]
          : [],
      },
    ),
  ];
}

export function gpuCount(on: RuleSubject): Draft[] {
  const { alternatives, context } = on.assessment.estimate;
  return alternatives.flatMap(({ gpu }) => {
    if (gpu?.type == null) return [];
    if (gpu.count < 1) {
      return [
        on.draft(
          'gpu-count',
          on.rangeOf('gpu'),
          t(
            '{0} asks for {1} of {2}: a container has at least one, or no gpu at all.',
            on.name,
            plainNumber(gpu.count),
            shown(gpu.type),
          ),
          {
            figure: { value: gpu.count, unit: 'GPUs', limit: 1 },
            fixes: gpuFix(on, (each) => (each.count < 1 ? { ...each, count: 1 } : each)),
          },
        ),
      ];
    }
    const quote =
      quoteGpu(context.list, context.list, gpu.type) ?? quoteGpu(context.book, context.list, gpu.type);
    const most = quote?.book.gpus[quote.pricedAs]?.maxCount;
    if (most === undefined || gpu.count <= most) return [];
    return [
      on.draft(
        'gpu-count',
        on.rangeOf('gpu'),
        t(
          '{0} asks for {1} of {2} in a container: Modal documents {3} at most.',
          on.name,
          plainNumber(gpu.count),
          shown(gpu.type),
          most,
        ),
        {
          figure: { value: gpu.count, unit: 'GPUs', limit: most },
          fixes: gpuFix(on, (each) =>
            each.type === gpu.type && each.count > most ? { ...each, count: most } : each,
          ),
        },
      ),
    ];
  });
}

/** The gpu as the code gives it, each option changed. */
function gpuFix({ subject: { gpu } }: RuleSubject, change: (gpu: Gpu) => Gpu): FindingFix[] {
  if (gpu.status !== 'known' || !gpu.value || gpu.value.length === 0 || isTeamValue(gpu)) return [];
  const options = gpu.value.map(change);
  if (options.some(({ type }) => type !== null && !/^[\w.+!-]{1,60}$/.test(type))) return [];
  const value = options.length === 1 ? option(options[0]!) : `[${options.map(option).join(', ')}]`;
  return [{ kind: 'set', title: t('Set gpu={0}', value), parameter: 'gpu', value }];
}

function option(gpu: Gpu): string {
  return gpu.type === null ? 'None' : `"${gpuLabel(gpu)}"`;
}

export function ignoredValues(on: RuleSubject): Draft[] {
  const { params, gpu } = on.subject;
  const ignored = Object.entries(params).flatMap(([name, value]): Draft[] => {
    if (!value.ignored || !isParameterName(name)) return [];
    const { fallback } = parameterWords(name);
    return [
      on.draft(
        'ignored-value',
        on.placeOf(value),
        t(
          '{0}={1} of {2} has no effect: Modal’s SDK passes over this form without a word, and {3} holds.',
          name,
          shown(value.source),
          on.name,
          fallback,
        ),
        { figure: { value: fallback, unit: 'default', limit: null }, fixes: formFix(name, value) },
      ),
    ];
  });
  const { alternatives } = on.assessment.estimate;
  const onGpu = alternatives.length > 0 && alternatives.every((each) => each.gpu !== null);
  const preempted =
    onGpu && flag(params, 'nonpreemptible') === true
      ? [
          on.draft(
            'ignored-value',
            on.rangeOf('nonpreemptible'),
            t(
              'nonpreemptible=True of {0} has no effect: Modal documents it as not available together with a GPU, and no factor is counted for it.',
              on.name,
            ),
            {
              figure: { value: 1, unit: t('times the price'), limit: null },
              fixes: [
                {
                  kind: 'set',
                  title: t('Remove nonpreemptible'),
                  isSafe: true,
                  parameter: 'nonpreemptible',
                  value: null,
                },
              ],
            },
          ),
        ]
      : [];
  const tuple =
    gpu.note !== null && !isTeamValue(gpu)
      ? [
          on.draft(
            'ignored-value',
            on.rangeOf('gpu'),
            t('gpu={0} of {1}: {2}', shown(gpu.source), on.name, declaredNoteText(gpu.note)),
            {
              figure: { value: '0.64.142', unit: t('SDK version'), limit: null },
              fixes: listFix(on),
            },
          ),
        ]
      : [];
  return [...ignored, ...preempted, ...tuple];
}

/** A float of memory as a whole number, a list as the tuple that it stands for. */
function formFix(name: ParameterName, { status, value }: DeclaredParameter): FindingFix[] {
  if (status !== 'known') return [];
  const number = (each: ParameterValue): string | null =>
    typeof each === 'number' && Number.isFinite(each)
      ? String(name === 'memory' ? Math.max(1, Math.round(each)) : each)
      : null;
  const items = (Array.isArray(value) ? (value as readonly ParameterValue[]) : [value]).map(number);
  if (items.includes(null) || (Array.isArray(value) && items.length !== 2)) return [];
  const source = Array.isArray(value) ? `(${items.join(', ')})` : items[0]!;
  return [{ kind: 'set', title: t('Set {0}={1}', name, source), parameter: name, value: source }];
}

function listFix({ subject: { gpu } }: RuleSubject): FindingFix[] {
  const options = gpu.status === 'known' ? (gpu.value ?? []) : [];
  if (options.length === 0 || options.some(({ type }) => type !== null && !/^[\w.+!-]{1,60}$/.test(type)))
    return [];
  const value = `[${options.map(option).join(', ')}]`;
  return [{ kind: 'set', title: t('Set gpu={0}', value), isSafe: true, parameter: 'gpu', value }];
}
