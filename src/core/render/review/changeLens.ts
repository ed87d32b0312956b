/** A change in the lens of its declaration. */
import type { LikelyRange } from '../../cost/traffic/likelyRange';
import type { AmountChange } from '../../review/diff/amountChange';
import { costsTheSame, headline, type Change } from '../../review/diff/diff';
import { oneLine } from '../escape';
import { usdShort } from '../money';
import { t } from '../words/translate';
import { isNothing } from './amounts';
import { changeRow } from './changeReport';

/**
 * What a change costs, as a lens says it: `+$622/mo vs HEAD`, of the month where it is known and else of the warm floor; of
 * the live hour where neither is paid for or known. Null where nothing costs more or less.
 * @param against as people call what it is held against
 */
export function changeLensTitle(change: Change, against: string): string | null {
  if (costsTheSame(change)) return null;
  const found = headline(change);
  if (found && !isNothing(found.delta)) return t('{0}/mo vs {1}', signed(found.delta), against);
  const { live, floor } = change.figures;
  if (live.delta && !isNothing(live.delta)) return t('{0}/h vs {1}', signed(live.delta), against);
  return [live, floor].some((figure) => isUnsaid(figure, change)) ? t('unknown vs {0}', against) : null;
}

/** Whether a figure that is not known may have changed. */
function isUnsaid({ before, after, delta }: AmountChange, { causes }: Change): boolean {
  return (
    delta === null &&
    (before !== after || causes.some((cause) => cause.what === 'parameter' && DECIDING.has(cause.name)))
  );
}

const DECIDING: ReadonlySet<string> = new Set(['gpu', 'min_containers']);

/** The same in full, line by line: the figures before and after, and why they differ. */
export function changeLensTooltip(change: Change): string {
  const { kind, where, live, floor, month, why } = changeRow(change);
  return [
    `${kind}: ${where}`,
    t('Running, per hour: {0}', live),
    t('Warm floor, per month: {0}', floor),
    t('Cost per month: {0}', month),
    ...why,
  ]
    .map(oneLine)
    .join('\n');
}

/** The likely difference; both ends where that is none. */
function signed({ low, likely, high }: LikelyRange): string {
  if (low === high) return withSign(likely);
  return usdShort(likely) === '$0' ? t('{0} to {1}', withSign(low), withSign(high)) : `≈ ${withSign(likely)}`;
}

function withSign(value: number): string {
  return `${value > 0 ? '+' : ''}${usdShort(value)}`;
}
