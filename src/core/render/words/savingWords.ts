/** What may be saved in a declaration, in words: the same for lens, hover, finding, Quick Fix, menu and what-if. */
import {
  SAME_USD,
  type GpuSaving,
  type PoolKept,
  type PoolSaving,
  type SameCost,
  type Saving,
} from '../../cost/savings';
import { gpuLabel, type Gpu } from '../../modal/gpu';
import { inlineCode, oneLine } from '../escape';
import { duration, percent, plainNumber, usdShort } from '../money';
import { disagreementText } from './changeCosts';
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
    : savesPerMonth(usdShort(saving.usdPerMonth));
}

export function savesPerMonth(sum: string): string {
  return t('saves {0}/mo', sum);
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
  return t('{0}: {1}, {2}.', action, savesText(saving), savingReason(saving));
}

/** For a row that names the value and, of a GPU, its memory: `saves $586/mo, the same 0.23% cold starts`. */
export function savingMark(saving: Saving): string {
  return saving.kind === 'gpu'
    ? t('{0} if requests take no longer', savesText(saving))
    : `${savesText(saving)}, ${savingReason(saving)}`;
}

/** Why a setting stays, for a hover: ``Keep `min_containers=2` to stay at 0.2% cold starts: with 1, 5%, for $12/mo less.`` */
export function keptSentence(kept: PoolKept): string {
  const { kind, from, to, books } = kept;
  if (books) return disagreementText(inlineCode(`${kind}=${to}`), books);
  const code = inlineCode(`${kind}=${from}`);
  return isWithoutEffect(kept)
    ? t('{0} costs nothing extra: {1}.', code, keptInstead(kept))
    : `${keptText(t('Keep {0}', code), kept)}.`;
}

/** The same in the sentence of its keyword. */
export function keptInstead(kept: PoolKept): string {
  if (kept.books) return t('keep it, because the price books disagree on what less of it saves');
  return isWithoutEffect(kept)
    ? t(
        'with {0}, the same cost and the same cold starts, because {1}',
        insteadOf(kept),
        sameCostText(kept.sameCost!),
      )
    : keptText(t('keep it'), kept);
}

function sameCostText(reason: SameCost): string {
  switch (reason) {
    case 'asManyRun':
      return t('as many containers run anyway');
    case 'idleIsFree':
      return t('idle warm containers are not billed');
    case 'noneIsIdle':
      return t('no container is idle for that long');
    case 'warmAreIdle':
      return t('only the warm containers are idle for that long');
  }
}

function insteadOf({ kind, to }: PoolKept): string {
  return kind === 'min_containers' ? plainNumber(to) : t('{0} s', plainNumber(to));
}

function keptText(keep: string, kept: PoolKept): string {
  const { moreUsdPerMonth, worse, now, then } = kept;
  const instead = insteadOf(kept);
  const cost = differenceText(moreUsdPerMonth);
  const [was, is] =
    worse === 'wait'
      ? [waitText(now.wait), waitText(then.wait)]
      : [percent(now.coldStartShare), percent(then.coldStartShare)];
  if (worse === 'nothing') return t('{0}: with {1}, the same cold starts {2}', keep, instead, cost);
  if (worse === 'wait')
    return t('{0} to keep the wait for a container at {1}: with {2}, {3}, {4}', keep, was, instead, is, cost);
  if (was !== is)
    return t('{0} to stay at {1} cold starts: with {2}, {3}, {4}', keep, was, instead, is, cost);
  const more = plainNumber(Math.round(then.coldStartsPerMonth - now.coldStartsPerMonth));
  return t('{0}: with {1}, {2} more cold starts per month, {3}', keep, instead, more, cost);
}

/** Whether a lesser value changes neither the cost nor what requests meet. */
export function isWithoutEffect({ worse, sameCost, books }: PoolKept): boolean {
  return worse === 'nothing' && books === null && sameCost !== null;
}

function differenceText(moreUsdPerMonth: number): string {
  if (Math.abs(moreUsdPerMonth) < SAME_USD) return t('for the same cost');
  return moreUsdPerMonth < 0
    ? t('for {0}/mo less', usdShort(-moreUsdPerMonth))
    : t('for {0}/mo more', usdShort(moreUsdPerMonth));
}

function waitText(seconds: number): string {
  return duration(Number(seconds.toPrecision(2)));
}

function rateText({ rateShare }: GpuSaving): string {
  return percent(Math.round(rateShare * 100) / 100);
}
