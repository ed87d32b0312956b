/** What a metrics export says of the functions of a workspace: how many requests came, and how long containers lived. */
import type { Declaration, Subject } from '../modal/declaration';
import type { Usage } from '../modal/usageFields';
import type { Period } from './period';

export interface FunctionMetrics extends Period {
  readonly app: string;
  /** Null where the export does not say it. */
  readonly environment: string | null;
  /** Null for all of the app's functions together. */
  readonly function: string | null;
  /** Over the period of the export; null where it does not have them. */
  readonly requests: number | null;
  /** Seconds of work on requests, all together. */
  readonly busySeconds: number | null;
  /** Seconds that containers lived, all together. */
  readonly liveSeconds: number | null;
}

/** Whether it is of a declaration, by the name under which that is deployed: a function's own, a class's with `.*` too. */
function isOf({ function: name }: FunctionMetrics, subject: Subject): boolean {
  if (subject.type === 'call' || name === null) return false;
  const deployed = deployedName(subject);
  return deployed !== null && (name === deployed || name === `${deployed}.*`);
}

function deployedName({ deployedName: given, name }: Declaration): string | null {
  return given === undefined ? name : given;
}

/** The newest metrics of an app's declaration; those of all the app's functions together where it is the only one. */
export function metricsOf(
  metrics: readonly FunctionMetrics[],
  { app, environment }: { readonly app: string; readonly environment: string },
  subject: Subject,
  isOnly: boolean,
): FunctionMetrics | undefined {
  const own = metrics
    .filter((each) => each.app === app && (each.environment ?? environment) === environment)
    .sort((a, b) => b.end - a.end);
  return (
    own.find((each) => isOf(each, subject)) ??
    (isOnly ? own.find((each) => each.function === null) : undefined)
  );
}

/** The usage that metrics measure: what is to be known for a fit. Empty where they have nothing of it. */
export function measuredUsage({
  start,
  end,
  requests,
  busySeconds,
}: FunctionMetrics): Partial<Pick<Usage, 'requestsPerDay' | 'secondsPerRequest'>> {
  if (requests === null || end <= start) return {};
  const requestsPerDay = (requests * 86_400) / (end - start);
  return busySeconds === null || requests === 0
    ? { requestsPerDay }
    : { requestsPerDay, secondsPerRequest: busySeconds / requests };
}

/** How many containers lived at the same time, on average; null where that is unknown. */
export function meanContainers({ start, end, liveSeconds }: FunctionMetrics): number | null {
  return liveSeconds === null || end <= start ? null : liveSeconds / (end - start);
}

/** What one place of an export adds to a function: a sum over several of them is that of the whole export. */
export type Measured = Omit<FunctionMetrics, keyof Period>;

/** Adds up what belongs to the same function; the period is that of the whole export, in which some have no point. */
export function summedMetrics(parts: readonly Measured[], period: Period): readonly FunctionMetrics[] {
  const sums = new Map<string, FunctionMetrics>();
  for (const part of parts) {
    const key = [part.app, part.environment ?? '', part.function ?? ''].join('\n');
    const known = sums.get(key);
    sums.set(key, {
      ...part,
      ...period,
      requests: sum(known?.requests, part.requests),
      busySeconds: sum(known?.busySeconds, part.busySeconds),
      liveSeconds: sum(known?.liveSeconds, part.liveSeconds),
    });
  }
  return [...sums.values()];
}

function sum(known: number | null | undefined, more: number | null): number | null {
  return more === null ? (known ?? null) : (known ?? 0) + more;
}
