/** The parameters of a declaration or call as text, under their present names, to be compared. */
import type { Declared, Subject } from '../../modal/declaration';
import { gpuLabel, type Gpu } from '../../modal/gpu';
import { isParameterName, parameterInfo } from '../../modal/parameters';
import { oneLine, shorten } from '../../render/escape';
import { t } from '../../render/words/translate';

/** Each parameter that is given, with its value as a reader of the code knows it, by name. */
export function parametersOf(subject: Subject): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const put = (name: string, value: Declared<unknown>): void => {
    if (value.status !== 'absent') found.set(name, valueText(value));
  };
  put('gpu', subject.gpu);
  const names = Object.keys(subject.params).filter(isParameterName);
  // An old spelling counts where the present one is not given.
  for (const name of names) if (!parameterInfo(name).old) put(name, subject.params[name]!);
  for (const name of names) {
    const use = parameterInfo(name).old?.use;
    if (use === undefined) continue;
    const present = isParameterName(use) ? use : 'concurrent max_inputs';
    if (!found.has(present)) put(present, subject.params[name]!);
  }
  if (subject.type === 'declaration') {
    for (const stacked of ['concurrent', 'batched', 'clustered'] as const)
      for (const [name, value] of Object.entries(subject[stacked] ?? {})) put(`${stacked} ${name}`, value);
    for (const { source } of subject.unreadSpreads) found.set(shortText(source), t('not known here'));
  }
  return found;
}

/** App, kind and parameters of a declaration, form and parameters of a call: what stays when a name changes. */
export function signatureOf(subject: Subject): string {
  const what = subject.type === 'declaration' ? [subject.app, subject.kind] : [subject.form];
  const given = [...parametersOf(subject)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return JSON.stringify([what, given]);
}

function valueText({ status, value, candidates, source, ignored }: Declared<unknown>): string {
  const rest = ignored ? ` ${t('(no effect)')}` : '';
  if (status === 'known') return `${pythonText(value)}${rest}`;
  if (status === 'range') return `${candidates.map(pythonText).join(` ${t('or')} `)}${rest}`;
  return t('{0} (not known here)', shortText(source));
}

/** A folded value as Python would write it. */
function pythonText(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return shortText(JSON.stringify(value));
  if (isGpuList(value)) {
    const options = value.map((each) =>
      each.type === null ? 'None' : shortText(JSON.stringify(gpuLabel(each))),
    );
    return options.length === 0 ? 'None' : options.length === 1 ? options[0]! : `[${options.join(', ')}]`;
  }
  if (Array.isArray(value)) return `(${value.map(pythonText).join(', ')})`;
  const { type, ...fields } = value as Readonly<Record<string, unknown>>;
  const given = Object.entries(fields).map(([name, each]) => `${name}=${pythonText(each)}`);
  return `${String(type)}(${given.join(', ')})`;
}

function isGpuList(value: unknown): value is readonly Gpu[] {
  return (
    Array.isArray(value) &&
    value.every((each) => typeof each === 'object' && each !== null && 'count' in each)
  );
}

function shortText(text: string): string {
  return shorten(oneLine(text), 60);
}
