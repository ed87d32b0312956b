/** The review's table “cost-to-performance” for any book and utilization: each provider's card, and what a million tokens cost. */
import type { Measurement, PriceBook, Provider } from '../../pricing/schema';
import type { Review } from '../../pricing/reviewSchema';
import type { Books } from '../containerRate';
import { perMillionTokens, tokenPrice, type TokenPrice } from '../tokens';
import { gpuCatalog, type CatalogOffer } from './gpuCatalog';

/** A row of the table as the review prints it. */
export type PrintedRow = Review['costToPerformance']['printed'][number];

/** One provider's card at one utilization. All money is in USD. */
export interface ProviderCost {
  readonly provider: string;
  /** Null without an offer. */
  readonly product: string | null;
  /** `modal`, or the id of the offer; null without one. */
  readonly offerId: string | null;
  /** Null if the book has no offer of the provider, or no price for it. */
  readonly cost: PricedCost | null;
  /** As the provider was measured; null if it was not. */
  readonly tokensPerSecond: number | null;
  /** What the review prints for this offer and utilization. */
  readonly printed: PrintedRow | null;
  readonly note: string | null;
}

export interface PricedCost extends Pick<TokenPrice, 'effectivePerHour'> {
  readonly utilization: number;
  /** Idle time is billed too, and not counted: it costs this much or more. */
  readonly atLeast: boolean;
  /** Null without a measured throughput. */
  readonly tokens: Pick<TokenPrice, 'reviewPerMillion' | 'servedPerMillion'> | null;
  /** The share by which a million tokens cost more (+) or less (−) than with the baseline, at the same work. */
  readonly versus: number | null;
}

export interface ProviderCosts {
  readonly gpu: string;
  /** The offer that the others are compared with; null if there is none with a price and a throughput. */
  readonly baseline: Provider | null;
  readonly rows: readonly ProviderCost[];
}

/** The review's utilizations. */
const REVIEW_UTILIZATIONS = [0.2, 0.4, 0.8];

/**
 * By the prices of the book in use: Modal at each utilization, then an offer of each kind of every provider that the
 * review names. Modal's throughput is as `measuredIn` has it, that of an offer is its own.
 */
export function providerCosts(
  books: Books,
  review: Review,
  measuredIn: PriceBook,
  utilizations: readonly number[] = REVIEW_UTILIZATIONS,
): ProviderCosts {
  const { gpu, printed, baseline: named } = review.costToPerformance;
  const found = gpuCatalog(books).find(({ type }) => type === gpu);
  const offers = (found?.offers ?? []).filter(({ offer }) => review.compared.includes(offer.name));
  const speedOf = (provider: string): number | null => speed(measuredIn.measurements, provider, gpu);
  const baseline = baselineOf(offers, named);
  const isReviews = books.book.id === measuredIn.id;
  const ofReview = isReviews ? printed : [];
  const printedFor = (id: string | null, utilization: number): PrintedRow | null =>
    ofReview.find((each) => each.offer === id && isSame(each.utilization, utilization)) ?? null;
  const rowOf = (seller: Seller, utilization: number): ProviderCost => ({
    ...seller.name,
    cost: priced(seller, utilization, baseline?.perMillion ?? null),
    tokensPerSecond: seller.tokensPerSecond,
    printed: printedFor(seller.name.offerId, utilization),
    note: seller.note,
  });
  const modal: Seller | null = found
    ? {
        name: { provider: 'Modal', product: gpu, offerId: 'modal' },
        perHour: found.containerPerHour,
        bills: 'activeTime',
        tokensPerSecond: speedOf('Modal'),
        note: null,
      }
    : null;
  const others = review.compared.flatMap((provider) =>
    providerRows(provider, offers, { utilizations, speedOf, rowOf, printed: ofReview }),
  );
  return {
    gpu,
    baseline: baseline?.offer ?? null,
    rows: [...(modal ? utilizations.map((utilization) => rowOf(modal, utilization)) : []), ...others],
  };
}

