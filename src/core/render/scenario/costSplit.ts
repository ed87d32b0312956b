/** A month in its parts, for the panel: what containers do, and what is paid for. */
import { actualBlocks } from './actualMarks';
import type { BlockView, SplitView } from './panelView';
import { orMore } from '../amountText';
import { creditSentence } from '../creditText';
import { oneLine } from '../escape';
import { busyText } from '../monthText';
import { plainNumber, usd } from '../money';
import { partTitle } from '../words/partTitle';
import { t } from '../words/translate';
import { includedEgress, scenarioTotal, type Scenario } from './scenario';
import { bookTitle } from '../words/priceBooks';
import type { KnownMonth } from '../../cost/month';

export function splitBlocks(scenario: Scenario): BlockView[] {
  const { storage, egress, subject, context } = scenario;
  const total = scenarioTotal(scenario);
  const { month } = scenario.after;
  if (!total || month?.status !== 'known') return [];
  const [first] = month.options;
  const parts = [
    ...first.bill.parts
      .filter(({ billed, usd: each }) => billed && each.likely > 0)
      .map(({ part, usd: each }) => ({ id: part, label: partTitle(part), amount: each.likely })),
    ...(storage !== null && storage > 0
      ? [{ id: 'storage', label: t('Volume storage'), amount: storage }]
      : []),
    ...(egress !== null && egress > 0 ? [{ id: 'egress', label: t('Egress'), amount: egress }] : []),
  ];
  const resources = [
    ...first.bill.shares.map(({ what, label, usd: amount }) => ({
      id: what,
      label: what === 'gpu' ? `GPU (${label})` : what === 'cpu' ? 'CPU' : t('Memory'),
      amount,
    })),
    ...parts.filter(({ id }) => id === 'storage' || id === 'egress'),
  ];
  const sum = total.atLeast ? orMore(usd(total.likely)) : usd(total.likely);
  const blocks: BlockView[] = [splitBlock(t('By container activity'), sum, parts)];
  if (resources.length > 1) blocks.push(splitBlock(t('By resource'), sum, resources));
  const items = splitNotes(scenario, month, total.likely);
  if (items.length > 0) blocks.push({ kind: 'list', items });
  if (subject.bill) blocks.push(...actualBlocks(subject.bill, context.hoursPerMonth));
  return blocks;
}

/** What is to be known of a month's sum besides its parts. */
function splitNotes(
  { after, storage, egress, context, read }: Scenario,
  { seconds }: KnownMonth,
  usdPerMonth: number,
): string[] {
  const included = includedEgress(context);
  const rate = after.estimate.alternatives[0]?.rate;
  const credit = rate ? creditSentence(context, rate.quote?.pricedAs ?? null, usdPerMonth) : '';
  return [
    ...(seconds.requests > 0 && !after.estimate.settings.isSandbox ? [busyText(seconds)] : []),
    ...(credit === '' ? [] : [credit]),
    ...(read.values.numbers.egress_gb && egress !== null && included.plan !== null
      ? [
          t(
            'The {0} plan includes {1} GB of egress per month. It applies once to the whole workspace.',
            oneLine(included.plan),
            plainNumber(included.gb),
          ),
        ]
      : []),
    ...(storage === null
      ? [t('{0} has no price for Volume storage, so it is not included.', bookTitle(context.book))]
      : []),
    ...(egress === null
      ? [t('{0} has no price for egress, so it is not included.', bookTitle(context.book))]
      : []),
  ];
}

function splitBlock(
  title: string,
  total: string,
  parts: readonly { readonly id: string; readonly label: string; readonly amount: number }[],
): BlockView {
  const sum = parts.reduce((all, { amount }) => all + amount, 0);
  const split: SplitView = {
    title,
    total,
    parts: parts.map(({ id, label, amount }) => ({
      id,
      label,
      amount: usd(amount),
      share: sum === 0 ? 0 : Math.min(1, amount / sum),
    })),
  };
  return { kind: 'split', split };
}
