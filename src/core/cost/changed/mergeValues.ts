/** One value over another, as Modal's calls put theirs over the declared ones. */
import { absent } from '../../modal/declaredValue';
import type {
  CallValues,
  Declared,
  DeclaredGpu,
  DeclaredParameter,
  Parameters,
} from '../../modal/declaration';
import type { Gpu } from '../../modal/gpu';
import { currentName, isParameterName, PARAMETER_NAMES, type ParameterName } from '../../modal/parameters';
import { parameter } from '../quantities';

/** What `with_options` takes besides `gpu`: an unread spread in the call may give any of it. */
const OPTIONS = [
  'cpu',
  'memory',
  'retries',
  'max_containers',
  'buffer_containers',
  'scaledown_window',
  'timeout',
  'region',
  'cloud',
] as const satisfies readonly ParameterName[];

/** The `gpu` of a variant. Modal cannot unset it: `gpu=None` leaves the declared one. */
export function mergedGpu(base: DeclaredGpu, own: DeclaredGpu): DeclaredGpu {
  return merged(own, base, NO_GPU, (gpu) => gpu.length === 0);
}

export const NO_GPU: readonly Gpu[] = [];

/** The parameters of a variant, under their current names. */
export function mergedParameters(
  base: Parameters,
  { params, unreadSpreads }: Pick<CallValues, 'params' | 'unreadSpreads'>,
  takes: readonly ParameterName[] = OPTIONS,
): Parameters {
  const result: Partial<Record<ParameterName, DeclaredParameter>> = { ...base };
  for (const name of PARAMETER_NAMES) {
    const own = currentName(name) === name ? givenOrSpread(params, name, unreadSpreads, takes) : undefined;
    if (own) result[name] = merged(own, base[name], null, (value) => value === null);
  }
  return result;
}

/** What a call gives for a parameter, or may give by a spread; undefined if it does not. */
export function givenOrSpread(
  params: Parameters,
  name: ParameterName,
  [spread]: CallValues['unreadSpreads'],
  takes: readonly ParameterName[],
): DeclaredParameter | undefined {
  const given = parameter(params, name);
  if (given && !given.ignored && given.status !== 'absent') return given;
  if (!spread || !takes.includes(name)) return undefined;
  const { source, line, reason, dependsOn } = spread;
  return {
    ...absent(line),
    source,
    status: 'unknown',
    reason: { kind: 'mayComeFromSpread', spread: source.slice(0, 60), reason },
    via: source,
    ...(dependsOn ? { dependsOn } : {}),
  };
}

/** The declared parameters as a call takes them over: under their current names, and written somewhere else. */
export function inherited(params: Parameters): Parameters {
  const result: Partial<Record<ParameterName, DeclaredParameter>> = {};
  for (const name of Object.keys(params).filter(isParameterName)) {
    const current = currentName(name);
    // A variant is no scheduled function.
    if (current !== 'schedule') result[current] = elsewhere(parameter(params, current)!);
  }
  return result;
}

/** A value without its place in the text, and without what is to be said of it there. */
export function elsewhere<T>(value: Declared<T>): Declared<T> {
  return { ...value, range: null, note: null };
}

/** The values that a declared one may be; `none` for one that is absent. */
export function valuesOf<T>({ status, value, candidates }: Declared<T>, none: T): readonly T[] {
  if (status === 'absent') return [none];
  return status === 'known' ? [value ?? none] : candidates;
}

/** `own` over `base`; where it is None, or may be, the base stays. */
function merged<T>(
  own: Declared<T>,
  base: Declared<T> | undefined,
  none: T,
  isNone: (value: T) => boolean,
): Declared<T> {
  if (own.status === 'absent' || own.ignored) return base ?? own;
  const values = valuesOf(own, none);
  if (!values.some(isNone)) return own;
  const below = base ? valuesOf(base, none) : [none];
  const all = [...new Set([...values.filter((each) => !isNone(each)), ...below])];
  if (own.status === 'known') return base ?? own;
  if (base?.status === 'unknown') return { ...base, candidates: all };
  return { ...own, candidates: all };
}
