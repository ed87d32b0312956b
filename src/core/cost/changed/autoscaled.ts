/** What `update_autoscaler` calls make of a declaration's, or a variant's, parameters until the next deploy. */
import { absent } from '../../modal/declaredValue';
import type {
  Cron,
  DeclaredParameter,
  JoinedCall,
  ParameterValue,
  Parameters,
  PoolHours,
} from '../../modal/declaration';
import { AUTOSCALER, oldSpellings, type AutoscalerName } from '../../modal/parameters';
import { parameter } from '../quantities';
import { poolHours, type PoolSwitch } from '../schedule/poolHours';
import { DEFAULT_SCALEDOWN_WINDOW } from '../subjectSettings';
import { givenOrSpread, valuesOf } from './mergeValues';

export interface Autoscaled {
  readonly params: Parameters;
  /** The sizes of the warm pool over time, where schedules switch it. */
  readonly hours: readonly PoolHours[] | null;
}

/** A call with the value that it gives a parameter. */
interface Setting {
  readonly joined: JoinedCall;
  readonly given: DeclaredParameter;
}

/**
 * The parameters with what the calls may set. Whether and when a call runs is unknown, unless a schedule says so: each
 * value is one of several, the most expensive first, so that a limit counts it.
 */
export function autoscaled(params: Parameters, calls: readonly JoinedCall[]): Autoscaled {
  let result = params;
  let hours: Autoscaled['hours'] = null;
  for (const name of AUTOSCALER) {
    const settings = settingsIn(calls, name);
    if (settings.length === 0) continue;
    const switches = name === 'min_containers' ? switchesOf(settings) : null;
    const byHours = switches && poolHours(switches);
    if (byHours) hours = byHours;
    const own = parameter(params, name);
    const spelling = [name, ...oldSpellings(name)].find((each) => own && params[each] === own) ?? name;
    const declared = own ?? absent<ParameterValue>(settings[0]!.given.line);
    result = {
      ...result,
      [spelling]: byHours
        ? oneOf(
            declared,
            byHours.map(({ containers }) => containers),
            settings,
          )
        : changed(name, declared, settings),
    };
  }
  return { params: result, hours };
}

/** The calls that give a parameter; None leaves it as it is. */
function settingsIn(calls: readonly JoinedCall[], name: AutoscalerName): readonly Setting[] {
  return calls.flatMap((joined) => {
    const { params, changes } = joined.call;
    const given = givenOrSpread(params, name, changes?.unreadSpreads ?? [], AUTOSCALER);
    return !given || (given.status === 'known' && given.value === null) ? [] : [{ joined, given }];
  });
}

/** The switches of a pool; null if the time of one, or its size, is not sure. */
function switchesOf(settings: readonly Setting[]): readonly PoolSwitch[] | null {
  const switches: PoolSwitch[] = [];
  for (const { joined, given } of settings) {
    const schedule = joined.schedule?.status === 'known' ? joined.schedule.value : null;
    const containers = given.status === 'known' ? given.value : null;
    if (!isCron(schedule)) return null;
    if (typeof containers !== 'number' || !Number.isInteger(containers) || containers < 0) return null;
    switches.push({ schedule, containers });
  }
  return switches;
}

function isCron(value: ParameterValue): value is Cron {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'cron';
}

function changed(
  name: AutoscalerName,
  own: DeclaredParameter,
  settings: readonly Setting[],
): DeclaredParameter {
  const unknown = settings.find(({ given }) => given.status === 'unknown');
  if (unknown) {
    const { joined, given } = unknown;
    const { file, line } = joined.call;
    return {
      ...own,
      source: given.source,
      status: 'unknown',
      value: null,
      candidates: valuesOf(own, null),
      reason: { kind: 'setByCall', file, line, reason: given.reason },
      dependsOn: [...(own.dependsOn ?? []), ...(given.dependsOn ?? [])],
    };
  }
  if (own.status === 'unknown') return own;
  const values = [...settings.flatMap(({ given }) => valuesOf(given, null)), ...valuesOf(own, null)];
  return oneOf(own, mostExpensiveFirst(name, values), settings);
}

function oneOf(
  own: DeclaredParameter,
  values: readonly ParameterValue[],
  settings: readonly Setting[],
): DeclaredParameter {
  const all = [...new Set(values)];
  const sources = [own.source, ...settings.map(({ given }) => given.source)].filter((each) => each !== '');
  return {
    ...own,
    source: [...new Set(sources)].join(' | '),
    status: all.length === 1 ? 'known' : 'range',
    value: all.length === 1 ? all[0]! : null,
    candidates: all.length === 1 ? [] : all,
    ignored: false,
  };
}

/** What Modal's default is for None. */
const DEFAULTS: Readonly<Record<AutoscalerName, number>> = {
  min_containers: 0,
  max_containers: Infinity,
  buffer_containers: 0,
  scaledown_window: DEFAULT_SCALEDOWN_WINDOW,
};

function mostExpensiveFirst(
  name: AutoscalerName,
  values: readonly ParameterValue[],
): readonly ParameterValue[] {
  const number = (value: ParameterValue): number => (typeof value === 'number' ? value : DEFAULTS[name]);
  return [...values].sort((a, b) => (number(a) === number(b) ? 0 : number(b) - number(a)));
}
