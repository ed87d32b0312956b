import type { Estimate } from '../cost/estimate';
import type { RateNote } from '../cost/containerRate';
import { optionEnds } from '../cost/optionEnds';
import type { Reason } from '../modal/reason';
import { escapeMarkdown, inlineCode } from './escape';
import { plainNumber } from './money';
import { callNotes, plainPlace, type PlaceText } from './words/callChanges';
import { scheduleReasonText } from './words/schedule';
import { declaredNoteText } from './words/declaredNotes';
import { reasonText } from './words/reasons';
import { t } from './words/translate';
import { variableOriginText } from './words/variableOrigins';
import { bookTitle, refusedBookText } from './words/priceBooks';

/** Why the code is not what the figures are of, if so; of a call there is nothing to say. */
export function staleNote(subject: Estimate['subject']): string {
  if (subject.type === 'call' || !subject.stale) return '';
  return subject.unfinished
    ? t('There is no function or class below this decorator yet.')
    : t('The code has a syntax error: this is from the last version without one.');
}

/** What a reader must know besides the figures, as Markdown sentences; workspace text in them is escaped. */
export function estimateNotes(estimate: Estimate, place: PlaceText = plainPlace): readonly string[] {
  const { subject, alternatives, context } = estimate;
  const notes = new Set<string>();
  if (context.refusedBook !== undefined)
    notes.add(escapeMarkdown(refusedBookText(context.refusedBook, context.book)));
  const stale = staleNote(subject);
  if (stale) notes.add(stale);
  for (const note of callNotes(estimate, place)) notes.add(note);
  if (subject.gpu.status === 'unknown') {
    notes.add(notKnown(`gpu=${subject.gpu.source}`, subject.gpu.reason));
  }
  if (subject.gpu.note !== null) notes.add(declaredNoteText(subject.gpu.note));
  for (const each of alternatives) {
    if (!each.rate)
      notes.add(
        t('{0} has no price for {1}.', escapeMarkdown(bookTitle(context.book)), inlineCode(each.label)),
      );
    for (const note of each.rate?.notes ?? []) {
      // Without a warm floor nobody pays an idle rate.
      if (note.kind !== 'idleNotPriced' || estimate.floor) notes.add(rateNote(note, estimate));
    }
  }
  const ends = optionEnds(estimate);
  if (ends)
    notes.add(
      t(
        'While they run, {0} is the cheapest GPU option and {1} the most expensive.',
        inlineCode(ends.cheapest),
        inlineCode(ends.dearest),
      ),
    );
  if (alternatives.some((each) => each.rate?.atLeast)) {
    notes.add(t('CPU and memory are priced at the requested amount: a container that uses more costs more.'));
  }
  for (const quantity of [estimate.floor?.containers, estimate.ceiling?.containers, estimate.clusterSize]) {
    if (quantity?.status === 'unknown') {
      notes.add(notKnown(`${quantity.name}=${quantity.source}`, quantity.reason));
    }
  }
  const { autoscalingOff } = estimate.settings;
  if (autoscalingOff)
    notes.add(
      t(
        '{0} turns autoscaling off: containers do not scale with the requests.',
        inlineCode(`target_concurrency=${autoscalingOff.source}`),
      ),
    );
  if (estimate.scheduled?.reason)
    notes.add(
      t(
        'Cannot count the runs of the schedule: {0}.',
        escapeReason(scheduleReasonText(estimate.scheduled.reason)),
      ),
    );
  for (const each of Object.values(subject.params))
    if (each.note !== null) notes.add(`${inlineCode(each.source)}: ${declaredNoteText(each.note)}`);
  for (const said of saidVariables(subject)) notes.add(said);
  return [...notes];
}

/** Where the environment variables have their values from that the figures depend on. */
function saidVariables({ gpu, params }: Estimate['subject']): string[] {
  const origins = [gpu, ...Object.values(params)].flatMap((each) => each.origins);
  const said = origins.flatMap((origin) =>
    origin.kind === 'environment' && origin.saidIn
      ? [variableOriginText(inlineCode(origin.name), origin.saidIn)]
      : [],
  );
  return said.length === 0 ? [] : [t('Environment: {0}.', [...new Set(said)].join(', '))];
}

function notKnown(written: string, reason: Reason | null): string {
  return t('{0} is unknown: {1}.', inlineCode(written), reasonMarkdown(reason));
}

/** Why something is not known, as Markdown. */
export function reasonMarkdown(reason: Reason | null): string {
  return escapeReason(reason && reasonText(reason));
}

/** A reason in words, with code in backticks: everything outside them escaped, everything inside kept as code. */
export function escapeReason(words: string | null): string {
  return (words ?? t('it is only known at run time'))
    .split('`')
    .map((part, i) => (i % 2 === 1 ? inlineCode(part) : escapeMarkdown(part)))
    .join('');
}

function rateNote(note: RateNote, { context }: Estimate): string {
  switch (note.kind) {
    case 'alias':
      return escapeMarkdown(note.text);
    case 'regionNotPriced':
      return t(
        'This book has no price for {0}; Modal’s list multiplies by {1}.',
        inlineCode(`region=${note.region}`),
        regionFactors(context.list),
      );
    case 'regionNotNamed':
      return t(
        'The price book does not say what the region {0} costs: between {1} and {2} times the price.',
        note.regions.map((each) => inlineCode(each)).join(', '),
        plainNumber(note.factor.low),
        plainNumber(note.factor.high),
      );
    case 'regionFactor':
      return t('Region factor {0}: {1}', plainNumber(note.factor), escapeMarkdown(note.text));
    case 'idleNotPriced':
      return t('This book has no idle rate for CPU: warm containers are priced at the active rate.');
    case 'sandboxNotPriced':
      return t(
        'This book has no rates for sandboxes: they are priced as functions. By Modal’s list, CPU and memory cost more in sandboxes.',
      );
    case 'nonpreemptibleWithGpu':
      return t('According to Modal’s documentation, {0} is not available with a GPU.', '`nonpreemptible`');
    case 'unknownAmount':
      return t(
        '{0} is unknown: {1}. Priced at the minimum.',
        inlineCode(`${note.quantity.name}=${note.quantity.source}`),
        reasonMarkdown(note.quantity.reason),
      );
  }
}

function regionFactors(list: Estimate['context']['list']): string {
  const region = list.multipliers.region;
  return region
    ? t('{0} (broad) to {1} (narrow)', plainNumber(region.broad.value), plainNumber(region.narrow.value))
    : t('an unknown factor');
}
