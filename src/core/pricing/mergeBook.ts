/** A user's partial book laid over a bundled one, figure by figure. */
import type { BookName, GpuRates, OwnBook, PriceBook, Source } from './schema';
import { t } from '../render/words/translate';

/** Thrown by {@link mergeBook} when neither book gives what the result needs. `path` is the own book's JSON path. */
export class MergeError extends Error {
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

/** The values of `own` over those of `base`, by name; what `own` leaves out stays. */
function over<T extends object>(base: T, own: { [K in keyof T]?: T[K] | undefined } | undefined): T {
  if (own === undefined) return base;
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  return Object.assign({}, base, Object.fromEntries(given));
}

/** `own`'s items over `base`'s, by `name`: one with the same name takes its place, others follow. */
function overBy<T>(base: readonly T[], own: readonly T[] | undefined, name: (item: T) => string): T[] {
  const items = new Map(base.map((item) => [name(item), item]));
  for (const item of own ?? []) items.set(name(item), item);
  return [...items.values()];
}

/** `value` with each key of `sources` that it cites renamed, however deep: `source: "x"`, `sources: ["x"]`. */
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

function gpusOver(base: PriceBook['gpus'], own: OwnBook['gpus']): PriceBook['gpus'] {
  const gpus = { ...base };
  for (const [type, rates] of Object.entries(own ?? {})) {
    const below = Object.hasOwn(base, type) ? base[type] : undefined;
    const active = rates.active ?? below?.active;
    if (active === undefined) {
      throw new MergeError(
        `$.gpus.${type}`,
        t('"active" is missing, and the extended book has no {0} to take it from', type),
      );
    }
    gpus[type] = over<GpuRates>({ ...below, active }, rates);
  }
  return gpus;
}

/** A book's name, without the rest of it. */
export function nameOf({ id, title, date }: BookName): BookName {
  return { id, title, date };
}

/**
 * `own` over `base`. A figure that `own` gives replaces that figure alone; everything else stays `base`'s. Plans (by
 * name), providers and measurements (by id) replace their namesakes; history is added to.
 *
 * The result's `lineage` names both books, `own` first, and `title` too. `own`'s source keys become
 * `<own id>/<key>`, and each source says which book brought it, so a figure's origin can always be told (see
 * `originOf` in lookup.ts).
 *
 * Throws {@link MergeError} where `own` adds a GPU without an active rate, or gives half of the sandbox's rates over a
 * book that has none.
 */
export function mergeBook(base: PriceBook, own: OwnBook): PriceBook {
  const rename = (key: string): string => `${own.id}/${key}`;
  const { sources: ownSources = {}, ...unnamed } = own;
  const o = recite(unnamed, rename);

  const sources: Record<string, Source> = {};
  for (const [key, source] of Object.entries(base.sources)) sources[key] = { book: base.id, ...source };
  for (const [key, source] of Object.entries(ownSources)) sources[rename(key)] = { ...source, book: own.id };

  const merged: PriceBook = {
    version: own.version,
    ...nameOf(own),
    title: t('{0}, over: {1}', own.title, base.title),
    lineage: [nameOf(own), ...(base.lineage ?? [nameOf(base)])],
    currency: o.currency ?? base.currency,
    hoursPerMonth: o.hoursPerMonth ?? base.hoursPerMonth,
    sources,
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
  };
  const memory = o.memory ?? base.memory;
  if (memory !== undefined) merged.memory = memory;
  const volumes = o.volumes ?? base.volumes;
  if (volumes !== undefined) merged.volumes = volumes;
  const egress = o.egress ?? base.egress;
  if (egress !== undefined) merged.egress = egress;
  if (base.sandbox !== undefined || o.sandbox !== undefined) {
    const cpu = o.sandbox?.cpu ?? base.sandbox?.cpu;
    const sandboxMemory = o.sandbox?.memory ?? base.sandbox?.memory;
    if (cpu === undefined || sandboxMemory === undefined) {
      throw new MergeError('$.sandbox', t('needs both "cpu" and "memory": the extended book has neither'));
    }
    merged.sandbox = { cpu, memory: sandboxMemory };
  }
  return merged;
}
