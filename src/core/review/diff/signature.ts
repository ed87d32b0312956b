import type { Subject } from '../../modal/declaration';
import { compareText } from '../../text/compareText';
import { givenKey, givenParameters } from './givenParameters';

/** All given parameters by name, as keys for comparison. */
export function parameterKeys(subject: Subject): ReadonlyMap<string, string> {
  return new Map([...givenParameters(subject)].map(([name, each]) => [name, givenKey(each)]));
}

/** App, kind and parameters of a declaration; form and parameters of a call. It stays the same when a name changes. */
export function signatureOf(subject: Subject): string {
  const what = subject.type === 'declaration' ? [subject.app, subject.kind] : [subject.form];
  const given = [...parameterKeys(subject)].sort(([a], [b]) => compareText(a, b));
  return JSON.stringify([what, given]);
}
