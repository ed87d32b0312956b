/** What each app of a workspace did cost, by the bill. */
import type { Bill } from './bill';
import { dollars, type Picodollars } from './dollars';
import { costOf, type ReportRow } from './report';

/** All in US dollars, over the bill's period. */
export interface ActualApp {
  /** The app's name. */
  readonly app: string;
  readonly environment: string;
  readonly cost: number;
  /** By resource, the dearest first; empty where the report has none. */
  readonly resources: readonly { readonly resource: string; readonly cost: number }[];
  /** How many ids it had: more than one if it was stopped and deployed again. */
  readonly deployments: number;
  /** When its first interval begins and its last one ends, in seconds since 1970 by UTC. */
  readonly start: number;
  readonly end: number;
}

/** What is no app: volumes, and whatever else a report may have. */
export interface ActualOther {
  readonly description: string;
  readonly environment: string;
  readonly kind: 'volume' | 'other';
  readonly cost: number;
}

export interface ActualCosts {
  /** The dearest first. */
  readonly apps: readonly ActualApp[];
  readonly others: readonly ActualOther[];
  /** Of all rows. */
  readonly total: number;
}

export function actualCosts({ rows }: Pick<Bill, 'rows'>): ActualCosts {
  const groups = groupsOf(rows, (row) => `${row.kind}\n${row.environment}\n${row.description}`);
  const costs = [...groups.values()].map((group) => ({ group, cost: costOf(group) }));
  costs.sort((a, b) => (a.cost > b.cost ? -1 : a.cost < b.cost ? 1 : 0));
  return {
    apps: costs.filter(({ group }) => group[0]!.kind === 'app').map(({ group, cost }) => appOf(group, cost)),
    others: costs.flatMap(({ group, cost }): ActualOther[] => {
      const { kind, description, environment } = group[0]!;
      return kind === 'app' ? [] : [{ kind, description, environment, cost: dollars(cost) }];
    }),
    total: dollars(costOf(rows)),
  };
}

function appOf(rows: readonly ReportRow[], cost: Picodollars): ActualApp {
  const { description, environment } = rows[0]!;
  const byResource = groupsOf(
    rows.filter(({ resource }) => resource !== null),
    ({ resource }) => resource!,
  );
  return {
    app: description,
    environment,
    cost: dollars(cost),
    resources: [...byResource]
      .map(([resource, group]) => ({ resource, cost: dollars(costOf(group)) }))
      .sort((a, b) => b.cost - a.cost),
    deployments: new Set(rows.map(({ object }) => object)).size,
    start: rows.reduce((first, { start }) => Math.min(first, start), Infinity),
    end: rows.reduce((last, { end }) => Math.max(last, end), -Infinity),
  };
}

function groupsOf(
  rows: readonly ReportRow[],
  keyOf: (row: ReportRow) => string,
): ReadonlyMap<string, readonly ReportRow[]> {
  const groups = new Map<string, ReportRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
