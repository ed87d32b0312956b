/** What is over the limits of the workspace's plan, in words. */
import type { Subject } from '../../modal/declaration';
import type { PlanMessage } from '../../review/findings/planMessages';
import { oneLine } from '../escape';
import { numberInterval, plainNumber } from '../money';
import { plural } from './plural';
import { subjectAtStart } from './subjectNames';
import { message, t } from './translate';

/** @param subject whose containers they are; null for all of the workspace */
export function planText(said: PlanMessage, subject: Subject | null): string {
  const over = overText(said, subject);
  const notes = [
    ...('unknown' in said.arguments && said.arguments.unknown > 0
      ? [notCounted(said.arguments.unknown)]
      : []),
    ...(said.arguments.isAssumed
      ? [t('If the workspace has another plan, set "plan" in modal-cost.json.')]
      : []),
  ];
  return [over, ...notes].join(' ');
}

function overText(said: PlanMessage, subject: Subject | null): string {
  const { amount, limit, plan } = said.arguments;
  const figures = [numberInterval(amount), oneLine(plan), plainNumber(limit)] as const;
  switch (said.kind) {
    case 'containersOverPlan':
    case 'gpusOverPlan':
      return oneText(said, subject, figures);
    case 'workspaceContainersOverPlan':
      return t(
        'The workspace keeps {0} containers warm, but the {1} plan allows {2} containers at once.',
        ...figures,
      );
    case 'workspaceGpusOverPlan':
      return t('The workspace keeps {0} GPUs warm, but the {1} plan allows {2} GPUs at once.', ...figures);
  }
}

type OfOne = Extract<PlanMessage, { readonly kind: 'containersOverPlan' | 'gpusOverPlan' }>;

function oneText(
  { kind, arguments: { parameter } }: OfOne,
  subject: Subject | null,
  figures: readonly [amount: string, plan: string, limit: string],
): string {
  const name = subject ? subjectAtStart(subject) : t('The workspace');
  const isWarm = parameter === 'min_containers';
  if (kind === 'containersOverPlan')
    return isWarm
      ? t(
          '{0} keeps {1} containers warm (min_containers), but the {2} plan allows {3} containers at once.',
          name,
          ...figures,
        )
      : t(
          '{0} may run {1} containers at once (max_containers), but the {2} plan allows {3}.',
          name,
          ...figures,
        );
  return isWarm
    ? t(
        '{0} keeps {1} GPUs warm (min_containers), but the {2} plan allows {3} GPUs at once.',
        name,
        ...figures,
      )
    : t('{0} may use {1} GPUs at once (max_containers), but the {2} plan allows {3}.', name, ...figures);
}

function notCounted(declarations: number): string {
  return plural(
    declarations,
    message('{0} declaration with an unknown number is not included.'),
    message('{0} declarations with an unknown number are not included.'),
  );
}
