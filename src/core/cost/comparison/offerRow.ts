/** The row of an offer: its cost per month, its break-evens, and notes. */
import type { PricedProvider } from '../../pricing/lookup';
import type { PriceBook } from '../../pricing/schema';
import { priceOrigin, type ComparisonRow } from './comparison';
import type { ComparisonBasis } from './comparisonBasis';
import type { LeftOutReason, RowNote } from './comparisonOutcomes';
import { comparisonRow, type RowInput } from './comparisonRow';
import { containersPerMachine } from './machines';
import { offerBreakEven } from './offerBreakEven';
import { machinePerHour, offerMonth, offerTerms, type OfferMonth, type OfferTerms } from './offerMonth';
import { utilizationBreakEven } from './utilizationBreakEven';

/** The row of an offer, or the reason why there is none. */
export function offerRow(
  basis: ComparisonBasis,
  offer: PricedProvider,
  book: PriceBook,
  withRates: boolean,
): ComparisonRow | LeftOutReason {
  const terms = offerTerms(offer);
  const { gpu, usage } = basis.work;
  const month = offerMonth(terms, basis.workAt(usage.requestsPerDay));
  if (!month)
    return { kind: 'containerTooLarge', gpus: gpu.count, gpusPerMachine: offer.gpusPerInstance ?? 0 };
  const remarks = [offer.price.note, offer.note].filter((text) => text !== undefined);
  const row = comparisonRow(basis, {
    kind: 'provider',
    id: offer.id,
    provider: offer.name,
    product: offer.product,
    bills: offer.bills,
    price: priceOrigin(book, offer.price),
    monthUsd: month.usd.likely,
    machines: month.machines,
    rate: withRates ? offerBreakEven(basis, terms) : null,
    ...byBilling(basis, offer, terms, month),
  });
  return {
    ...row,
    notes: [...row.notes, ...remarks.map((text): RowNote => ({ kind: 'remarkOfBook', text }))],
  };
}

function byBilling(
  basis: ComparisonBasis,
  offer: PricedProvider,
  terms: OfferTerms,
  month: OfferMonth,
): Pick<RowInput, 'notes'> & Partial<RowInput> {
  switch (offer.bills) {
    case 'wholeMonth':
      return {
        utilization: machineBreakEven(basis, terms),
        notes: machineNotes(basis, offer, month.machines ?? 0),
      };
    case 'liveTime': {
      const { low, high } = month.usd;
      const atLeast = offer.idleTimeoutSeconds === undefined;
      return { range: { low, high }, atLeast, notes: liveTimeNotes(basis, offer) };
    }
    case 'activeTime':
      return { notes: [{ kind: 'billedWhileAnswering' }] };
  }
}

function machineBreakEven(
  { work: { gpu }, modal, modalMonth, hoursPerMonth }: ComparisonBasis,
  terms: OfferTerms,
): ReturnType<typeof utilizationBreakEven> {
  return utilizationBreakEven({
    machinePerHour: machinePerHour(terms, gpu.count),
    activePerHour: modal.activePerHour,
    containersPerMachine: containersPerMachine(terms.gpusPerInstance, gpu.count),
    floorPerHour: modalMonth(0) / hoursPerMonth,
  });
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

function liveTimeNotes(
  { work }: ComparisonBasis,
  { idleTimeoutSeconds: idle, coldStartSeconds: start }: PricedProvider,
): RowNote[] {
  return [
    { kind: 'billedFromStartToStop' },
    start === undefined
      ? { kind: 'startAsOnModal', seconds: work.usage.startupSeconds }
      : { kind: 'startMeasured', seconds: start.value },
    idle === undefined ? { kind: 'idlingNotKnown' } : { kind: 'stopsAfterIdling', seconds: idle.value },
  ];
}
