/** What a finding says: its message, the other places that belong to it, and its fixes. */
import { MIN_SAVING_USD } from '../../cost/worthChanging';
import { usageFieldInfo, type UsageField } from '../../modal/usageFields';
import type { ParameterName } from '../../modal/parameters';
import type { Draft, FindingFix, FixSaving, RelatedPlace } from '../../review/findings/finding';
import { oneLine, shorten } from '../escape';
import { numberInterval, percent, plainNumber, usd, usdShort } from '../money';
import { billText } from './findingsBill';
import { budgetText } from './findingsBudget';
import { ignoreCommentText } from './findingsComment';
import { planText } from './findingsPlan';
import { poolText } from './findingsPool';
import { valueText } from './findingsValue';
import { quoted, visible } from './quoted';
import { savesPerMonth } from './savingWords';
import { shown, subjectName } from './subjectNames';
import { poorFitText } from './poorFit';
import { t } from './translate';
import { usageCommentText } from './usageComments';

/** A sentence or two with the figure that decided, as plain text on one line. */
export function findingText(finding: Draft): string {
  switch (finding.rule) {
    case 'warm-gpu':
    case 'warm-cpu':
    case 'costly-call':
    case 'above-break-even':
    case 'costly-window':
    case 'no-ceiling':
    case 'min-over-max':
    case 'cluster-multiple':
      return poolText(finding, finding.subject);
    case 'old-name':
    case 'no-price':
    case 'unknown-gpu':
    case 'cheaper-gpu':
    case 'gpu-count':
    case 'refused-value':
    case 'ignored-value':
      return valueText(finding, finding.subject);
    case 'poor-fit':
      return poorFitText(finding.arguments.fit, finding.subject);
    case 'over-budget':
      return budgetText(finding, finding.subject);
    case 'plan-limit':
      return planText(finding, finding.subject);
    case 'actual-above-estimate':
    case 'actual-without-code':
    case 'warm-and-idle':
      return billText(finding);
    case 'usage-comment':
      return usageCommentText(finding.arguments.problem);
    case 'ignore-comment':
      return ignoreCommentText(finding);
  }
}

/** What another place has to do with a finding. */
export function relatedText(place: RelatedPlace): string {
  switch (place.kind) {
    case 'budget':
      return t('The budget');
    case 'contribution':
      return t('{0}: {1} per month', subjectName(place.subject), usd(place.usdPerMonth));
    case 'warm':
      return warmText(place);
  }
}

function warmText({ what, subject, amount }: Extract<RelatedPlace, { readonly kind: 'warm' }>): string {
  const name = subjectName(subject);
  if (amount.low === 1 && amount.high === 1)
    return what === 'GPUs' ? t('{0}: 1 GPU warm', name) : t('{0}: 1 container warm', name);
  const count = numberInterval(amount);
  return what === 'GPUs' ? t('{0}: {1} GPUs warm', name, count) : t('{0}: {1} containers warm', name, count);
}

/** What a fix does, as a title. */
export function fixTitle(fix: FindingFix): string {
  switch (fix.kind) {
    case 'oldNames':
      return t('Fix the deprecated names of {0}', subjectName(fix.subject));
    case 'allOldNames':
      return t('Fix all deprecated names in this file');
    case 'set':
      return setTitle(fix);
    case 'usage':
      return usageTitle(fix.fields);
    case 'comment':
      return fix.text === ''
        ? t('Remove {0}', quoted(fix.old))
        : t('Change to {0}', visible(shorten(oneLine(fix.text), 60)));
    case 'fitUsage':
      return t('Fit the usage to the bill…');
    case 'moveComment':
      return t('Move to {0}', shown(fix.name));
    case 'teamValue':
      return t('Set the GPU in modal-cost.json');
  }
}

function usageTitle(fields: readonly UsageField[]): string {
  const [only] = fields;
  if (fields.length !== 1 || !only) return t('Set the usage…');
  return only === 'startupSeconds'
    ? t('Set startup_seconds, to choose a scaledown_window')
    : t('Set {0}…', usageFieldInfo(only).name);
}

function setTitle({ parameter, value, to, saves }: FindingFix & { readonly kind: 'set' }): string {
  const title = changeTitle(parameter, value, to);
  return saves ? t('{0} ({1})', title, fixSavesText(saves)) : title;
}

function savedText(usdPerMonth: number, isBound: boolean): string {
  if (isBound) return t('saves up to {0}/mo', usdShort(usdPerMonth));
  return usdPerMonth < MIN_SAVING_USD
    ? t('saves less than {0}/mo', `$${plainNumber(MIN_SAVING_USD)}`)
    : savesPerMonth(usdShort(usdPerMonth));
}

function changeTitle(parameter: ParameterName, value: string | null, to: 'startupTime' | undefined): string {
  if (value === null) return t('Remove {0}', parameter);
  return to === 'startupTime'
    ? t('Set {0}={1}, the start-up time', parameter, value)
    : t('Set {0}={1}', parameter, value);
}

/** `saves $586/mo`, `saves up to $622/mo`, `saves less than $1/mo`, `saves $586/mo, 4.1% cold starts`. */
function fixSavesText({ usdPerMonth, isBound, coldStartShare }: FixSaving): string {
  const saves = savedText(usdPerMonth, isBound);
  return coldStartShare === null ? saves : t('{0}, {1} cold starts', saves, percent(coldStartShare));
}
