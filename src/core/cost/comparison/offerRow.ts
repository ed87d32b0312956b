/** The rows of an offer: its cost per month, its break-evens, and notes. */
import type { PricedProvider } from '../../pricing/lookup';
import type { Pause, Steps } from '../../python/resumable';
import { FORMULAS } from '../simulations';
import { priceOrigin, type CompareOptions, type ComparisonRow } from './comparison';
import type { ComparisonBasis } from './comparisonBasis';
import type { LeftOutReason, RowNote } from './comparisonOutcomes';
import { comparisonRow, type RowCost } from './comparisonRow';
import { containersPerMachine } from './machines';
import { offerBreakEvenInSteps } from './offerBreakEven';
import { machineBreakEven, type BreakEvenSide } from './machineBreakEven';
import {
  monthOfMachines,
  offerTerms,
  type HostRequest,
  type MonthsWork,
  type OfferMonth,
  type OfferTerms,
} from './offerMonth';
import { isTooLong, machineQueue, type MachineQueue } from './queue';
import { simulatedOfferMonth } from './simulatedOffer';

/**
 * The rows of an offer, or the reason why there are none: what the fewest machines cost, and if requests would wait too
 * long on them, what enough machines cost.
 */
export function* offerRowsInSteps(
  basis: ComparisonBasis,
  offer: PricedProvider,
  { book, simulations = FORMULAS, rateBreakEvens = true }: CompareOptions,
  pause: Pause,
): Steps<readonly ComparisonRow[] | LeftOutReason> {
  const { gpu, usage, host } = basis.work;
  const terms = offerTerms(offer, host ?? NO_HOST);
  const month = simulatedOfferMonth(terms, basis.workAt(usage.requestsPerDay), simulations);
  if (month === 'simulating') return { kind: month };
  if (!month)
    return { kind: 'containerTooLarge', gpus: gpu.count, gpusPerMachine: offer.gpusPerInstance ?? 0 };
  const name = {
    kind: 'provider',
    id: offer.id,
    offerId: offer.id,
    provider: offer.name,
    product: offer.product,
    bills: offer.bills,
    price: priceOrigin(book, offer.price),
    rate: rateBreakEvens ? yield* offerBreakEvenInSteps(basis, { terms, month }, pause) : null,
  } as const;
  if (month.machines === null) return [comparisonRow(basis, name, byTime(basis, offer, terms, month))];
  const few = comparisonRow(basis, name, byMachine(basis, offer, terms, month));
  if (few.cannotWin !== 'longWait') return [few];
  const enough = enoughMachines(basis, terms, month.machines);
  const cost = byMachine(basis, offer, terms, monthOfMachines(terms, machineWork(basis), enough));
  return [few, comparisonRow(basis, { ...name, id: `${offer.id}:${enough}` }, cost)];
}

export const NO_HOST: HostRequest = { cores: 0, gib: 0 };

function byTime(
  basis: ComparisonBasis,
  offer: PricedProvider,
  terms: OfferTerms,
  { usd: { low, likely, high } }: OfferMonth,
): RowCost {
  if (offer.bills === 'activeTime')
    return {
      monthUsd: likely,
      cannotWin: 'noContainer',
      notes: [{ kind: 'billedWhileAnswering' }, ...remarks(offer)],
    };
  // Without rates for CPU and memory, a price for the GPU alone is a part of the cost.
  const atLeast = terms.idleSeconds === null || (offer.includes === 'gpuOnly' && !offer.host);
  return {
    monthUsd: likely,
    range: { low, high },
    atLeast,
    cannotWin: atLeast ? 'partUnknown' : null,
    notes: [...liveTimeNotes(basis, offer, terms), ...remarks(offer)],
  };
}

