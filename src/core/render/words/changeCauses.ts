/** Why a declaration's figures differ, in words. */
import { usageFieldInfo } from '../../modal/usageFields';
import type { Retries, Schedule } from '../../modal/declaration';
import { gpuLabel, type Gpu } from '../../modal/gpu';
import type { Cause } from '../../review/diff/causes';
import { isGpuList, type GivenParameter, type GivenValue } from '../../review/diff/givenParameters';
import { oneLine, shorten } from '../escape';
import { placeText } from '../placeText';
import { t } from './translate';

/** `min_containers not set → 1`. */
export function causeText(cause: Cause): string {
  if (cause.kind === 'dependency') return oneLine(dependencyText(cause));
  const side = (of: 'before' | 'after'): string => sideText(cause, of) ?? t('not set');
  const change = `${causeName(cause)} ${side('before')} → ${side('after')}`;
  return oneLine(cause.what === 'usage' ? t('use: {0}', change) : change);
}

/** `gpu unknown: what it depends on changed in app.py:12`. */
function dependencyText({ name, at, isGone }: Cause & { readonly kind: 'dependency' }): string {
  return isGone
    ? t('{0} unknown: what it depends on was removed from {1}', shortText(name), placeText(at))
    : t('{0} unknown: what it depends on changed in {1}', shortText(name), placeText(at));
}

/** What differs. */
export function causeName(cause: Cause): string {
  switch (cause.kind) {
    case 'parameter':
      return cause.name;
    case 'spread':
    case 'dependency':
      return shortText(cause.name);
    case 'usageField':
      return usageFieldInfo(cause.field).name;
    case 'hoursPerMonth':
      return t('hours per month');
    case 'discount':
      return 'discount';
    case 'gpuDiscount':
      return t('discount of {0}', cause.gpu);
    case 'app':
      return 'app';
    case 'declarationKind':
      return 'kind';
  }
}

/** What it was or is, a parameter as Python would write it; null where it is not given. */
export function sideText(cause: Cause, side: 'before' | 'after'): string | null {
  if (cause.what === 'parameter') {
    const given = cause[side];
    return given && givenText(given);
  }
  const value = cause[side];
  return value === null ? null : String(value);
}

function givenText(given: GivenParameter): string {
  switch (given.status) {
    case 'known':
      return `${pythonText(given.value)}${effectText(given)}`;
    case 'range':
      return `${given.candidates.map(oneOfText).join(` ${t('or')} `)}${effectText(given)}`;
    case 'unknown':
      return t('{0} (unknown)', shortText(given.source));
    case 'unread':
      return t('unknown');
  }
}

/** One of several: None is what holds where nothing sets the parameter. */
function oneOfText(value: GivenValue): string {
  return value === null ? t('not set') : pythonText(value);
}

function effectText({ ignored }: { readonly ignored: boolean }): string {
  return ignored ? ` ${t('(no effect)')}` : '';
}

/** A folded value as Python would write it. */
function pythonText(value: GivenValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return shortText(JSON.stringify(value));
  if (isGpuList(value)) return gpusText(value);
  if (Array.isArray(value)) return `(${(value as readonly GivenValue[]).map(pythonText).join(', ')})`;
  const { type, ...fields } = value as Schedule | Retries;
  const given = Object.entries(fields as Readonly<Record<string, GivenValue>>).map(
    ([name, each]) => `${name}=${pythonText(each)}`,
  );
  return `${type}(${given.join(', ')})`;
}

function gpusText(gpus: readonly Gpu[]): string {
  const options = gpus.map((each) =>
    each.type === null ? 'None' : shortText(JSON.stringify(gpuLabel(each))),
  );
  return options.length > 1 ? `[${options.join(', ')}]` : (options[0] ?? 'None');
}

function shortText(text: string): string {
  return shorten(oneLine(text), 60);
}
