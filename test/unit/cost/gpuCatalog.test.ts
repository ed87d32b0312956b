import { strict as assert } from 'node:assert';
import { gpuBreakEven } from '../../../src/core/cost/comparison/gpuBreakEven';
import { filteredCatalog, gpuCatalog, type CatalogGpu } from '../../../src/core/cost/comparison/gpuCatalog';
import { providerCosts } from '../../../src/core/cost/comparison/providerCosts';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';

const near = (actual: number | null | undefined, expected: number): void =>
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-6, `${actual} is not ${expected}`);

const inBook = (book = reviewBook): { book: typeof book; list: typeof listBook } => ({
  book,
  list: listBook,
});

function gpu(type: string, book = reviewBook): CatalogGpu {
  const found = gpuCatalog(inBook(book)).find((each) => each.type === type);
  if (!found) throw new Error(`no ${type}`);
  return found;
}

describe('the GPUs of a book', () => {
  it('are all there, in its order', () => {
    for (const book of [listBook, reviewBook])
      assert.deepEqual(
        gpuCatalog(inBook(book)).map(({ type }) => type),
        Object.keys(book.gpus),
      );
  });

  it('cost what the review says', () => {
    const { perSecond, idlePerSecond, containerPerHour, warmMonth, freeHours, offers } = gpu('H100');
    assert.deepEqual([perSecond, idlePerSecond], [0.0021, 0.00012]);
    near(containerPerHour, 7.56);
    near(warmMonth, 0.00012 * 3_600 * 720);
    near(freeHours, 30 / 7.56);
    near(offers.find(({ offer }) => offer.id === 'lambda-h100-on-demand')?.modalMore, 4.57);
    near(offers.find(({ offer }) => offer.id === 'lambda-h100-reserved')?.modalMore, 5.71);
  });

  it('have the least CPU and memory of a container by the list', () => {
    const { perSecond, containerPerHour, warmMonth } = gpu('H100', listBook);
    near(containerPerHour, (perSecond + 0.125 * 0.0000131 + 0.125 * 0.00000222) * 3_600);
    near(warmMonth, containerPerHour * 730);
  });

  it('are compared with the CPU and memory of an offer that charges them apart', () => {
    const offer = gpu('T4', listBook).offers.find((each) => each.offer.id.startsWith('cerebrium'))!;
    assert.ok(offer.hostPerHour > 0);
    near(offer.modalMore, gpu('T4', listBook).containerPerHour - offer.perHour! - offer.hostPerHour);
    assert.ok(gpu('H100').offers.every(({ hostPerHour }) => hostPerHour === 0));
  });

  it('have offers without a price last, and no difference for those', () => {
    const prices = gpu('H100').offers.map(({ perHour }) => perHour);
    assert.deepEqual(prices, [1.85, 2.99, null, null]);
    assert.ok(
      gpu('H100')
        .offers.slice(2)
        .every(({ modalMore }) => modalMore === null),
    );
  });

  it('with unknown memory match no least memory, and are named', () => {
    const [first, ...rest] = gpuCatalog(inBook());
    const gpus = [{ ...first!, vramGb: null }, ...rest];
    const found = filteredCatalog(gpus, { minVramGb: 20 });
    assert.deepEqual(
      found.gpus.map(({ type }) => type),
      ['A100-80GB', 'A10'],
    );
    assert.deepEqual(found.unknownVram, ['H100']);
    assert.deepEqual(filteredCatalog(gpus, {}).unknownVram, []);
  });

  it('may cost what is asked at most, to the digit', () => {
    const of = (maxPerHour: number): readonly string[] =>
      filteredCatalog(gpuCatalog(inBook()), { maxPerHour }).gpus.map(({ type }) => type);
    assert.deepEqual(of(0.0021 * 3_600), ['H100', 'A100-80GB', 'A10', 'T4']);
    assert.deepEqual(of(7.55), ['A100-80GB', 'A10', 'T4']);
  });

  it('may have the memory that is asked at least', () => {
    const of = (minVramGb: number): number =>
      filteredCatalog(gpuCatalog(inBook()), { minVramGb }).gpus.length;
    assert.deepEqual([of(80), of(80.5)], [2, 0]);
  });

  it('come in the wanted order, those of unknown memory last', () => {
    const [first, ...rest] = gpuCatalog(inBook());
    const gpus = [{ ...first!, vramGb: null }, ...rest];
    const of = (sort?: 'book' | 'price' | 'vram' | 'name'): string =>
      filteredCatalog(gpus, sort ? { sort } : {})
        .gpus.map(({ type }) => type)
        .join(' ');
    assert.equal(of(), 'H100 A100-80GB A10 T4');
    assert.equal(of('book'), of());
    assert.equal(of('price'), 'T4 A10 A100-80GB H100');
    assert.equal(of('vram'), 'A100-80GB A10 T4 H100');
    assert.equal(of('name'), 'A10 A100-80GB H100 T4');
  });
});

