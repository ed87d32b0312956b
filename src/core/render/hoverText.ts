/**
 * The hover of a declaration: the answer in its first line, what to do in the second, one table of figures by both books,
 * then their arithmetic, and last what they assume and where they are from.
 */
import type { ResolvedUsage } from '../cost/usage';
import type { Assessment } from '../cost/assess';
import { dataCostOf } from '../cost/dataCost';
import { isSimulating, type KnownMonth } from '../cost/month';
import type { BillPartName } from '../cost/monthBill';
import { NO_SAVINGS, type PoolKept, type Savings } from '../cost/savings';
import type { Subject } from '../modal/declaration';
import { isParameterName, parameterInfo } from '../modal/parameters';
import { fitOf } from '../review/fitOf';
import { billHoverLine, type HoverBill } from './billHover';
import { byOtherBook, figuresTable } from './besideBook';
import { allowanceNote } from './dataText';
import { escapeMarkdown } from './escape';
import { estimateNotes } from './estimateNotes';
import { fitSummary } from './fitMarkdown';
import { figureArithmetic, monthArithmetic } from './hoverArithmetic';
import {
  blocks,
  bookLine,
  bullets,
  linkRow,
  placeIn,
  savingLines,
  section,
  type HoverLinks,
} from './hoverParts';
import { misspelled } from './keywordFigure';
import { titleParts } from './lensTitle';
import { monthDrivers, monthSources, overloadMarkdown, monthTotal } from './monthText';
import { valueLines } from './valueOrigin';
import { monthReasonText } from './words/monthWords';
import { oldNameText } from './words/oldNames';
import { replacementText } from './words/replacements';
import { isWithoutEffect, keptSentence } from './words/savingWords';
import { t } from './words/translate';
import { missingUsageText } from './words/usageWords';

/**
 * @param savings what may be saved in it, and what stays
 * @param bill what its app did cost, where that is known
 */
export function declarationHover(
  assessment: Assessment,
  links: HoverLinks = {},
  savings: Savings = NO_SAVINGS,
  bill?: HoverBill,
): string {
  const { estimate } = assessment;
  const other = byOtherBook(assessment);
  const place = placeIn(links);
  const notes = [...estimateNotes(estimate, place), ...oldNameNotes(estimate.subject)];
  // Of what is unknown the notes say why.
  const values = valueLines(estimate.subject, place).filter((line) => !notes.includes(`${line}.`));
  return blocks([
    answerLine(assessment),
    actionLines(assessment, links, savings),
    monthProblem(assessment),
    bill ? billHoverLine(bill, assessment) : '',
    figuresTable(assessment, other),
    monthDrivers(assessment),
    bullets(notes),
    fitLine(assessment),
    section(t('Arithmetic:'), [...monthArithmetic(assessment), ...figureArithmetic(estimate)]),
    section(t('Values:'), values),
    escapeMarkdown(allowanceNote(dataCostOf(assessment), estimate.context)),
    ...monthSources(assessment),
    bookLine(estimate, other.estimate, links),
  ]);
}

/** The lens's title: the month in bold, or what is paid without requests and while it runs. */
export function answerLine(assessment: Assessment): string {
  const [first = '', ...others] = titleParts(assessment).map(escapeMarkdown);
  if (assessment.month !== null) return [`**${first}**`, ...others].join(' · ');
  return `**${[first, ...others].join(' · ')}**`;
}

/** Whether it fits Modal; empty where that is not known. */
function fitLine(assessment: Assessment): string {
  const report = fitOf(assessment);
  return report ? fitSummary(report) : '';
}

/** What to do about it. */
function actionLines(assessment: Assessment, links: HoverLinks, found: Savings): string {
  const { estimate, month, usage } = assessment;
  const isUsageMissing = usage !== null && month === null;
  const near = misspelled(estimate);
  const row = linkRow([
    [t('Change to {0}', near ?? ''), near === undefined ? undefined : links.setGpu?.(near)],
    [t('Set usage'), isUsageMissing ? links.setUsage : undefined],
    [t('What if…'), links.whatIf],
    [t('Compare…'), links.compare],
  ]);
  const missing = isUsageMissing ? missingLine(usage) : '';
  return [
    ...savingLines(found.savings, links),
    keptLine(assessment, found),
    [missing, row].filter((each) => each !== '').join(' '),
  ]
    .filter((line) => line !== '')
    .join('  \n');
}

/** Why the setting stays that the largest part of the month is for; where it has no effect, why the other one does too. */
function keptLine({ month }: Assessment, { kept }: Savings): string {
  const setting = month?.status === 'known' ? SETTINGS[largestPart(month)] : undefined;
  const stays = kept.find(({ kind }) => kind === setting);
  if (!stays) return '';
  const others = isWithoutEffect(stays) ? kept.filter((each) => each !== stays) : [];
  return [stays, ...others].map(keptSentence).join(' ');
}

const SETTINGS: Readonly<Partial<Record<BillPartName, PoolKept['kind']>>> = {
  floorIdle: 'min_containers',
  tail: 'scaledown_window',
};

function largestPart({ options: [{ bill }] }: KnownMonth): BillPartName {
  return bill.parts.reduce((a, b) => (b.usd.likely > a.usd.likely ? b : a)).part;
}

/** What is missing for a month. */
function missingLine(usage: ResolvedUsage): string {
  const missing = missingUsageText(usage);
  return missing
    ? t('{0}: set it to see the cost per month.', missing)
    : t('Usage not set: set requests per day and seconds per request to see the cost per month.');
}

/** Why there is no month, or why it does not hold. */
function monthProblem({ month, lastMonth }: Assessment): string {
  if (isSimulating(month)) {
    const before = lastMonth ? ` ${t('Before: {0}.', escapeMarkdown(monthTotal(lastMonth)))}` : '';
    return `**${t('The cost per month is being simulated.')}**${before}`;
  }
  if (month?.status === 'unknown')
    return `**${t('Cost per month unknown:')}** ${escapeMarkdown(monthReasonText(month.reason))}.`;
  return month ? overloadMarkdown(month) : '';
}

function oldNameNotes(subject: Subject): string[] {
  const { params } = subject.type === 'call' && subject.joined ? subject.joined.own : subject;
  const parameters = Object.keys(params)
    .filter(isParameterName)
    .flatMap((name) => {
      const { old } = parameterInfo(name);
      return old ? [oldNameText(name, old.use, old)] : [];
    });
  const others = 'oldNames' in subject ? subject.oldNames : [];
  return [...parameters, ...others.map((each) => oldNameText(each.old, replacementText(each.use), each))];
}
