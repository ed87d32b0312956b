import type { Certainty, Declared, Subject } from '../modal/declaration';
import { isParameterName, parameterInfo, PARAMETER_NAMES, type ParameterName } from '../modal/parameters';
import type { Assessment } from '../cost/assess';
import type { Estimate } from '../cost/estimate';
import { besideTable, byOtherBook } from './besideBook';
import { escapeMarkdown, inlineCode } from './escape';
import { monthMarkdown } from './monthText';
import { estimateNotes } from './estimateNotes';
import { valueOriginText } from './valueOrigin';
import { valueText } from './valueText';
import { plainPlace, type PlaceText } from './words/callChanges';
import { parameterWords } from './words/parameterWords';
import { replacementText } from './words/replacements';
import { t } from './words/translate';
import { missingUsageText, teamPlaceText } from './words/usageWords';
import type { TeamFilePlace } from '../cost/usage';
import { bookTitle, staleBookText } from './words/priceBooks';

/** Markdown links to commands that a hover may offer; absent where there is no editor to run them. */
export interface HoverLinks {
  readonly switchBook?: string;
  readonly setUsage?: string;
  /** The address of a line, from 1, of a file of the workspace. */
  readonly place?: (file: string, line: number) => string;
}

/** The hover of a declaration: figures with arithmetic, values with status and origin, notes, the book and its date. */
export function declarationHover(assessment: Assessment, links: HoverLinks = {}): string {
  const { estimate } = assessment;
  const other = byOtherBook(assessment);
  const blocks = [
    besideTable(estimate, other.estimate),
    monthBlock(assessment, other, links),
    valuesTable(estimate.subject, placeIn(links)),
    bullets([...estimateNotes(estimate, placeIn(links)), ...oldNameNotes(estimate.subject)]),
    bookLine(estimate, other.estimate, links),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** The hover of one cost keyword: what it does, what it is here, and what that means in money. */
export function parameterHover(name: ParameterName, assessment: Assessment, links: HoverLinks = {}): string {
  const { estimate } = assessment;
  const other = byOtherBook(assessment);
  return [
    parameterHead(name, estimate.subject, links),
    besideTable(estimate, other.estimate),
    monthBlock(assessment, other, links),
    bullets(estimateNotes(estimate, placeIn(links))),
    bookLine(estimate, other.estimate, links),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** What a cost keyword does, and what it is here. */
export function parameterHead(name: ParameterName, subject: Subject, links: HoverLinks): string {
  const info = parameterInfo(name);
  const value = name === 'gpu' ? subject.gpu : subject.params[name];
  const since = info.since === null ? '' : ` ${t('Since SDK {0}.', info.since)}`;
  const old = info.old ? oldName(name, info.old.use, info.old.warnedSince, info.old.refusedSince) : '';
  return [
    `**${escapeMarkdown(name)}** — ${parameterWords(name).description}${since}`,
    value ? [...valuesHead(), valueRow(name, value, subject, placeIn(links))].join('\n') : '',
    old,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** The month, or how to get one. */
function monthBlock(assessment: Assessment, other: Assessment, links: HoverLinks): string {
  if (assessment.month) return monthMarkdown(assessment, other);
  if (!assessment.usage) return '';
  const offer = links.setUsage === undefined ? '' : ` [${t('Set it')}](${links.setUsage})`;
  const missing = missingUsageText(assessment.usage);
  const what = missing
    ? t('{0}: set it to see the cost per month.', missing)
    : t('Usage not set: set requests per day and seconds per request to see the cost per month.');
  return `${what}${offer}`;
}

function valuesTable(subject: Subject, place: PlaceText): string {
  const rows = [
    ...(subject.gpu.status === 'absent' ? [] : [valueRow('gpu', subject.gpu, subject, place)]),
    ...PARAMETER_NAMES.flatMap((name) => {
      const value = subject.params[name];
      return value ? [valueRow(name, value, subject, place)] : [];
    }),
  ];
  return rows.length === 0 ? '' : [...valuesHead(), ...rows].join('\n');
}

function valuesHead(): string[] {
  return [`| ${t('parameter')} | ${t('value')} | ${t('status')} | ${t('source')} |`, '|:--|:--|:--|:--|'];
}

function statusText(status: Certainty): string {
  switch (status) {
    case 'known':
      return t('known');
    case 'range':
      return t('range');
    case 'unknown':
      return t('unknown');
    case 'absent':
      return t('absent');
  }
}

function valueRow(name: ParameterName, value: Declared<unknown>, subject: Subject, place: PlaceText): string {
  const written = value.via ?? `${name}=${value.source}`;
  const is =
    value.status === 'known'
      ? inlineCode(valueText(value.value), 40)
      : value.candidates.map((each) => inlineCode(valueText(each), 20)).join(` ${t('or')} `);
  return `| ${inlineCode(written, 48)} | ${is} | ${statusText(value.status)} | ${valueOriginText(name, value, subject, place)} |`;
}

function oldNameNotes(subject: Subject): string[] {
  const { params } = subject.type === 'call' && subject.joined ? subject.joined.own : subject;
  const parameters = Object.keys(params)
    .filter(isParameterName)
    .flatMap((name) => {
      const { old } = parameterInfo(name);
      return old ? [oldName(name, old.use, old.warnedSince, old.refusedSince)] : [];
    });
  const others = 'oldNames' in subject ? subject.oldNames : [];
  return [
    ...parameters,
    ...others.map((each) =>
      oldName(each.old, replacementText(each.use), each.warnedSince, each.refusedSince),
    ),
  ];
}

function oldName(name: string, use: string, warnedSince: string | null, refusedSince: string | null): string {
  const names = [inlineCode(name), inlineCode(use)] as const;
  if (refusedSince === null && warnedSince !== null)
    return t('{0} is now {1}: Modal’s SDK warns about the old name since {2}.', ...names, warnedSince);
  if (refusedSince === null) return t('{0} is not a name in Modal’s SDK. Use {1}.', ...names);
  return warnedSince === null
    ? t('{0} is deprecated: the SDK rejects it since {1}. Use {2}.', names[0], refusedSince, names[1])
    : t(
        '{0} is deprecated: the SDK warns since {1} and rejects it since {2}. Use {3}.',
        inlineCode(name),
        warnedSince,
        refusedSince,
        inlineCode(use),
      );
}

/** Which book the figures are from, which one is beside it, and how to change it. */
export function bookLine({ context }: Estimate, other: Estimate, links: HoverLinks): string {
  const { book, hoursPerMonth, chosenIn, today } = context;
  const by = (where: TeamFilePlace | undefined): string =>
    where ? t(', by {0}', escapeMarkdown(teamPlaceText(where))) : '';
  const lines = [
    t(
      'Prices: {0} ({1}, {2}{3}). A month has {4} h{5}.',
      escapeMarkdown(bookTitle(book)),
      inlineCode(book.id),
      book.date,
      by(chosenIn?.book),
      hoursPerMonth,
      by(chosenIn?.hoursPerMonth),
    ),
  ];
  const stale = staleBookText(book, today);
  if (stale !== '') lines.push(`**${stale}**`);
  if (chosenIn?.discounts !== undefined)
    lines.push(t('The rates include the team’s discounts{0}.', by(chosenIn.discounts)));
  const { book: beside, hoursPerMonth: hours } = other.context;
  lines.push(
    t(
      'In italics: {0} ({1}, {2}), {3} h per month. It is in no total.',
      escapeMarkdown(bookTitle(beside)),
      inlineCode(beside.id),
      beside.date,
      hours,
    ),
  );
  if (links.switchBook !== undefined) lines.push(`[${t('Switch price book')}](${links.switchBook})`);
  return lines.join('  \n');
}

export function placeIn({ place }: HoverLinks): PlaceText {
  return place
    ? (where, from) => `[${plainPlace(where, from)}](${place(where.file, where.line)})`
    : plainPlace;
}

export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
