/** Where a value comes from, as Markdown: the place that writes it, the names that it goes through, or why it is unknown. */
import { changesOf } from '../cost/estimate';
import { parameter } from '../cost/quantities';
import type { Declared, Subject, TextRange } from '../modal/declaration';
import { AUTOSCALER, currentName, PARAMETER_NAMES, type ParameterName } from '../modal/parameters';
import type { Origin } from '../python/pyValue';
import { inlineCode } from './escape';
import { reasonMarkdown } from './estimateNotes';
import { valueText } from './valueText';
import type { PlaceText } from './words/callChanges';
import { t } from './words/translate';
import { teamPlaceText } from './words/usageWords';
import { variableOriginText } from './words/variableOrigins';

/** The values that a declaration or call gives, unless they are what is written: `N` is 2, what is unknown, and why. */
export function valueLines(subject: Subject, place: PlaceText): readonly string[] {
  const values = PARAMETER_NAMES.flatMap((name) => {
    const value = name === 'gpu' ? subject.gpu : subject.params[name];
    return value && (name !== 'gpu' || value.status !== 'absent') ? [{ name, value }] : [];
  });
  return values
    .filter(({ name, value }) => !isPlain(name, value, subject))
    .map(({ name, value }) => {
      const from = valueOriginText(name, value, subject, place);
      return from === '' ? valueIs(name, value) : t('{0}: {1}', valueIs(name, value), from);
    });
}

/** `` `min_containers=N` is `2` ``. */
export function valueIs(name: ParameterName, value: Declared<unknown>): string {
  const { status, candidates, source, via } = value;
  const written = inlineCode(via ?? `${name}=${source}`, 48);
  const is = (status === 'known' ? [value.value] : candidates).map((each) => inlineCode(valueText(each), 20));
  if (status === 'absent') return written;
  if (status !== 'unknown')
    return isAsWritten(value) ? written : t('{0} is {1}', written, is.join(` ${t('or')} `));
  return is.length === 0
    ? t('{0} is unknown', written)
    : t('{0} is unknown, or {1}', written, is.join(` ${t('or')} `));
}

/** Whether a value is written out where the declaration is: a reader sees it. */
export function isPlain(name: ParameterName, value: Declared<unknown>, subject: Subject): boolean {
  const { origins, range, note, via } = value;
  return (
    isAsWritten(value) &&
    origins.length === 0 &&
    note === null &&
    via === null &&
    range !== null &&
    isWithin(range, subject.range) &&
    settingCalls(name, subject).length === 0
  );
}

function isAsWritten({ status, value, source }: Declared<unknown>): boolean {
  const plain = (text: string): string => text.replace(/["'[\]()\s]|modal\./g, '').toUpperCase();
  return status === 'known' && plain(valueText(value)) === plain(source);
}

export function valueOriginText(
  name: ParameterName,
  value: Declared<unknown>,
  subject: Subject,
  place: PlaceText,
): string {
  if (value.status === 'unknown') return reasonMarkdown(value.reason);
  const { note, origins } = value;
  if (note?.kind === 'teamValue') return teamPlaceText({ kind: 'teamFile', line: note.line });
  const names = origins.map((origin) => originText(origin, subject.file));
  const calls = settingCalls(name, subject).map((call) => t('the call in {0}', place(call, subject.file)));
  const written = writtenIn(name, value, subject, place);
  return [...(names.length > 0 ? names : written), ...calls].join(', ');
}

export function writtenHere(): string {
  return t('written here');
}

/** The place that writes a value which goes through no names; none if only calls set it. */
function writtenIn(
  name: ParameterName,
  { range, via }: Declared<unknown>,
  subject: Subject,
  place: PlaceText,
): string[] {
  if (range) return isWithin(range, subject.range) ? [writtenHere()] : [lineOf(range, subject, place)];
  const declaration = subject.type === 'call' ? subject.joined?.declaration : subject;
  const given = name === 'gpu' ? declaration?.gpu : declaredParameter(name, declaration);
  if (!declaration || !given || given.status === 'absent') return [];
  if (declaration === subject) return [via === null ? t('another file') : writtenHere()];
  return [t('the declaration in {0}', place(declaration, subject.file))];
}

function declaredParameter(
  name: ParameterName,
  subject: Subject | null | undefined,
): Declared<unknown> | undefined {
  return subject ? parameter(changesOf(subject)?.written ?? subject.params, name) : undefined;
}

function lineOf({ start }: TextRange, { file }: Subject, place: PlaceText): string {
  return place({ file, line: start.line + 1 }, file);
}

function isWithin(inner: TextRange, outer: TextRange): boolean {
  const isBefore = (a: TextRange['start'], b: TextRange['start']): boolean =>
    a.line < b.line || (a.line === b.line && a.column <= b.column);
  return isBefore(outer.start, inner.start) && isBefore(inner.end, outer.end);
}

/** The calls that set a value of the autoscaler beside what is written. */
function settingCalls(name: ParameterName, subject: Subject): { file: string; line: number }[] {
  const current = currentName(name);
  if (!AUTOSCALER.some((each) => each === current)) return [];
  return (changesOf(subject)?.autoscaler ?? []).flatMap(({ call }) => {
    const given = parameter(call.params, current);
    return given && given.status !== 'absent' ? [{ file: call.file, line: call.line }] : [];
  });
}

function originText(origin: Origin, file: string): string {
  if (origin.kind === 'environment') return variableOriginText(inlineCode(origin.name), origin.saidIn);
  const name = inlineCode(origin.name);
  const line =
    origin.cell === undefined
      ? t('{0} on line {1}', name, origin.line)
      : t('{0} in cell {1}, line {2}', name, origin.cell, origin.line);
  return origin.file === file ? line : t('{0} of {1}', line, inlineCode(origin.file));
}