function byMachine(
  basis: ComparisonBasis,
  offer: PricedProvider,
  terms: OfferTerms,
  { usd, machines }: OfferMonth,
): RowCost {
  const { usage } = basis.work;
  const count = machines ?? 0;
  const queue = queueOn(basis, terms, count);
  return {
    monthUsd: usd.likely,
    machines,
    queue,
    cannotWin: isTooLong(queue, usage) ? 'longWait' : null,
    utilization: machineBreakEven(sideOf(basis), terms),
    notes: [
      ...machineNotes(basis, offer, count),
      ...(queue
        ? [{ kind: 'queued', utilization: queue.utilization, seconds: queue.meanWaitSeconds } as const]
        : []),
      ...remarks(offer),
    ],
  };
}

function queueOn(
  { work }: ComparisonBasis,
  { gpusPerInstance }: OfferTerms,
  machines: number,
): MachineQueue | null {
  const containers = machines * containersPerMachine(gpusPerInstance, work.gpu.count);
  return machineQueue(containers, work.clusterSize, work.usage);
}

/** The fewest machines on which requests do not wait too long: at most a quarter more than the fewest, and one. */
function enoughMachines(basis: ComparisonBasis, terms: OfferTerms, fewest: number): number {
  let machines = fewest + 1;
  while (isTooLong(queueOn(basis, terms, machines), basis.work.usage)) machines++;
  return machines;
}

function machineWork({
  work,
  hoursPerMonth,
}: ComparisonBasis): Pick<MonthsWork, 'gpuCount' | 'hoursPerMonth'> {
  return { gpuCount: work.gpu.count, hoursPerMonth };
}

function sideOf({ work, modal, modalMonth, hoursPerMonth }: ComparisonBasis): BreakEvenSide {
  return {
    gpuCount: work.gpu.count,
    activePerHour: modal.activePerHour,
    floorPerHour: modalMonth(0) / hoursPerMonth,
  };
}

function machineNotes(
  { work: { gpu, clusterSize }, busyContainers }: ComparisonBasis,
  { kind: offered, gpusPerInstance }: PricedProvider,
  machines: number,
): RowNote[] {
  const perMachine = containersPerMachine(gpusPerInstance, gpu.count);
  const busy = Math.max(clusterSize, Math.ceil(busyContainers * (1 - 1e-9)), 1);
  const spare = machines * perMachine - busy;
  const notes: RowNote[] = [
    { kind: 'paidAllMonth', offered, count: machines, gpus: gpusPerInstance ?? gpu.count },
  ];
  if (spare > 0) notes.push({ kind: 'spareRoom', containers: spare });
  if (gpusPerInstance === undefined && gpu.count > 1)
    notes.push({ kind: 'gpusTaken', offered, gpus: gpu.count });
  return notes;
}

/** What the price book says of the offer and its price. */
function remarks({ price, note }: PricedProvider): RowNote[] {
  return [price.note, note]
    .filter((text) => text !== undefined)
    .map((text): RowNote => ({ kind: 'remarkOfBook', text }));
}

function liveTimeNotes({ work }: ComparisonBasis, offer: PricedProvider, terms: OfferTerms): RowNote[] {
  const {
    idleTimeoutSeconds: idle,
    coldStartSeconds: start,
    billingIncrementSeconds: step,
    includes,
  } = offer;
  const usdPerHour = offer.host ? terms.hostPerSecond * 3_600 : null;
  return [
    { kind: terms.startup === 'notBilled' ? 'billedFromReadyToStop' : 'billedFromStartToStop' },
    start === undefined
      ? { kind: 'startAsOnModal', seconds: work.usage.startupSeconds }
      : { kind: 'startMeasured', seconds: start.value },
    idle === undefined ? { kind: 'idlingNotKnown' } : { kind: 'stopsAfterIdling', seconds: idle.value },
    ...(includes && includes !== 'gpuWithHost'
      ? [{ kind: 'hostOfPrice', includes, usdPerHour } as const]
      : []),
    ...(terms.startup === 'notKnown' ? [{ kind: 'startDisputed' } as const] : []),
    ...(step ? [{ kind: 'billedInSteps', seconds: step.value } as const] : []),
  ];
}
