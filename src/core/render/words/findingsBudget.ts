/** What is over a budget, in words. */
import type { Subject } from '../../modal/declaration';
import type { BudgetMessage } from '../../review/findings/budgetMessages';
import type { BudgetState } from '../../review/findings/budgetStates';
import { periodText } from '../actualText';
import { usd, usdInterval, usdShort } from '../money';
import { shown, subjectAtStart } from './subjectNames';
import { plural } from './plural';
import { message, t } from './translate';

/** How a budget stands beside a cost: `$320 over the budget of $500/mo`, or the budget alone. */
export function budgetStateText({ of, limit, over }: BudgetState): string {
  if (over === 0)
    return of === 'floor' ? t('budget {0}/mo warm', usdShort(limit)) : t('budget {0}/mo', usdShort(limit));
  return of === 'floor'
    ? t('{0} over {1}/mo warm', usdShort(over), usdShort(limit))
    : t('{0} over {1}/mo', usdShort(over), usdShort(limit));
}

/** @param subject whose budget it is; null for that of an app or the workspace */
export function budgetText(said: BudgetMessage, subject: Subject | null): string {
  const { app } = said.arguments;
  const name = app !== null ? shown(app) : subject ? subjectAtStart(subject) : t('The workspace');
  switch (said.kind) {
    case 'floorOverBudget':
      return floorText(name, said.arguments, true);
    case 'uncertainFloorOverBudget':
      return floorText(name, said.arguments, false);
    case 'monthOverBudget':
      return monthText(name, said.arguments);
    case 'actualOverBudget':
      return actualText(name, said.arguments);
  }
}

type Said<Kind extends BudgetMessage['kind']> = Extract<BudgetMessage, { readonly kind: Kind }>['arguments'];

function floorText(
  name: string,
  { floor, limit, unknownFloors }: Said<'floorOverBudget' | 'uncertainFloorOverBudget'>,
  isCertain: boolean,
): string {
  const figures = [name, usdInterval(floor), usd(floor.likely - limit), usd(limit)] as const;
  const over = isCertain
    ? t('{0} costs {1} per month for idle warm containers: {2} over the budget of {3}.', ...figures)
    : t(
        '{0} may cost {1} per month for idle warm containers: the likely figure is {2} over the budget of {3}.',
        ...figures,
      );
  return unknownFloors === 0 ? over : `${over} ${notCounted(unknownFloors)}`;
}

function actualText(name: string, { actual, limit, period }: Said<'actualOverBudget'>): string {
  return t(
    '{0} did cost {1} per month by the bill of {2}: {3} over the budget of {4}.',
    name,
    usd(actual),
    periodText(period),
    usd(actual - limit),
    usd(limit),
  );
}

function notCounted(floors: number): string {
  return plural(
    floors,
    message('{0} warm floor is unknown and not included.'),
    message('{0} warm floors are unknown and not included.'),
  );
}

function monthText(
  name: string,
  { month, limit, withoutMonth, atMost, data }: Said<'monthOverBudget'>,
): string {
  const [low, high] = [usd(month.low), usd(month.high)];
  const notes = [
    ...(withoutMonth > 0
      ? [t('{0} without a cost per month, counted at the warm floor only', withoutMonth)]
      : []),
    ...(atMost > 0 ? [t('{0} on a schedule, each run counted at its timeout', atMost)] : []),
    ...(data === undefined
      ? []
      : [t('{0} for storage and egress, after the allowance of the plan', usd(data))]),
  ];
  return t(
    '{0} costs about {1} per month{2}: {3} over the budget of {4}.{5}',
    name,
    usd(month.likely),
    low === high ? '' : ` ${t('(between {0} and {1})', low, high)}`,
    usd(month.likely - limit),
    usd(limit),
    notes.length === 0 ? '' : ` ${t('Included: {0}.', notes.join('; '))}`,
  );
}
