/** Reads `modal billing summary --json`: a month's metered and billed costs. */
import { shownCell, type BillProblem } from './billOutcomes';
import { dollars, picodollars } from './dollars';

/** All in US dollars. Billed is metered plus all adjustments. */
export interface Summary {
  readonly metered: number;
  readonly billed: number;
  readonly adjustments: Readonly<Record<string, number>>;
  /** What the metered costs are for: deployed and ephemeral apps, notebooks, volumes. */
  readonly breakdown: Readonly<Record<string, number>>;
}

/** An adjustment or a part with a name that is not known here is kept; more than this are not read. */
const MAX_PARTS = 100;

/** Whether a JSON object has the shape of a summary. */
export function isSummary(value: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(value, 'metered_cost') || Object.hasOwn(value, 'billed_cost');
}

/** @param value has the shape of {@link isSummary} */
export function readSummary(
  value: Readonly<Record<string, unknown>>,
): { readonly summary: Summary } | { readonly problem: BillProblem } {
  const problems: BillProblem[] = [];
  const amount = (key: string, found: unknown): number => {
    const read = picodollars(found);
    if (read === undefined)
      problems.push({
        kind: 'badAmount',
        key,
        found: found === undefined ? '' : shownCell(JSON.stringify(found)),
      });
    return dollars(read ?? 0n);
  };
  const parts = (key: string): Readonly<Record<string, number>> => {
    const found = Object.hasOwn(value, key) ? value[key] : {};
    if (typeof found !== 'object' || found === null) return { [key]: amount(key, found) };
    return Object.fromEntries(
      Object.entries(found)
        .slice(0, MAX_PARTS)
        .map(([name, each]) => [name, amount(`${key}.${name}`, each)]),
    );
  };
  const summary: Summary = {
    metered: amount('metered_cost', value.metered_cost),
    billed: amount('billed_cost', value.billed_cost),
    adjustments: parts('adjustments'),
    breakdown: parts('metered_cost_breakdown'),
  };
  const [problem] = problems;
  return problem ? { problem } : { summary };
}
