/** Reports as `modal billing report` prints them, of each version, from what a test puts in. */

/** What one object cost in one interval. */
export interface Cost {
  readonly object: string;
  readonly description: string;
  readonly environment: string;
  /** ISO, with an offset or without. */
  readonly start: string;
  readonly resource: string;
  /** A decimal, in US dollars. */
  readonly cost: string;
}

export const SHAPES = ['titles', 'keys', 'tags', 'resources', 'csv', 'csv with resources'] as const;
export type Shape = (typeof SHAPES)[number];

/** The text of a report. Without resources, the costs of one object and interval are one row. */
export function reportText(costs: readonly Cost[], shape: Shape): string {
  const hasResources = shape === 'resources' || shape === 'csv with resources';
  const rows = hasResources ? costs : withoutResources(costs);
  const named = (titles: boolean): readonly Record<string, string>[] =>
    rows.map(({ object, description, environment, start, resource, cost }) => ({
      [titles ? 'Object ID' : 'object_id']: object,
      [titles ? 'Description' : 'description']: description,
      [titles ? 'Environment' : 'environment']: environment,
      [titles ? 'Interval Start' : 'interval_start']: start,
      ...(hasResources && { [titles ? 'Resource' : 'resource']: resource }),
      [titles ? 'Cost' : 'cost']: cost,
      ...(shape === 'tags' && { tags: '{"team": "eng"}' }),
    }));
  if (shape !== 'csv' && shape !== 'csv with resources')
    return JSON.stringify(named(shape === 'titles'), null, 2);
  const all = named(true);
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [Object.keys(all[0] ?? {}), ...all.map((row) => Object.values(row))]
    .map((row) => row.map(cell).join(','))
    .join('\r\n');
}

function withoutResources(costs: readonly Cost[]): readonly Cost[] {
  const sums = new Map<string, Cost & { readonly all: bigint }>();
  for (const each of costs) {
    const key = [each.object, each.environment, each.start].join('\n');
    const all = (sums.get(key)?.all ?? 0n) + inHundredMillionths(each.cost);
    sums.set(key, { ...each, all });
  }
  return [...sums.values()].map(({ all, ...each }) => ({ ...each, cost: decimal(all) }));
}

/** 10⁻⁸ dollars: as exact as a report is. */
export function inHundredMillionths(cost: string): bigint {
  const [whole = '0', fraction = ''] = cost.split('.');
  return BigInt(whole) * 100_000_000n + BigInt(fraction.padEnd(8, '0'));
}

export function decimal(hundredMillionths: bigint): string {
  const digits = hundredMillionths.toString().padStart(9, '0');
  return `${digits.slice(0, -8)}.${digits.slice(-8)}`;
}
