/** What a comparison with other providers says, in words. */
import type { ComparisonRow } from '../../cost/comparison/comparison';
import type { ComparisonAssumption, LeftOutReason, RowNote } from '../../cost/comparison/comparisonOutcomes';
import type { Provider } from '../../pricing/schema';
import { plural } from './plural';
import { message, t } from './translate';

/** What a row is of: `reserved 1-yr`, `H100, active time alone`. */
export function productText({ kind, product }: Pick<ComparisonRow, 'kind' | 'product'>): string {
  return kind === 'modalActive' ? t('{0}, active time only', product) : product;
}

export function rowNoteText(note: RowNote): string {
  switch (note.kind) {
    case 'priceOfList':
      return t('This price is from Modal’s list: the book in use has none.');
    case 'activeTimeAlone':
      return t(
        'Without warm floor, start-up and scale-down. For comparison only: this is not what Modal bills.',
      );
    case 'paidAllMonth':
      return t('{0} with {1}, paid for the whole month.', countText(note), gpuCountText(note.gpus));
    case 'spareRoom':
      return plural(
        note.containers,
        message('Room for {0} more busy container.'),
        message('Room for {0} more busy containers.'),
      );
    case 'gpusTaken':
      return note.offered === 'machine'
        ? t('The price book does not give the number of GPUs per machine. Assumes {0}.', note.gpus)
        : t('The price book does not give the number of GPUs per worker. Assumes {0}.', note.gpus);
    case 'billedFromStartToStop':
      return t('Billed from start to stop: start-up, requests and idle time. No limit on workers.');
    case 'startMeasured':
      return t('A cold start takes {0} s, as measured in the price book.', note.seconds);
    case 'startAsOnModal':
      return t('A cold start takes {0} s, as on Modal.', note.seconds);
    case 'stopsAfterIdling':
      return t('It stops after {0} s idle.', note.seconds);
    case 'idlingNotKnown':
      return t(
        'The price book does not give the idle time before a worker stops, so none is included: the cost may be higher, and Modal may be cheaper sooner.',
      );
    case 'billedWhileAnswering':
      return t('Billed only while serving requests: no start-up or idle time.');
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
  return offered === 'machine'
    ? plural(count, message('{0} machine'), message('{0} machines'))
    : plural(count, message('{0} worker'), message('{0} workers'));
}

function gpuCountText(count: number): string {
  return plural(count, message('{0} GPU'), message('{0} GPUs'));
}

/** Why an offer is not compared. */
export function leftOutText(reason: LeftOutReason): string {
  switch (reason.kind) {
    case 'noPrice':
      return `${t('The price book has no price.')}${reason.remark === null ? '' : ` ${reason.remark}`}`;
    case 'containerTooLarge':
      return plural(
        reason.gpus,
        message('A container needs {0} GPU; this machine has {1}.'),
        message('A container needs {0} GPUs; this machine has {1}.'),
        reason.gpusPerMachine,
      );
  }
}

/** What holds for all rows. */
export function comparisonAssumptionText({ kind }: ComparisonAssumption): string {
  switch (kind) {
    case 'sameSecondsPerRequest':
      return t('The same seconds per request everywhere.');
    case 'machinesFull':
      return t('Machines can serve requests 100% of the time. To keep queues short, you need more of them.');
    case 'priceAlone':
      return t(
        'Only the price of the machine or worker: no storage, network traffic, taxes, discounts, credits or operations work.',
      );
  }
}
