/** What calls change, in words: notes on a declaration, and on the calls themselves. */
import { changesOf, type Estimate } from '../../cost/estimate';
import { valuesOf } from '../../cost/changed/mergeValues';
import { makesVariant } from '../../modal/callChange';
import type { CallSite, ChangedBy, DeclaredGpu, JoinedCall, PoolHours } from '../../modal/declaration';
import { gpuLabel } from '../../modal/gpu';
import { escapeMarkdown, inlineCode, oneLine, shorten } from '../escape';
import { plainNumber } from '../money';
import { plural } from './plural';
import { message, t } from './translate';

/** A place in Markdown, as somebody in `from` says it; a line is counted from 1. */
export type PlaceText = (place: { readonly file: string; readonly line: number }, from: string) => string;

export const plainPlace: PlaceText = ({ file, line }, from) =>
  file === from ? t('line {0}', line) : t('line {0} of {1}', line, inlineCode(file));

/** What a call changes, with its place: `Model (line 12)`, `Model (serve.py:12)`; as plain text. */
export function changedName({ file, changes, joined }: CallSite): string {
  const declaration = joined?.declaration;
  if (declaration) {
    const { line, qualname } = declaration;
    const place = declaration.file === file ? t('line {0}', line) : `${declaration.file}:${line}`;
    return oneLine(`${qualname} (${place})`);
  }
  const target = changes?.target;
  return target ? oneLine(target.kind === 'unknown' ? target.source : target.name) : '';
}

/** The GPU options that a value may be: `H100`, `H100 | T4`, or the expression of an unknown one. */
export function gpuText(gpu: DeclaredGpu): string {
  const options = valuesOf(gpu, []).flatMap((list) => (list.length === 0 ? ['CPU'] : list.map(gpuLabel)));
  return options.length === 0 ? gpu.source : [...new Set(options)].join(' | ');
}

/** `63`: in how many hours of a week the pool has warm containers. */
export function hoursPerWeek(hours: readonly PoolHours[]): string {
  const share = hours.reduce((sum, each) => sum + (each.containers > 0 ? each.share : 0), 0);
  return plainNumber(share * HOURS_PER_WEEK, 4);
}

export const HOURS_PER_WEEK = 7 * 24;

/** What to know of calls that change a declaration, or of a call that changes one, as Markdown sentences. */
export function callNotes({ subject, context }: Estimate, place: PlaceText): readonly string[] {
  const { file } = subject;
  const changes = changesOf(subject);
  return [
    ...(subject.type === 'call' ? ownNotes(subject, place) : []),
    ...(changes?.variants ?? [])
      .slice(0, MAX_NOTED)
      .map((call) =>
        t(
          'Also run as {0} by the call in {1}: {2}. It is priced there.',
          inlineCode(gpuText(call.gpu)),
          place(call, file),
          inlineCode(call.text, 80),
        ),
      ),
    ...(changes ? autoscalerNotes(changes, file, place) : []),
    ...(changes ? leftOutNotes(changes) : []),
    ...(changes?.hours ? [hoursNote(changes.hours, context.hoursPerMonth)] : []),
  ];
}

function ownNotes(call: CallSite, place: PlaceText): string[] {
  if (!call.joined) return [];
  const { declaration, own } = call.joined;
  if (!declaration)
    return [
      t(
        'What this call changes was not found: {0}. Only the values that the call gives are counted.',
        inlineCode(changedName(call)),
      ),
    ];
  const keeps =
    own.gpu.status === 'known' && own.gpu.value?.length === 0 && declaration.gpu.status !== 'absent';
  return [
    makesVariant(call)
      ? t(
          'Runs {0}, declared in {1}, as a variant with containers of its own, which Modal makes when it is first called.',
          inlineCode(declaration.qualname),
          place(declaration, call.file),
        )
      : t(
          'Changes {0}, declared in {1}, until its next deploy. Its figures include what this call sets.',
          inlineCode(declaration.qualname),
          place(declaration, call.file),
        ),
    ...(keeps
      ? [t('Modal cannot unset a GPU with {0}: the declared one stays.', inlineCode('gpu=None'))]
      : []),
  ];
}

function autoscalerNotes({ autoscaler, hours }: ChangedBy, file: string, place: PlaceText): string[] {
  return autoscaler.slice(0, MAX_NOTED).map((joined) => {
    const { call } = joined;
    const written = inlineCode(call.text, 80);
    const unknown =
      call.params.min_containers?.status === 'unknown' || call.params.keep_warm?.status === 'unknown';
    if (unknown) return t('Warm floor not known: it is set in {0}, by {1}.', place(call, file), written);
    return hours
      ? t(
          'Set by the call in {0}, on the schedule {1}: {2}.',
          place(call, file),
          scheduleText(joined),
          written,
        )
      : t(
          'The call in {0} may set other values until the next deploy: {1}. When it runs is unknown, so both count.',
          place(call, file),
          written,
        );
  });
}

/** How many calls of each kind a declaration names. */
const MAX_NOTED = 8;

function leftOutNotes({ variants, autoscaler }: ChangedBy): string[] {
  const more = [variants, autoscaler].reduce((sum, { length }) => sum + Math.max(0, length - MAX_NOTED), 0);
  return more === 0
    ? []
    : [plural(more, message('{0} more call changes it.'), message('{0} more calls change it.'))];
}

function scheduleText({ schedule }: JoinedCall): string {
  return schedule ? inlineCode(shorten(oneLine(schedule.source), 60)) : escapeMarkdown(t('unknown'));
}

/** `Warm containers: 4 for 63 h and 0 for 105 h of each week, 1.5 on average.` */
function hoursNote(hours: readonly PoolHours[], hoursPerMonth: number): string {
  const parts = hours.map(({ containers, share }) =>
    t('{0} for {1} h', plainNumber(containers), plainNumber(share * HOURS_PER_WEEK, 4)),
  );
  return t(
    'Warm containers in a week: {0}. A month of {1} h has the same shares.',
    parts.join(', '),
    plainNumber(hoursPerMonth),
  );
}
