/** Merges a user's partial book into a bundled one, figure by figure. */
import { nameOf } from './bookName';
import type { GpuRates, OwnBook, PriceBook, Source } from './schema';
import type { BookProblemAt } from './bookProblem';

/** The result of {@link mergeBook}: a complete book, or what is missing in both. */
export type MergedBook =
  { readonly ok: true; readonly book: PriceBook } | ({ readonly ok: false } & BookProblemAt);

/** The values of `own` and, for missing names, those of `base`. */
function over<T extends object>(base: T, own: { [K in keyof T]?: T[K] | undefined } | undefined): T {
  if (own === undefined) return base;
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  return Object.assign({}, base, Object.fromEntries(given));
}

/** The items of `base`, replaced by items of `own` with the same name, followed by the other items of `own`. */
function overBy<T>(base: readonly T[], own: readonly T[] | undefined, name: (item: T) => string): T[] {
  const items = new Map(base.map((item) => [name(item), item]));
  for (const item of own ?? []) items.set(name(item), item);
  return [...items.values()];
}

/** `value` with every cited key of `sources` renamed, at any depth: `source: "x"`, `sources: ["x"]`. */
function recite<T>(value: T, rename: (key: string) => string): T;
function recite(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => recite(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => {
      if (name === 'source' && typeof item === 'string') return [name, rename(item)];
      if (name === 'sources' && Array.isArray(item)) {
        return [name, item.map((entry: unknown) => (typeof entry === 'string' ? rename(entry) : entry))];
      }
      return [name, recite(item, rename)];
    }),
  );
}

/** A GPU of `own` without an active rate, also in `base`. */
function gpuWithoutRate(base: PriceBook['gpus'], own: OwnBook['gpus']): string | undefined {
  return Object.entries(own ?? {}).find(
    ([type, { active }]) => active === undefined && !Object.hasOwn(base, type),
  )?.[0];
}

function gpusOver(base: PriceBook['gpus'], own: OwnBook['gpus']): PriceBook['gpus'] {
  const gpus = { ...base };
  for (const [type, rates] of Object.entries(own ?? {})) {
    const below = Object.hasOwn(base, type) ? base[type] : undefined;
    const active = rates.active ?? below?.active;
    if (active) gpus[type] = over<GpuRates>({ ...below, active }, rates);
  }
  return gpus;
}

type Sandbox = NonNullable<PriceBook['sandbox']>;

/** The rates of sandboxes; undefined for none, null if one of the two is missing. */
function sandboxOver(base: PriceBook['sandbox'], own: OwnBook['sandbox']): Sandbox | undefined | null {
  if (base === undefined && own === undefined) return undefined;
  const cpu = own?.cpu ?? base?.cpu;
  const memory = own?.memory ?? base?.memory;
  return cpu && memory ? { cpu, memory } : null;
}

function sourcesOver(base: PriceBook, own: OwnBook, rename: (key: string) => string): PriceBook['sources'] {
  const sources: Record<string, Source> = {};
  for (const [key, source] of Object.entries(base.sources)) sources[key] = { book: base.id, ...source };
  for (const [key, source] of Object.entries(own.sources ?? {}))
    sources[rename(key)] = { ...source, book: own.id };
  return sources;
}

/**
 * Merges `own` into `base`. A figure in `own` replaces only that figure; everything else stays as in `base`. Plans (by
 * name), providers and measurements (by id) replace those of the same name or id; history is added.
 *
 * The result's `lineage` has both books, `own` first. The source keys of `own` become `<own id>/<key>`, and each source
 * says which book it is from, so that the origin of a figure is always known (see `originOf` in lookup.ts).
 *
 * Rejected if `own` adds a GPU without an active rate, or has only half of the sandbox rates and `base` has none.
 */
export function mergeBook(base: PriceBook, own: OwnBook): MergedBook {
  const rename = (key: string): string => `${own.id}/${key}`;
  const o = recite({ ...own, sources: undefined }, rename);
  const gpu = gpuWithoutRate(base.gpus, o.gpus);
  if (gpu !== undefined) return { ok: false, path: `$.gpus.${gpu}`, problem: { kind: 'activeMissing', gpu } };
  const sandbox = sandboxOver(base.sandbox, o.sandbox);
  if (sandbox === null) return { ok: false, path: '$.sandbox', problem: { kind: 'sandboxIncomplete' } };
  const memory = o.memory ?? base.memory;
  const volumes = base.volumes ? over(base.volumes, o.volumes) : o.volumes;
  const egress = base.egress ? over(base.egress, o.egress) : o.egress;
  const book: PriceBook = {
    version: own.version,
    id: own.id,
    date: own.date,
    lineage: [nameOf(own), ...base.lineage],
    currency: o.currency ?? base.currency,
    hoursPerMonth: o.hoursPerMonth ?? base.hoursPerMonth,
    sources: sourcesOver(base, own, rename),
    billing: over(base.billing, o.billing),
    gpus: gpusOver(base.gpus, o.gpus),
    gpuAliases: over(base.gpuAliases, o.gpuAliases),
    gpuChoices: over(base.gpuChoices, o.gpuChoices),
    cpu: o.cpu ?? base.cpu,
    minimumCores: o.minimumCores ?? base.minimumCores,
    minimumMiB: o.minimumMiB ?? base.minimumMiB,
    multipliers: over(base.multipliers, o.multipliers),
    plans: overBy(base.plans, o.plans, (plan) => plan.name),
    providers: overBy(base.providers, o.providers, (provider) => provider.id),
    history: [...base.history, ...(o.history ?? [])],
    measurements: overBy(base.measurements, o.measurements, (measurement) => measurement.id),
    ...(memory && { memory }),
    ...(volumes && { volumes }),
    ...(egress && { egress }),
    ...(sandbox && { sandbox }),
  };
  return { ok: true, book };
}
