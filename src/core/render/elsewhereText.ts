/** What another provider saves, for a row: apart from the other texts of a comparison, since the panel's bundle has those. */
import type { CheaperElsewhere } from '../cost/comparison/cheaperElsewhere';
import { isWorthChanging } from '../cost/worthChanging';
import { offerTerms } from './comparisonText';
import { oneLine } from './escape';
import { usdKnown } from './money';
import { productText } from './words/comparisonWords';
import { savesPerMonth } from './words/savingWords';

/** `RunPod saves $6,200/mo`, and what that is for, in parts: null where it is not worth it. */
export function elsewhereText(
  found: CheaperElsewhere | null,
): { readonly saves: string; readonly details: readonly string[] } | null {
  if (!found || !isWorthChanging(found.usdPerMonth, found.modal.monthUsd)) return null;
  const { offer, modal, usdPerMonth } = found;
  return {
    saves: `${oneLine(offer.provider)} ${savesPerMonth(usdKnown(usdPerMonth, modal.range))}`,
    details: [offerTerms(offer), oneLine(productText(offer))],
  };
}
