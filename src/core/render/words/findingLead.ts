/** A finding in so few words that a list has room for them: its advice, or the figure that decided. */
import type { Draft, Figure } from '../../review/findings/finding';
import { oneLine } from '../escape';
import { usdKnown, usdShort } from '../money';
import { gpuLensTitle, savingLensTitle } from './savingWords';
import { t } from './translate';

/** `save $2,888/mo: min_containers=5`, `$622/mo`; null for a finding that is about no money. */
export function findingLead(finding: Draft): string | null {
  switch (finding.rule) {
    case 'warm-gpu':
    case 'warm-cpu': {
      const { beaten } = finding.arguments;
      return beaten ? savingLensTitle(beaten) : figureText(finding.figure);
    }
    case 'cheaper-gpu': {
      const { to, usdPerMonth } = finding.arguments.saving;
      return gpuLensTitle(to, usdPerMonth);
    }
    case 'above-break-even': {
      const { modalUsdPerMonth: now, offerUsdPerMonth, offer } = finding.arguments;
      const saves = usdKnown(now.likely - offerUsdPerMonth, now);
      return t('save {0}/mo elsewhere: {1}', saves, oneLine(offer.provider));
    }
    default:
      return figureText(finding.figure);
  }
}

function figureText(figure: Figure | null): string | null {
  if (typeof figure?.value !== 'number') return null;
  switch (figure.unit) {
    case 'USD/month':
      return `${usdShort(figure.value)}/mo`;
    case 'USD/hour':
      return `${usdShort(figure.value)}/h`;
    case 'USD/call':
      return t('{0} per call', usdShort(figure.value));
    default:
      return null;
  }
}
