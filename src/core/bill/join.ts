/** Puts what an app did cost beside what its code is estimated to cost, by the app's name. */
import { sumOf, floorAmount, type Amount } from '../cost/amount';
import type { Assessment } from '../cost/assess';
import { NO_DATA } from '../cost/dataCost';
import type { PricingContext } from '../cost/estimate';
import type { Declaration } from '../modal/declaration';
import type { LikelyRange } from '../cost/traffic/likelyRange';
import { spendingIn, spendingOf } from '../cost/spending';
import { difference } from '../numbers/residue';
import { actualCosts, type ActualApp, type ActualOther } from './actualCosts';
import { hoursOf, type Bill, type Period } from './bill';
import { impliedGpus, type ImpliedGpu } from './impliedGpus';

/** An app of the bill, with its code if that is there. All money is in US dollars. */
export interface BilledApp {
  readonly actual: ActualApp;
  /** What the period's cost comes to in a month of the book's hours. */
  readonly perMonth: number;
  /** Null where none of this code's apps has the name. */
  readonly code: CodeOfApp | null;
  readonly gpus: readonly ImpliedGpu[];
}

/** What code of one app is estimated to cost in a month. */
export interface CodeOfApp {
  readonly app: string;
  readonly members: readonly Assessment[];
  /** At least the warm floor where the usage of one is unknown. */
  readonly month: Exclude<Amount, 'none'>;
  readonly floor: Exclude<Amount, 'none'>;
  /** How many of them have no cost per month, so that only their warm floor counts. */
  readonly withoutMonth: number;
}

/** The bill beside the estimate. */
export interface BilledWorkspace {
  readonly period: Period;
  /** The dearest first; an app in two environments twice: each has a deployment of its own. */
  readonly apps: readonly BilledApp[];
  /** Apps of the code that no row of the bill names. */
  readonly notBilled: readonly CodeOfApp[];
  /** Declarations whose app has no name that is known from the code. */
  readonly unnamed: readonly Assessment[];
  readonly others: readonly ActualOther[];
  /** Of all rows of the bill, over the period. */
  readonly total: number;
  readonly context: PricingContext;
}

/**
 * @param assessments of the workspace, all in one context
 * @param namesOf the names that the bill has for the app of a declaration
 */
export function billedWorkspace(
  bill: Bill,
  period: Period,
  assessments: readonly Assessment[],
  context: PricingContext,
  namesOf: NamesOf,
): BilledWorkspace {
  const { apps, others, total } = actualCosts(bill);
  const { named, unnamed } = codeOf(assessments, namesOf);
  const hours = hoursOf(period);
  const billed = new Set(apps.map(({ app }) => app));
  return {
    period,
    apps: apps.map((actual): BilledApp => {
      const code = named.get(actual.app) ?? null;
      return {
        actual,
        perMonth: (actual.cost / hours) * context.hoursPerMonth,
        code,
        gpus: impliedGpus(actual, code?.members ?? [], context, hours),
      };
    }),
    notBilled: [...named.values()].filter(({ app }) => !billed.has(app)),
    unnamed,
    others,
    total,
    context,
  };
}

/** The names under which a declaration's app is deployed; none where that is only known when the code runs. */
export type NamesOf = (declaration: Declaration) => readonly string[];

function codeOf(
  assessments: readonly Assessment[],
  namesOf: NamesOf,
): {
  readonly named: ReadonlyMap<string, CodeOfApp>;
  readonly unnamed: readonly Assessment[];
} {
  const byName = new Map<string, Assessment[]>();
  const unnamed: Assessment[] = [];
  for (const each of spendingIn(assessments)) {
    const { subject } = each.estimate;
    const declaration = subject.type === 'call' ? subject.joined?.declaration : subject;
    const names = declaration ? namesOf(declaration) : [];
    for (const name of names) byName.set(name, [...(byName.get(name) ?? []), each]);
    if (names.length === 0) unnamed.push(each);
  }
  return { named: new Map([...byName].map(([app, members]) => [app, codeOfApp(app, members)])), unnamed };
}

function codeOfApp(app: string, members: readonly Assessment[]): CodeOfApp {
  // A bill has volumes apart from apps, and no report has egress.
  const { month, withoutMonth } = spendingOf(members, { paid: NO_DATA, lines: [] });
  return {
    app,
    members,
    month,
    withoutMonth,
    floor: sumOf(members.map(({ estimate }) => floorAmount(estimate))),
  };
}

/** How far the bill is above (+) or below (−) the estimate, per month; null if nothing of that is known. */
export function differenceOf({ perMonth, code }: BilledApp): LikelyRange | null {
  if (!code || code.month === 'unknown') return null;
  const { low, likely, high } = code.month;
  return {
    low: difference(perMonth, high),
    likely: difference(perMonth, likely),
    high: difference(perMonth, low),
  };
}

/** The share of an app's bill that its warm floor explains; above 1, the floor was not up all the time. Null if it is unknown. */
export function floorShare({ perMonth, code }: BilledApp): number | null {
  if (!code || code.floor === 'unknown' || perMonth <= 0) return null;
  return code.floor.likely / perMonth;
}