interface Seller {
  readonly name: Pick<ProviderCost, 'provider' | 'product' | 'offerId'>;
  readonly perHour: number;
  readonly bills: Provider['bills'];
  readonly tokensPerSecond: number | null;
  readonly note: string | null;
}

interface RowTerms {
  readonly utilizations: readonly number[];
  readonly speedOf: (provider: string) => number | null;
  readonly rowOf: (seller: Seller, utilization: number) => ProviderCost;
  readonly printed: readonly PrintedRow[];
}

/** The rows of one provider: one for a machine, one for each utilization of what is billed by time. */
function providerRows(provider: string, offers: readonly CatalogOffer[], terms: RowTerms): ProviderCost[] {
  const own = cheapestOfKind(offers.filter(({ offer }) => offer.name === provider));
  if (own.length === 0) return [unpriced(provider, null, terms)];
  return own.flatMap(({ offer, perHour, hostPerHour }) => {
    if (perHour === null) return [unpriced(provider, offer, terms)];
    const seller: Seller = {
      name: { provider, product: offer.product, offerId: offer.id },
      perHour: perHour + hostPerHour,
      bills: offer.bills,
      tokensPerSecond: offer.tokensPerSecond?.value ?? null,
      note: offer.note ?? null,
    };
    const shares = offer.bills === 'wholeMonth' ? [1] : terms.utilizations;
    return shares.map((share) => terms.rowOf(seller, share));
  });
}

function unpriced(provider: string, offer: Provider | null, { speedOf, printed }: RowTerms): ProviderCost {
  const row = printed.find((each) => each.offer === offer?.id) ?? null;
  return {
    provider,
    product: offer?.product ?? null,
    offerId: offer?.id ?? null,
    cost: null,
    tokensPerSecond: speedOf(provider),
    printed: row,
    note: row?.note ?? offer?.note ?? null,
  };
}

/**
 * An offer of each kind (billed alike, and reserved or not): the cheapest whose throughput was measured, otherwise the
 * cheapest. The offers are the cheapest first.
 */
function cheapestOfKind(offers: readonly CatalogOffer[]): CatalogOffer[] {
  const found = new Map<string, CatalogOffer>();
  for (const each of offers) {
    const kind = `${each.offer.bills} ${each.offer.reservedMonths ?? 0}`;
    const known = found.get(kind);
    if (!known || (!known.offer.tokensPerSecond && each.offer.tokensPerSecond)) found.set(kind, each);
  }
  return [...found.values()];
}

function speed(measurements: readonly Measurement[], provider: string, gpu: string): number | null {
  const found = measurements.find(
    (each) => each.what === 'tokensPerSecond' && each.provider === provider && each.gpu === gpu,
  );
  return typeof found?.figure.value === 'number' ? found.figure.value : null;
}

/** The review's baseline where the book has it; otherwise the machine whose tokens cost least at full load. */
function baselineOf(
  offers: readonly CatalogOffer[],
  named: string,
): { readonly offer: Provider; readonly perMillion: number } | null {
  const machines = offers.flatMap(({ offer, perHour }) => {
    const tokens = offer.tokensPerSecond?.value;
    return offer.bills === 'wholeMonth' && perHour !== null && tokens !== undefined
      ? [{ offer, perMillion: perMillionTokens(perHour, tokens) }]
      : [];
  });
  const least = [...machines].sort((a, b) => a.perMillion - b.perMillion)[0];
  return machines.find(({ offer }) => offer.id === named) ?? least ?? null;
}

function priced(
  { perHour, bills, tokensPerSecond: tokens }: Seller,
  utilization: number,
  baseline: number | null,
): PricedCost {
  const isMachine = bills === 'wholeMonth';
  const price =
    tokens === null
      ? null
      : tokenPrice({
          pricePerHour: perHour,
          utilization,
          tokensPerSecond: tokens,
          bills: isMachine ? 'wholeTime' : 'activeTime',
        });
  return {
    utilization,
    effectivePerHour: isMachine ? perHour : perHour * utilization,
    atLeast: bills === 'liveTime',
    tokens: price,
    versus: price === null || baseline === null ? null : price.reviewPerMillion / baseline - 1,
  };
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9;
}
