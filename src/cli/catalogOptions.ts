/** The options of `modal-cost gpus` and `providers`. */
import { CATALOG_SORTS, type CatalogSort } from '../core/cost/comparison/gpuCatalog';
import { UserError } from '../core/userError';

export interface CatalogOptions {
  /** GB per GPU at least. */
  readonly minVramGb: number | undefined;
  /** USD per GPU-hour at most. */
  readonly maxPerHour: number | undefined;
  readonly sort: CatalogSort;
  /** The share of the time that is active, 0…1. */
  readonly utilization: number | undefined;
  readonly tokensPerSecond: number | undefined;
}

interface CatalogValues {
  readonly 'min-vram'?: string | undefined;
  readonly 'max-price'?: string | undefined;
  readonly sort?: string | undefined;
  readonly utilization?: string | undefined;
  readonly 'tokens-per-second'?: string | undefined;
}

/** Throws UserError for a value out of its range. */
export function readCatalogOptions(values: CatalogValues): CatalogOptions {
  return {
    minVramGb: positive('min-vram', values['min-vram'], 'GB, such as 40', 100_000),
    maxPerHour: positive('max-price', values['max-price'], 'USD per GPU-hour, such as 2.50', 100_000),
    sort: readSort(values.sort ?? 'book'),
    utilization: readUtilization(values.utilization),
    tokensPerSecond: positive(
      'tokens-per-second',
      values['tokens-per-second'],
      'tokens per second, such as 900',
      1e9,
    ),
  };
}

function positive(name: string, text: string | undefined, what: string, most: number): number | undefined {
  if (text === undefined) return undefined;
  const match = /^\$?(\d{1,10}(?:\.\d{1,10})?)$/.exec(text.trim());
  const value = Number(match?.[1] ?? NaN);
  if (value > 0 && value <= most) return value;
  throw new UserError(
    `--${name} must be ${what}, more than 0 and at most ${most}, not ${JSON.stringify(text)}`,
  );
}

function readSort(text: string): CatalogSort {
  const sort = CATALOG_SORTS.find((each) => each === text);
  if (sort) return sort;
  throw new UserError(`--sort must be ${CATALOG_SORTS.join(', ')}, not ${JSON.stringify(text)}`);
}

/** `20%` or `0.2`. */
function readUtilization(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{1,3}(?:\.\d{1,10})?)(%?)$/.exec(text.trim());
  const share = match ? Number(match[1]) / (match[2] === '%' ? 100 : 1) : NaN;
  if (share >= 0 && share <= 1) return share;
  throw new UserError(`--utilization must be a share such as 20% or 0.2, not ${JSON.stringify(text)}`);
}
