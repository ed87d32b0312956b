/** Finds more containers or GPUs at once than the workspace's plan allows. */
import { multiply, ZERO, add, type Interval } from '../../cost/interval';
import { planInUse } from '../../cost/planCredit';
import { TEAM_FILE, type Team } from '../team/team';
import type { Draft, RelatedPlace } from './finding';
import type { RuleSubject } from './ruleSubject';

/** What a plan limits: containers, or the GPUs in them. */
type Limited = 'containers' | 'GPUs';

interface Limit {
  readonly what: Limited;
  readonly plan: string;
  readonly limit: number;
  readonly isAssumed: boolean;
}

const KINDS = {
  containers: { one: 'containersOverPlan', all: 'workspaceContainersOverPlan' },
  GPUs: { one: 'gpusOverPlan', all: 'workspaceGpusOverPlan' },
} as const;

/** One declaration that alone needs more than the plan allows: its warm containers, or all that it may start. */
export function planLimit(on: RuleSubject): Draft[] {
  return limitsOf(on).flatMap((limit) => {
    const parameter = (['min_containers', 'max_containers'] as const).find(
      (each) => (amountOf(on, limit.what, each)?.high ?? 0) > limit.limit,
    );
    if (!parameter) return [];
    const amount = amountOf(on, limit.what, parameter)!;
    const { what, ...plan } = limit;
    return [
      on.draft(
        on.rangeOf(parameter),
        { rule: 'plan-limit', kind: KINDS[what].one, arguments: { ...plan, parameter, amount } },
        { figure: { value: amount.high, unit: what, limit: plan.limit } },
      ),
    ];
  });
}

/** The warm containers of the whole workspace, where two or more declarations together need more than the plan allows. */
export function workspacePlanLimit(subjects: readonly RuleSubject[], team: Team): Draft[] {
  const [first] = subjects;
  return first ? limitsOf(first).flatMap((limit) => overTogether(subjects, limit, team)) : [];
}

function overTogether(subjects: readonly RuleSubject[], { what, ...plan }: Limit, team: Team): Draft[] {
  const amounts = subjects.map((on) => ({ on, amount: amountOf(on, what, 'min_containers') }));
  const warm = amounts
    .flatMap(({ on, amount }) => (amount && amount.high > 0 ? [{ on, amount }] : []))
    .sort((a, b) => b.amount.high - a.amount.high);
  const amount = add(...warm.map((each) => each.amount));
  const [most] = warm;
  if (!most || warm.length < 2 || amount.high <= plan.limit) return [];
  const unknown = amounts.filter((each) => each.amount === null).length;
  const { planRange } = team;
  return [
    {
      rule: 'plan-limit',
      kind: KINDS[what].all,
      arguments: { ...plan, amount, unknown },
      file: planRange ? TEAM_FILE : most.on.subject.file,
      range: planRange ?? most.on.head,
      subject: null,
      figure: { value: amount.high, unit: what, limit: plan.limit },
      related: warm.slice(0, MAX_RELATED).map((each) => placeOf(each.on, what, each.amount)),
      fixes: [],
    },
  ];
}

const MAX_RELATED = 5;

function placeOf({ subject, head }: RuleSubject, what: Limited, amount: Interval): RelatedPlace {
  return { kind: 'warm', file: subject.file, range: head, subject, what, amount };
}

/** The limits of the workspace's plan; none for a plan that is unknown, and for one by contract. */
function limitsOf({ assessment }: RuleSubject): Limit[] {
  const inUse = planInUse(assessment.estimate.context);
  if (!inUse || !('plan' in inUse)) return [];
  const { plan, isAssumed } = inUse;
  const of = (what: Limited, limit: number | undefined): Limit[] =>
    limit === undefined ? [] : [{ what, plan: plan.name, limit, isAssumed }];
  return [...of('containers', plan.containers), ...of('GPUs', plan.gpuConcurrency)];
}

/** How many containers the parameter means, or GPUs in them; null if that is unknown, or not limited. */
function amountOf(
  { declaration, assessment: { estimate } }: RuleSubject,
  what: Limited,
  parameter: 'min_containers' | 'max_containers',
): Interval | null {
  // Calls have neither parameter.
  if (!declaration) return ZERO;
  const { minContainers, maxContainers } = estimate.settings;
  const containers = (parameter === 'min_containers' ? minContainers : maxContainers).interval;
  if (!containers || what === 'containers' || containers.high === 0) return containers;
  const counts = estimate.alternatives.map(({ gpu }) => gpu?.count ?? 0);
  if (counts.length === 0) return null;
  return multiply(containers, { low: Math.min(...counts), high: Math.max(...counts) });
}
