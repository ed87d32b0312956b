/** The GPUs of a price book as plain data: what `modal-cost gpus --format json` prints. All money is USD. */
import { datesOf } from '../../pricing/asOf';
import type { GpuBreakEven, OfferBreakEven, RoiRow } from '../../cost/comparison/gpuBreakEven';
import type { CatalogGpu, CatalogOffer } from '../../cost/comparison/gpuCatalog';
import type { TokenRow } from '../../cost/tokens';
import type { Provider } from '../../pricing/schema';
import { pricesJson } from '../estimateJson';
import type { GpuAnswer } from './gpuReport';

/** The version of the output; its schema is schemas/gpus.schema.json. */
const GPUS_VERSION = 1;

export function gpusJson({ context, gpus, unknownVram, breakEvens, measuredIn }: GpuAnswer): object {
  const { history } = context.book;
  const wanted = new Set(gpus.map(({ type }) => type));
  const undated = history.some(({ date }) => date === 'undated') ? ['undated'] : [];
  return {
    version: GPUS_VERSION,
    currency: 'USD',
    ...pricesJson(context),
    measuredIn: measuredIn.id,
    gpus: gpus.map(gpuJson),
    unknownVram,
    breakEvens: breakEvens.map(breakEvenJson),
    history: [...undated, ...datesOf(history)].flatMap((date) =>
      history
        .filter((each) => each.date === date && wanted.has(each.gpu))
        .map(({ gpu, active, note }) => ({
          date: date === 'undated' ? null : date,
          gpu,
          perSecondUsd: active.value,
          source: active.source,
          note: note ?? null,
        })),
    ),
  };
}

function gpuJson(gpu: CatalogGpu): object {
  return {
    gpu: gpu.type,
    vramGb: gpu.vramGb,
    maxPerContainer: gpu.maxCount,
    maxWithoutContract: gpu.maxSelfServe,
    perSecondUsd: gpu.perSecond,
    idlePerSecondUsd: gpu.idlePerSecond,
    perHourUsd: gpu.perSecond * 3_600,
    containerPerHourUsd: gpu.containerPerHour,
    warmMonthUsd: gpu.warmMonth,
    freeTierHours: gpu.freeHours,
    source: gpu.figure.source,
    date: gpu.figure.date,
    note: gpu.note,
    elsewhere: gpu.offers.map(offerJson),
  };
}

function offerJson({ offer, perHour, hostPerHour, modalMore }: CatalogOffer): object {
  return {
    ...nameJson(offer),
    perGpuHourUsd: perHour,
    hostPerHourUsd: hostPerHour,
    modalMorePerHourUsd: modalMore,
    includes: offer.includes ?? null,
    source: offer.price?.source ?? null,
    date: offer.price?.date ?? null,
    note: noteJson(offer),
  };
}

function nameJson({ id, name, product, bills, reservedMonths, gpusPerInstance }: Provider): object {
  return {
    id,
    provider: name,
    product,
    bills,
    reservedMonths: reservedMonths ?? null,
    gpusPerInstance: gpusPerInstance ?? null,
  };
}

function noteJson({ price, note }: Provider): string | null {
  const said = [price?.note, note].filter((each) => each !== undefined);
  return said.length === 0 ? null : said.join(' ');
}

function breakEvenJson({ gpu, offers, unpriced, rows, utilization, roi, tokens }: GpuBreakEven): object {
  return {
    gpu: gpu.type,
    offers: offers.map(offerBreakEvenJson),
    withoutPrice: unpriced.map(({ id }) => id),
    byUtilization: rows.map(({ share, modalUsd, cheapest }) => ({ utilization: share, modalUsd, cheapest })),
    roi: { utilization, rows: roi.map(roiJson) },
    tokens: tokens && { baseline: tokens.baseline, rows: tokens.rows.map(tokenJson) },
  };
}

function offerBreakEvenJson({ offer, monthUsd, breakEven }: OfferBreakEven): object {
  return {
    id: offer.id,
    monthUsd,
    breakEven: breakEven && { kind: breakEven.kind, utilization: breakEven.share },
  };
}

function roiJson({ offer, modalUsd, offerUsd, differenceUsd }: RoiRow): object {
  return { offer: offer.offer.id, modalUsd, offerUsd, differenceUsd };
}

/** A row of the table of token prices. */
export function tokenJson(row: TokenRow): object {
  return {
    offer: row.id,
    utilization: row.utilization,
    effectivePerHourUsd: row.effectivePerHour,
    tokensPerSecond: row.tokensPerSecond,
    isMeasured: row.speed !== null,
    reviewPerMillionUsd: row.reviewPerMillion,
    servedPerMillionUsd: row.servedPerMillion,
    versusBaseline: row.versus,
  };
}
