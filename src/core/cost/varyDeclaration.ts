import type { Declaration, Declared } from '../modal/declaration';
import { gpuLabel, type Gpu } from '../modal/gpu';
import { absent } from '../modal/declaredValue';
import { oldSpellings } from '../modal/parameters';

/**
 * The settings of a declaration that can be changed to see the effect. A number that is null is not set, so Modal's
 * default applies.
 */
export interface Change {
  /** One GPU option, or null for none. */
  readonly gpu?: Gpu | null;
  readonly min_containers?: number | null;
  readonly max_containers?: number | null;
  readonly buffer_containers?: number | null;
  readonly scaledown_window?: number | null;
}

/** The declaration with a change in its code. Everything else about it stays. */
export function vary(declaration: Declaration, change: Change): Declaration {
  const { line } = declaration;
  const names = NUMBERS.filter((name) => change[name] !== undefined);
  // A new value also replaces the parameter's old names.
  const replaced = new Set<string>(names.flatMap((name) => [name, ...oldSpellings(name)]));
  const kept = Object.entries(declaration.params).filter(([name]) => !replaced.has(name));
  const added = names.flatMap((name) => {
    const value = change[name];
    return typeof value === 'number' ? [[name, given(value, String(value), line)] as const] : [];
  });
  const params: Declaration['params'] = Object.fromEntries([...kept, ...added]);
  const { changedBy, ...written } = declaration;
  // With another warm pool, the hours of the present one do not count.
  const isSwitched = changedBy && change.min_containers === undefined;
  const varied = isSwitched ? { ...declaration, params } : { ...written, params };
  if (change.gpu === undefined) return varied;
  const gpu =
    change.gpu === null ? given([], 'None', line) : given([change.gpu], `"${gpuLabel(change.gpu)}"`, line);
  return { ...varied, gpu, unreadSpreads: [] };
}

const NUMBERS = ['min_containers', 'max_containers', 'buffer_containers', 'scaledown_window'] as const;

function given<T>(value: T, source: string, line: number): Declared<T> {
  return { ...absent<T>(line), source, status: 'known', value };
}
