/** Storage and egress in words: the lines of a month, of a sum, and the allowance of the plan. */
import { dataAmount, sumOf } from '../cost/amount';
import { dataRate, GB_PER_GIB, type DataCost, type DataKind, type DataPart } from '../cost/dataCost';
import { allowanceUsd, includedData, type DataSum } from '../cost/dataSum';
import type { PricingContext } from '../cost/estimate';
import { TEAM_FILE } from '../review/team/team';
import { costText, notKnown } from './amountText';
import { oneLine, shorten } from './escape';
import { FACTOR_DIGITS, plainNumber, usd, usdRate, usdShort } from './money';
import type { MonthRow } from './monthRow';
import { bookTitle } from './words/priceBooks';
import { t } from './words/translate';

export function dataKindText(kind: DataKind): string {
  return kind === 'storage' ? t('Volume storage') : t('Egress');
}

/** The lines of a month for what is stored and sent, before the allowance; empty for nothing. */
export function dataRows(cost: DataCost | null): readonly MonthRow[] {
  return (cost?.parts ?? []).map((part) => ({
    title:
      part.kind === 'storage' ? t('Volume storage, before the allowance') : t('Egress, before the allowance'),
    arithmetic: partArithmetic(part),
    result: part.usd === null ? notKnown() : usd(part.usd),
    isPaid: true,
  }));
}

function partArithmetic({ kind, gb, rate }: DataPart): string {
  const amount = `${plainNumber(gb, FACTOR_DIGITS)} GB`;
  if (!rate) return t('{0}, no rate for {1} in this book', amount, kindInSentence(kind));
  const inUnit = rate.unit === 'GiB' ? `${amount} ÷ ${GB_PER_GIB}` : amount;
  return `${inUnit} × ${usdRate(rate.usd)}/${rate.unit}`;
}

function kindInSentence(kind: DataKind): string {
  return kind === 'storage' ? t('storage') : t('egress');
}

/** What a title says of it after the month; empty for nothing. */
export function dataTitle(cost: DataCost | null): string {
  const amount = dataAmount(cost);
  if (amount === 'none') return '';
  if (amount === 'unknown') return t('storage, egress: unknown');
  return t('incl. {0} storage, egress before allowance', costText(amount, usdShort));
}

/** The same of a sum. */
export function dataGroupText(amount: number, isPaid: boolean): string {
  return isPaid
    ? t('incl. {0} storage, egress after allowance', usdShort(amount))
    : t('incl. {0} storage, egress before allowance', usdShort(amount));
}

/** What the plan includes, and where it counts; empty without data. */
export function allowanceNote(cost: DataCost | null, context: PricingContext): string {
  if (!cost) return '';
  const included = cost.parts.flatMap(({ kind }) => {
    const rate = dataRate(kind, context);
    const amount = rate ? includedData(kind, rate, context) : 0;
    return rate && amount > 0
      ? [t('{0} {1} of {2}', plainNumber(amount, FACTOR_DIGITS), rate.unit, kindInSentence(kind))]
      : [];
  });
  return included.length === 0
    ? ''
    : t(
        'The plan includes {0} per month, once for the whole workspace: only its sum has that taken off.',
        included.join(t(' and ')),
      );
}

/** `app/serve.py::app: storage and egress`, for a row. */
export function dataLineName(app: string | null): string {
  return app === null
    ? t('the workspace: storage and egress')
    : t('{0}: storage and egress', shorten(oneLine(app), 60));
}

export function dataLinePlace(line: number): string {
  return `${TEAM_FILE}:${line}`;
}

export function allowanceName(plan: string | null): string {
  return plan === null ? t('allowance') : t('allowance of the {0} plan', oneLine(plan));
}

/** All of it as one sum in a sentence, and what has no rate; empty without data. */
export function dataSentences(sum: DataSum | null | undefined): string[] {
  if (!sum) return [];
  const { book, declared, lines, plan, paid, unknown } = sum;
  const ofApps = lines.filter(({ app }) => app !== null).map(({ cost }) => dataAmount(cost));
  const ofWorkspace = lines.filter(({ app }) => app === null).map(({ cost }) => dataAmount(cost));
  const terms = [
    ...(declared ? [t('{0} (declarations)', costText(dataAmount(declared)))] : []),
    ...(ofApps.length > 0 ? [t('{0} (apps)', costText(sumOf(ofApps)))] : []),
    ...(ofWorkspace.length > 0 ? [t('{0} (workspace)', costText(sumOf(ofWorkspace)))] : []),
  ];
  const free = allowanceUsd(sum);
  const off = free > 0 ? ` − ${usd(free)} (${allowanceName(plan)})` : '';
  const all = sumOf([declared, ...lines.map(({ cost }) => cost)].map((cost) => dataAmount(cost, paid)));
  return [
    t('Storage and egress: {0} = {1} per month.', `${terms.join(' + ')}${off}`, costText(all)),
    ...noRate(unknown, bookTitle(book)),
  ];
}

function noRate(kinds: readonly DataKind[], book: string): string[] {
  return kinds.map((kind) =>
    kind === 'storage'
      ? t('Not known: no storage rate in this book ({0}).', oneLine(book))
      : t('Not known: no egress rate in this book ({0}).', oneLine(book)),
  );
}
