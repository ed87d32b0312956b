/** What may be saved in a declaration, in words: the same for lens, hover, finding, Quick Fix, menu and what-if. */
import { type GpuSaving, type PoolSaving, type Saving } from '../../cost/savings';
import { gpuLabel, type Gpu } from '../../modal/gpu';
import { inlineCode, oneLine } from '../escape';
import { percent, plainNumber, usdShort } from '../money';
import { t } from './translate';

/** The keyword as it would be written: `min_containers=0`. */
export function savingCode(saving: Saving): string {
  return saving.kind === 'gpu' ? `gpu="${oneLine(gpuLabel(saving.to))}"` : `${saving.kind}=${saving.to}`;
}

/** For a lens: `save $586/mo: min_containers=0`. */
export function savingLensTitle(saving: PoolSaving): string {
  return t('save {0}/mo: {1}', usdShort(saving.usdPerMonth), savingCode(saving));
}

/** For a lens: `save $2,819/mo if as fast: A100-80GB`. */
export function gpuLensTitle(to: Gpu, usdPerMonth: number): string {
  return t('save {0}/mo if as fast: {1}', usdShort(usdPerMonth), oneLine(gpuLabel(to)));
}

/** For a menu: `Set min_containers=0 (saves $586/mo)`. */
export function savingTitle(saving: Saving): string {
  return t('Set {0} ({1})', savingCode(saving), savesText(saving));
}

/** `saves $586/mo`, or the share of its price that another GPU saves while it runs. */
export function savesText(saving: Saving): string {
  return saving.usdPerMonth === null
    ? t('saves {0} per running hour', rateText(saving as GpuSaving))
    : t('saves {0}/mo', usdShort(saving.usdPerMonth));
}

/** Why it is no loss: `the same 0.23% cold starts`; of a GPU, on which condition. */
export function savingReason(saving: Saving): string {
  if (saving.kind === 'gpu')
    return t('no less memory ({0} GB), if requests take no longer', plainNumber(saving.vramGb));
  const { nowColdStartShare: now, coldStartShare: then } = saving;
  return percent(now) === percent(then)
    ? t('the same {0} cold starts', percent(now))
    : t('less than one more cold start per month');
}

/** In the sentence of a keyword: `with 0, the same 0.23% cold starts`. */
export function savingInstead(saving: Saving): string {
  return saving.kind === 'gpu'
    ? t(
        '{0} costs {1} less per hour and has no less memory ({2} GB): cheaper if requests take no longer',
        inlineCode(gpuLabel(saving.to)),
        rateText(saving),
        plainNumber(saving.vramGb),
      )
    : t('with {0}, {1}', plainNumber(saving.to), savingReason(saving));
}

/** A sentence for a finding: `With min_containers=0 the same 0.23% cold starts; it saves $586.00 per month.` */
export function savingSentence(saving: PoolSaving): string {
  return t('With {0}, {1}: it {2}.', savingCode(saving), savingReason(saving), savesText(saving));
}

/** A line of a hover; `link` makes a link of its action, where there is an editor. */
export function savingMarkdown(saving: Saving, link: (saving: Saving, text: string) => string): string {
  const action = link(saving, t('Set {0}', inlineCode(savingCode(saving))));
  return t('{0}: {1}, {2}', action, savesText(saving), savingReason(saving));
}

function rateText({ rateShare }: GpuSaving): string {
  return percent(Math.round(rateShare * 100) / 100);
}
