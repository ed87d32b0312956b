/** Storage and egress as plain data. All money is USD per month. */
import { dataUsd, type DataCost } from '../cost/dataCost';
import { allowanceUsd, paidUsd, type DataSum } from '../cost/dataSum';

/** Before the allowance of the plan. */
export function dataCostJson(cost: DataCost): object {
  return {
    usdPerMonth: dataUsd(cost),
    parts: cost.parts.map(({ kind, gb, rate, usd }) => ({
      kind,
      gb,
      rateUsd: rate?.usd ?? null,
      unit: rate?.unit ?? null,
      usdPerMonth: usd,
    })),
  };
}

/** Under `data`, where there is some: declarations + apps + workspace − allowance = usdPerMonth. */
export function dataSumJson(sum: DataSum | null | undefined): object {
  if (!sum) return {};
  const own = sum.lines.find(({ app }) => app === null);
  return {
    data: {
      declarations: sum.declared && dataCostJson(sum.declared),
      apps: sum.lines
        .filter(({ app }) => app !== null)
        .map(({ app, line, cost }) => ({ app, line, ...dataCostJson(cost) })),
      workspace: own ? { line: own.line, ...dataCostJson(own.cost) } : null,
      allowance: {
        plan: sum.plan,
        usdPerMonth: allowanceUsd(sum),
        parts: sum.allowance.map(({ kind, included, unit, used, usd }) => ({
          kind,
          included,
          used,
          unit,
          usdPerMonth: usd,
        })),
      },
      usdPerMonth: paidUsd(sum),
      unknown: sum.unknown,
    },
  };
}
