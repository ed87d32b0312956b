/** Rules on the actual bill beside the estimate, app by app: they need all code of a workspace folder. */
import { hoursOf } from '../../bill/bill';
import { differenceOf, type BilledApp, type BilledWorkspace, type CodeOfApp } from '../../bill/join';
import { floorAmount, knownPart, monthOrFloor, type Amount } from '../../cost/amount';
import type { Assessment } from '../../cost/assess';
import { TEAM_FILE, type Team } from '../team/team';
import { exceeds } from './budgetRules';
import type { BillMessage } from './billMessages';
import type { Draft, RelatedPlace } from './finding';
import { poolFixes } from './poolRules';
import type { ActiveRule, RuleId } from './rules';
import type { RuleSubject } from './ruleSubject';

export interface BillContext {
  readonly bill: BilledWorkspace;
  readonly team: Team;
  /** The subject of an assessment that the bill was joined with. */
  readonly subjectOf: (assessment: Assessment) => RuleSubject | undefined;
}

/** The rules that need a bill, each with the declaration or call of its finding; null for what is in no code. */
export const BILL_RULES: Readonly<
  Partial<Record<RuleId, (context: BillContext, rule: ActiveRule) => BillDraft[]>>
> = {
  'actual-above-estimate': actualAboveEstimate,
  'actual-without-code': actualWithoutCode,
  'warm-and-idle': warmAndIdle,
};

export interface BillDraft {
  readonly draft: Draft;
  readonly on: RuleSubject | null;
}

/** An app whose bill is above all of its estimate. Where only the warm floor of a declaration is known, nothing is said. */
function actualAboveEstimate(context: BillContext, rule: ActiveRule): BillDraft[] {
  const [limit, times] = [rule.threshold('usdPerMonth'), rule.threshold('times')];
  return context.bill.apps.flatMap((billed): BillDraft[] => {
    const { code, perMonth } = billed;
    const over = differenceOf(billed)?.likely;
    if (!code || code.month === 'unknown' || code.month.atLeast || over === undefined) return [];
    const { low, likely, high } = code.month;
    if (!exceeds(over, limit) || perMonth <= high || perMonth <= times * likely) return [];
    const on = costliest(code, monthOrFloor, context);
    if (!on) return [];
    const message: BillMessage = {
      rule: 'actual-above-estimate',
      kind: 'actualAboveEstimate',
      arguments: {
        ...appOf(billed, context),
        estimate: { low, likely, high },
        declarations: code.members.length,
      },
    };
    const figure = { value: over, unit: 'USD/month', limit } as const;
    const related = othersOf(code, on, context);
    const fixes = on.declaration ? ([{ kind: 'fitUsage' }] as const) : [];
    return [{ on, draft: on.draft(on.head, message, { figure, related, fixes }) }];
  });
}

/** An app on the bill that no code here has: it stands where the team file names the bill. */
function actualWithoutCode(context: BillContext, rule: ActiveRule): BillDraft[] {
  const limit = rule.threshold('usdPerMonth');
  const line = (context.team.lines.get('$.actual') ?? 1) - 1;
  const place = { line, column: 0 };
  return context.bill.apps
    .filter(({ code, perMonth }) => !code && exceeds(perMonth, limit))
    .map((billed) => ({
      on: null,
      draft: {
        rule: 'actual-without-code',
        kind: 'appNotInCode',
        arguments: appOf(billed, context),
        file: TEAM_FILE,
        range: { start: place, end: place },
        subject: null,
        figure: { value: billed.perMonth, unit: 'USD/month', limit },
        related: [],
        fixes: [],
      },
    }));
}

/** Above this share, the pool was not up all the time that its app is on the bill, and what it did then is not known. */
const MAX_SHARE = 1.1;

/** An app whose bill is hardly more than its warm containers cost while they are idle. */
function warmAndIdle(context: BillContext, rule: ActiveRule): BillDraft[] {
  const [limit, least] = [rule.threshold('usdPerMonth'), rule.threshold('share')];
  const { hoursPerMonth } = context.bill.context;
  return context.bill.apps.flatMap((billed): BillDraft[] => {
    const { code, perMonth } = billed;
    const share = idleShare(billed, hoursPerMonth);
    if (!code || code.floor === 'unknown' || share === null || share < least || share > MAX_SHARE) return [];
    if (!exceeds(perMonth, limit)) return [];
    const on = costliest(code, ({ estimate }) => floorAmount(estimate), context);
    if (!on) return [];
    const { low, likely, high } = code.floor;
    const { beaten, notFixed, fixes } = adviceFor(on, billed, context);
    const message: BillMessage = {
      rule: 'warm-and-idle',
      kind: 'billIsWarmFloor',
      arguments: {
        ...appOf(billed, context),
        floor: { low, likely, high },
        share: Math.min(1, share),
        beaten,
        notFixed,
      },
    };
    const figure = { value: share, unit: 'of the bill', limit: least } as const;
    return [{ on, draft: on.draft(on.rangeOf('min_containers'), message, { figure, fixes }) }];
  });
}

/** The share of an app's bill that its warm floor explains, from its first interval on the bill to its last one. */
function idleShare({ actual, code }: BilledApp, hoursPerMonth: number): number | null {
  if (!code || code.floor === 'unknown' || actual.cost <= 0) return null;
  return ((code.floor.likely / hoursPerMonth) * hoursOf(actual)) / actual.cost;
}

/** What to do about the pool; nothing where the same code is deployed to another environment, which may need it. */
function adviceFor(
  on: RuleSubject,
  { code }: BilledApp,
  { bill }: BillContext,
): ReturnType<typeof poolFixes> {
  const isAlone = bill.apps.filter((each) => each.code === code).length === 1;
  return isAlone ? poolFixes(on) : { beaten: null, notFixed: null, fixes: [] };
}

function appOf({ actual, perMonth }: BilledApp, { bill }: BillContext): BillMessage['arguments'] {
  const { app, environment } = actual;
  return { app, environment, period: bill.period, usdPerMonth: perMonth };
}

/** The declaration of an app that counts most: there the finding stands. */
function costliest(
  { members }: CodeOfApp,
  amountOf: (member: Assessment) => Amount,
  { subjectOf }: BillContext,
): RuleSubject | undefined {
  let [most, found]: [number, RuleSubject | undefined] = [0, undefined];
  for (const member of members) {
    const amount = knownPart(amountOf(member)).likely;
    if (found && amount <= most) continue;
    [most, found] = [amount, subjectOf(member) ?? found];
  }
  return found;
}

const MAX_RELATED = 5;

/** The other declarations of the app, the dearest first. */
function othersOf({ members }: CodeOfApp, on: RuleSubject, { subjectOf }: BillContext): RelatedPlace[] {
  return members
    .flatMap((member) => {
      const each = subjectOf(member);
      return each && each !== on ? [{ each, usdPerMonth: knownPart(monthOrFloor(member)).likely }] : [];
    })
    .sort((a, b) => b.usdPerMonth - a.usdPerMonth)
    .slice(0, MAX_RELATED)
    .map(({ each: { subject, head }, usdPerMonth }) => ({
      kind: 'contribution',
      file: subject.file,
      range: head,
      subject,
      usdPerMonth,
    }));
}
