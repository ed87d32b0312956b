/** What a comparison with other providers says, in words. */
import type { ComparisonRow } from '../../cost/comparison/comparison';
import type { ComparisonAssumption, LeftOutReason, RowNote } from '../../cost/comparison/comparisonOutcomes';
import type { Provider } from '../../pricing/schema';
import { duration, percent, usd } from '../money';
import { plural } from './plural';
import { message, t } from './translate';

/** What a row is of: `reserved 1-yr`, `H100, active time alone`. */
export function productText({ kind, product }: Pick<ComparisonRow, 'kind' | 'product'>): string {
  return kind === 'modalActive' ? t('{0}, active time only', product) : product;
}

export function rowNoteText(note: RowNote): string {
  switch (note.kind) {
    case 'priceOfList':
      return t('All prices here are from Modal’s list: the price book in use has none for this GPU.');
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
    case 'billedFromReadyToStop':
      return t('Billed from ready to stop: requests and idle time, but not start-up. No limit on workers.');
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
      return t(
        'A public model, billed only while it serves requests. It cannot run a container of your own, so it is not ranked.',
      );
    case 'queued':
      return queueText(note);
    case 'hostOfPrice':
      return hostText(note);
    case 'startDisputed':
      return t('It is not certain that start-up is billed. The likely figure includes it.');
    case 'billedInSteps':
      return t('Billed in steps of {0} s, which the figure does not include.', note.seconds);
    case 'remarkOfBook':
      return note.text;
  }
}

type Said<Kind extends RowNote['kind']> = Extract<RowNote, { readonly kind: Kind }>;

function queueText({ utilization, seconds }: Said<'queued'>): string {
  return seconds === null
    ? t('This many would be {0} busy: requests would queue without limit.', percent(utilization))
    : t(
        'This many would be {0} busy: requests would wait {1} on average.',
        percent(utilization),
        duration(Number(seconds.toPrecision(2))),
      );
}

function hostText({ includes, usdPerHour }: Said<'hostOfPrice'>): string {
  const price =
    includes === 'gpuOnly'
      ? t('The price is for the GPU alone.')
      : t('The price is for the GPU with the least CPU and memory that can be ordered.');
  if (usdPerHour === null) return `${price} ${t('CPU and memory cost more.')}`;
  return usdPerHour > 0
    ? `${price} ${t('The CPU and memory of this container cost {0} more per hour.', usd(usdPerHour))}`
    : price;
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
    case 'simulating':
      return t('Its cost per month is being simulated.');
  }
}

/** What holds for all rows. */
export function comparisonAssumptionText({ kind }: ComparisonAssumption): string {
  switch (kind) {
    case 'sameSecondsPerRequest':
      return t('The same seconds per request everywhere.');
    case 'noRequests':
      return t('Without requests there is no work to compare, so no offer is ranked.');
    case 'machinesFull':
      return t(
        'As few machines as can serve the requests. If requests would wait longer than they take, a row with more machines follows.',
      );
    case 'priceAlone':
      return t(
        'Only the price of the machine or worker: no storage, network traffic, taxes, discounts, credits or operations work.',
      );
  }
}
