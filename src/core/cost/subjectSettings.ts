/** The settings in the code of a declaration or a call, read once; Modal's default applies if one is not set. */
import type { DeclaredParameter, Parameters, Subject } from '../modal/declaration';
import { parametersOf, type ParameterName } from '../modal/parameters';
import { attempts, flag, parameter, quantity, stackedQuantity, type Quantity } from './quantities';

/** Modal's defaults, in seconds. */
export const DEFAULT_SCALEDOWN_WINDOW = 60;
export const DEFAULT_TIMEOUT = 300;

/** A number in the code, and which of its possible values comes first in the source. */
export interface Setting extends Quantity {
  /** Null if the number is unknown, or not set. */
  readonly first: number | null;
}

export interface SubjectSettings {
  readonly minContainers: Setting;
  /** Has no interval if there is no limit, or if it is unknown. */
  readonly maxContainers: Setting;
  readonly bufferContainers: Setting;
  /** Seconds. */
  readonly scaledownWindow: Setting;
  /** Containers of a cluster (`clustered`), which serve one input together; otherwise 1. */
  readonly clusterSize: Setting;
  /** Maximum seconds of one attempt. */
  readonly timeout: Setting;
  /** Maximum seconds of a start; `timeout` if it is not set. */
  readonly startupTimeout: Quantity;
  /** The maximum number of attempts for one input. */
  readonly attempts: Quantity;
  /** A new container for every input; undefined if it is only known at run time. */
  readonly singleUse: boolean | undefined;
  /** A sandbox: it has no pool, and bills its live seconds alone. */
  readonly isSandbox: boolean;
  readonly nonpreemptible: boolean | undefined;
  /** `target_concurrency=0` of a server, which turns autoscaling off, or may do so; null if it does not. */
  readonly autoscalingOff: Quantity | null;
  /** Undefined if there is none, or if it is None. */
  readonly schedule: DeclaredParameter | undefined;
}

/** The settings of a declaration or a call, old names included. */
export function settingsOf(subject: Subject): SubjectSettings {
  const isSandbox = subject.type === 'declaration' && subject.kind === 'sandbox';
  const params = isSandbox ? ofSandbox(subject.params) : subject.params;
  const number = (name: ParameterName, fallback: number | null): Setting =>
    setting(quantity(params, name, fallback), parameter(params, name));
  const schedule = parameter(params, 'schedule');
  const target = quantity(params, 'target_concurrency', null);
  // A schedule is written out, or there is none that anybody could reckon with.
  const isScheduled =
    schedule &&
    schedule.status !== 'absent' &&
    schedule.reason?.kind !== 'mayComeFromSpread' &&
    !(schedule.status === 'known' && schedule.value === null);
  const declaration = subject.type === 'declaration' ? subject : subject.joined?.declaration;
  const clustered = declaration?.clustered ?? null;
  const timeout = number('timeout', DEFAULT_TIMEOUT);
  const startupTimeout = quantity(params, 'startup_timeout', null);
  return {
    minContainers: number('min_containers', 0),
    maxContainers: number('max_containers', null),
    bufferContainers: number('buffer_containers', 0),
    scaledownWindow: number('scaledown_window', isSandbox ? 0 : DEFAULT_SCALEDOWN_WINDOW),
    clusterSize: setting(stackedQuantity(clustered, 'size', 1), undefined),
    timeout,
    startupTimeout:
      startupTimeout.status === 'absent' ? { ...timeout, name: 'startup_timeout' } : startupTimeout,
    attempts: attempts(params),
    singleUse: isSandbox || flag(params, 'single_use_containers'),
    isSandbox,
    nonpreemptible: flag(params, 'nonpreemptible'),
    autoscalingOff: target.interval?.low === 0 ? target : null,
    schedule: isScheduled ? schedule : undefined,
  };
}

/** The parameters that a sandbox takes; it has no pool, whatever else is tried out. */
function ofSandbox(params: Parameters): Parameters {
  return Object.fromEntries(parametersOf('sandbox').map((name) => [name, params[name]]));
}

function setting(given: Quantity, parameterOf: DeclaredParameter | undefined): Setting {
  return { ...given, first: firstOf(given, parameterOf?.candidates ?? []) };
}

/** The first of several candidates in the source. */
function firstOf({ interval }: Quantity, candidates: readonly unknown[]): number | null {
  if (interval === null) return null;
  const first = candidates.find((each) => typeof each === 'number');
  const { low, high } = interval;
  return typeof first === 'number' && first >= low && first <= high ? first : low;
}
