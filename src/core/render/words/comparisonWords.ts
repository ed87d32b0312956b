/** What a comparison with other providers says, in words. */
import type { ComparisonRow } from '../../cost/comparison/comparison';
import type { ComparisonAssumption, LeftOutReason, RowNote } from '../../cost/comparison/comparisonOutcomes';
import type { Provider } from '../../pricing/schema';
import { t } from './translate';

/** What a row is of: `reserved 1-yr`, `H100, active time alone`. */
export function productText({ kind, product }: Pick<ComparisonRow, 'kind' | 'product'>): string {
  return kind === 'modalActive' ? t('{0}, active time alone', product) : product;
}

export function rowNoteText(note: RowNote): string {
  switch (note.kind) {
    case 'priceOfList':
      return t('The price is that of Modal’s list: the book in use has none.');
    case 'activeTimeAlone':
      return t('Without warm floor, start-up and scale-down: to compare with, not a bill that Modal writes.');
    case 'paidAllMonth':
      return t('{0} of {1}, paid for the whole month.', countText(note), gpuCountText(note.gpus));
    case 'spareRoom':
      return note.containers === 1
        ? t('Room for 1 more busy container.')
        : t('Room for {0} more busy containers.', note.containers);
    case 'gpusTaken':
      return note.offered === 'machine'
        ? t('How many GPUs a machine has, the book does not say: taken as {0}.', note.gpus)
        : t('How many GPUs a worker has, the book does not say: taken as {0}.', note.gpus);
    case 'billedFromStartToStop':
      return t('Billed from start to stop: start-up, requests and idling; no limit on workers.');
    case 'startMeasured':
      return t('A start takes {0} s, as the book measured it.', note.seconds);
    case 'startAsOnModal':
      return t('A start takes {0} s, as on Modal.', note.seconds);
    case 'stopsAfterIdling':
      return t('It stops after idling for {0} s.', note.seconds);
    case 'idlingNotKnown':
      return t(
        'How long it idles before it stops, the book does not say: counted without, so it costs this or more, and Modal may be cheaper sooner.',
      );
    case 'billedWhileAnswering':
      return t('Billed while it answers requests: neither start-up nor idling.');
    case 'remarkOfBook':
      return note.text;
  }
}

/** `3 machines`. */
function countText({
  offered,
  count,
}: {
  readonly offered: Provider['kind'];
  readonly count: number;
}): string {
  if (offered === 'machine') return count === 1 ? t('1 machine') : t('{0} machines', count);
  return count === 1 ? t('1 worker') : t('{0} workers', count);
}

function gpuCountText(count: number): string {
  return count === 1 ? t('1 GPU') : t('{0} GPUs', count);
}

/** Why an offer is not compared. */
export function leftOutText(reason: LeftOutReason): string {
  switch (reason.kind) {
    case 'noPrice':
      return `${t('The book has no price.')}${reason.remark === null ? '' : ` ${reason.remark}`}`;
    case 'containerTooLarge':
      return t('One container has {0} GPUs, a machine of these {1}.', reason.gpus, reason.gpusPerMachine);
  }
}

/** What holds for all rows. */
export function comparisonAssumptionText({ kind }: ComparisonAssumption): string {
  switch (kind) {
    case 'sameSecondsPerRequest':
      return t('The same seconds a request everywhere.');
    case 'machinesFull':
      return t(
        'Machines take requests up to 100 % of their time: a queue that must stay short needs more of them.',
      );
    case 'priceAlone':
      return t(
        'A machine’s or worker’s own price only: no storage, traffic, taxes, discounts or credits, and no work to run it.',
      );
  }
}
