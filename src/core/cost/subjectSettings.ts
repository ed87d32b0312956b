/** What the code of a declaration or a call sets, read once: Modal's default holds where it sets nothing. */
import type { DeclaredParameter, Subject } from '../modal/declaration';
import type { ParameterName } from '../modal/parameters';
import { attempts, flag, parameter, quantity, stackedQuantity, type Quantity } from './quantities';

/** Modal's defaults, in seconds. */
export const DEFAULT_SCALEDOWN_WINDOW = 60;
export const DEFAULT_TIMEOUT = 300;

/** A number that the code sets, and which of several it may be comes first in the source. */
export interface Setting extends Quantity {
  /** Null where the number is not known, or none. */
  readonly first: number | null;
}

export interface SubjectSettings {
  readonly minContainers: Setting;
  /** Without an interval where there is no limit, or where it is not known. */
  readonly maxContainers: Setting;
  readonly bufferContainers: Setting;
  /** Seconds. */
  readonly scaledownWindow: Setting;
  /** Containers that serve one input together (`clustered`): 1 for all but clusters. */
  readonly clusterSize: Setting;
  /** Seconds of one attempt. */
  readonly timeout: Setting;
  /** How often one input may be attempted. */
  readonly attempts: Quantity;
  /** A fresh container for every input; undefined where only a run can tell. */
  readonly singleUse: boolean | undefined;
  readonly nonpreemptible: boolean | undefined;
  /** Undefined where there is none; a known None counts as none. */
  readonly schedule: DeclaredParameter | undefined;
}

/** The settings of a declaration or a call, under their old names too. */
export function settingsOf(subject: Subject): SubjectSettings {
  const { params } = subject;
  const number = (name: ParameterName, fallback: number | null): Setting =>
    setting(quantity(params, name, fallback), parameter(params, name));
  const schedule = parameter(params, 'schedule');
  const isScheduled =
    schedule && schedule.status !== 'absent' && !(schedule.status === 'known' && schedule.value === null);
  const clustered = subject.type === 'declaration' ? subject.clustered : null;
  return {
    minContainers: number('min_containers', 0),
    maxContainers: number('max_containers', null),
    bufferContainers: number('buffer_containers', 0),
    scaledownWindow: number('scaledown_window', DEFAULT_SCALEDOWN_WINDOW),
    clusterSize: setting(stackedQuantity(clustered, 'size', 1), undefined),
    timeout: number('timeout', DEFAULT_TIMEOUT),
    attempts: attempts(params),
    singleUse: flag(params, 'single_use_containers'),
    nonpreemptible: flag(params, 'nonpreemptible'),
    schedule: isScheduled ? schedule : undefined,
  };
}

function setting(given: Quantity, parameterOf: DeclaredParameter | undefined): Setting {
  return { ...given, first: firstOf(given, parameterOf?.candidates ?? []) };
}

/** Of several candidates the first in the source. */
function firstOf({ interval }: Quantity, candidates: readonly unknown[]): number | null {
  if (interval === null) return null;
  const first = candidates.find((each) => typeof each === 'number');
  const { low, high } = interval;
  return typeof first === 'number' && first >= low && first <= high ? first : low;
}
