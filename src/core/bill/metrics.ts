/** What a metrics export says of the functions of a workspace: how many requests came, and how long containers lived. */
import type { Subject } from '../modal/declaration';

export interface FunctionMetrics {
  readonly app: string;
  /** Null where the export does not say it. */
  readonly environment: string | null;
  /** Null for all of the app's functions together. */
  readonly function: string | null;
  /** The time of its points, in seconds since 1970 by UTC; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Over that time; null where the export does not have it. */
  readonly requests: number | null;
  /** Seconds of work on requests, all together. */
  readonly busySeconds: number | null;
  /** Seconds that containers lived, all together. */
  readonly liveSeconds: number | null;
}

/** Whether it is of a declaration, by the name under which that is deployed: a function's own, a class's with `.*` too. */
export function isOf({ function: name }: FunctionMetrics, subject: Subject): boolean {
  if (subject.type === 'call' || name === null) return false;
  const deployed = subject.deployedName === undefined ? subject.name : subject.deployedName;
  return deployed !== null && (name === deployed || name === `${deployed}.*`);
}