describe('the break-evens of a GPU', () => {
  it('of the review’s H100 are FIG 5.1', () => {
    const { rows, offers, roi, tokens } = gpuBreakEven(inBook(), gpu('H100'));
    assert.deepEqual(
      rows.map(({ share, cheapest }) => [share, cheapest]),
      [
        [0.05, 'modal'],
        [0.15, 'modal'],
        ...[0.25, 0.3, 0.5, 0.8, 1].map((share) => [share, 'lambda-h100-reserved']),
      ],
    );
    near(rows[0]?.modalUsd, 272.16);
    near(rows.at(-1)?.modalUsd, 5_443.2);
    const shares = offers.map(({ breakEven }) => breakEven?.share);
    near(shares[0], 1.85 / 7.56);
    near(shares[1], 2.99 / 7.56);
    assert.deepEqual(
      roi.map(({ offer }) => offer.offer.id),
      ['lambda-h100-reserved', 'lambda-h100-on-demand'],
    );
    near(roi[0]?.differenceUsd, 1_332 - 5_443.2);
    near(tokens?.rows[0]?.reviewPerMillion, 0.2292576);
  });

  it('follow the asked utilization', () => {
    const { roi, rows, tokens } = gpuBreakEven(inBook(), gpu('H100'), { utilization: 0.1 });
    near(roi[0]?.modalUsd, 544.32);
    assert.ok(rows.some(({ share }) => share === 0.1));
    assert.deepEqual(
      tokens?.rows.filter(({ id }) => id === 'modal').map(({ utilization }) => utilization),
      [0.1],
    );
    assert.throws(() => gpuBreakEven(inBook(), gpu('H100'), { utilization: 1.01 }), RangeError);
  });

  it('are none without a priced machine', () => {
    const a100 = gpuBreakEven(inBook(), gpu('A100-80GB'));
    assert.deepEqual([a100.rows, a100.roi, a100.tokens], [[], [], null]);
    assert.deepEqual(
      a100.unpriced.map(({ id }) => id),
      ['lambda-a100-on-demand'],
    );
    const t4 = gpuBreakEven(inBook(), gpu('T4'));
    assert.deepEqual([t4.offers, t4.unpriced], [[], []]);
  });

  it('of a machine with several GPUs are of all of them', () => {
    const { offers, roi } = gpuBreakEven(inBook(listBook), gpu('H100', listBook));
    const eight = offers.find(({ offer }) => offer.id === 'coreweave-h100-8x')!;
    near(eight.monthUsd, 6.155 * 730);
    near(eight.breakEven?.share, 6.155 / gpu('H100', listBook).containerPerHour);
    assert.equal(new Set(roi.map(({ offer }) => offer.offer.name)).size, roi.length);
  });

  it('take the throughput of another book where the own has none, and say so', () => {
    const without = gpuBreakEven(inBook(listBook), gpu('H100', listBook));
    assert.equal(without.tokens, null);
    const { tokens } = gpuBreakEven(inBook(listBook), gpu('H100', listBook), { measuredIn: reviewBook });
    const [first] = tokens?.rows ?? [];
    assert.ok(first);
    assert.equal(first.tokensPerSecond, 1_832);
    assert.equal(first.speed?.source, 'review');
    assert.equal(first.price.source, 'modal-pricing');
  });
});

describe('cost to performance', () => {
  it('has no price for an offer that the review gives none for, and none for a provider without an offer', () => {
    const { rows } = providerCosts(inBook(), reviewBook.review!, reviewBook);
    const of = (name: string): (typeof rows)[number] => rows.find(({ provider }) => provider === name)!;
    assert.deepEqual([of('RunPod').cost, of('RunPod').tokensPerSecond], [null, 1_840]);
    assert.equal(of('RunPod').printed?.usdPerHour, 2.27);
    assert.deepEqual([of('Replicate').cost, of('Replicate').tokensPerSecond], [null, null]);
    assert.deepEqual([of('CoreWeave').cost, of('CoreWeave').offerId], [null, null]);
  });

  it('has no throughput for an offer that was not measured, whoever sells it', () => {
    const { rows } = providerCosts(inBook(listBook), reviewBook.review!, reviewBook, [0.3]);
    const measured = rows
      .filter(({ tokensPerSecond }) => tokensPerSecond !== null)
      .map(({ offerId }) => offerId);
    assert.deepEqual(measured, ['modal', 'lambda-h100-sxm', 'runpod-flex-h100']);
    assert.ok(
      rows.every(({ cost, tokensPerSecond }) => (cost?.tokens ?? null) === null || tokensPerSecond !== null),
    );
    assert.ok(rows.every(({ printed }) => printed === null));
  });
});
