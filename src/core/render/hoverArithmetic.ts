/** How each figure of a hover is worked out, one line each. */
import type { Assessment } from '../cost/assess';
import type { Estimate } from '../cost/estimate';
import { figureRows } from './arithmetic';
import { escapeMarkdown, inlineCode } from './escape';
import { dataLines, isSum, monthRows, spread } from './monthText';
import { t } from './words/translate';

/** `Warm floor, per month: 2 × H100 × $0.00012/s × 2,592,000 s = $622.08/mo`. */
export function figureArithmetic(estimate: Estimate): readonly string[] {
  return figureRows(estimate).map(({ title, option, arithmetic, result }) => {
    const of = option === '' ? title : `${title}, ${inlineCode(option)}`;
    return `${of}: ${escapeMarkdown(arithmetic)} = ${result}`;
  });
}

/** The same for the parts of the month that are paid for, and how sure their sum is. */
export function monthArithmetic(assessment: Assessment): readonly string[] {
  const { estimate, month } = assessment;
  if (month?.status !== 'known') return dataLines(assessment);
  return [
    ...monthRows(month, estimate)
      .filter(({ isPaid }) => isPaid)
      .map(({ title, arithmetic, result }) => `${title}: ${arithmetic} = ${result}`),
    ...(isSum(month) ? [] : [`${t('Per month, likely')}: ${escapeMarkdown(spread(month))}`]),
  ];
}
