import { strict as assert } from 'node:assert';
import {
  bundledBooks,
  defaultBook,
  listBook,
  listBookId,
  reviewBook,
} from '../../../src/core/pricing/bundled';
import { checkBook, checkSources } from '../../../src/core/pricing/checkBook';
import { providersFor } from '../../../src/core/pricing/lookup';
import { parsePriceBook } from '../../../src/core/pricing/parsePriceBook';
import { fileOf } from './bookFile';
import type { Figure, Provider } from '../../../src/core/pricing/schema';
import { priceFunction } from '../cost/priced';

const nothing = new Map<string, never>();

/** Every object in `value` that carries a `unit`, with its path. */
function figuresIn(value: unknown, path = '$'): [string, Record<string, unknown>][] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([name, item]) => figuresIn(item, `${path}.${name}`));
  return 'unit' in value ? [[path, value], ...below] : below;
}

describe('bundled price books', () => {
  it('are the list, by default, and the review', () => {
    assert.deepEqual([...bundledBooks.keys()], [listBookId, reviewBook.id]);
    for (const [id, book] of bundledBooks) assert.equal(book.id, id);
    assert.equal(defaultBook, listBook);
  });

  for (const [id, book] of bundledBooks) {
    it(`${id}: is valid when it is read from a file`, () => {
      const result = parsePriceBook(JSON.stringify(fileOf(book)), { bases: nothing });
      assert.deepEqual(result, { ok: true, book, notes: [] });
      assert.deepEqual([...checkSources(book), ...checkBook(book)], []);
    });

    it(`${id}: every figure has a value, a unit, a source and a date`, () => {
      const figures = figuresIn(book);
      assert.ok(figures.length > 40);
      for (const [path, { value, source, date }] of figures) {
        assert.ok(value !== undefined && typeof source === 'string' && typeof date === 'string', path);
      }
    });

    it(`${id}: every source is cited`, () => {
      const text = JSON.stringify({ ...book, sources: {} });
      for (const key of Object.keys(book.sources)) assert.ok(text.includes(`"${key}"`), key);
    });

    it(`${id}: idle rates match the rule for idle time`, () => {
      for (const [type, { idle }] of Object.entries(book.gpus)) {
        assert.equal(idle !== undefined, book.billing.idle === 'discounted', type);
      }
    });

    it(`${id}: providers are offers for GPUs that the book names`, () => {
      for (const { id: provider, gpu, price, note } of book.providers) {
        assert.ok(Object.hasOwn(book.gpus, gpu), provider);
        assert.ok(price !== null || note !== undefined, `${provider} has neither a price nor a reason`);
      }
    });
  }

  it('the review: its own rates and rules', () => {
    assert.equal(reviewBook.hoursPerMonth.value, 720);
    assert.deepEqual(
      Object.entries(reviewBook.gpus).map(([type, { active, idle }]) => [type, active.value, idle?.value]),
      [
        ['H100', 0.0021, 0.00012],
        ['A100-80GB', 0.0011, 0.00007],
        ['A10', 0.00031, 0.00002],
        ['T4', 0.000164, 0.000011],
      ],
    );
    assert.equal(reviewBook.memory, undefined);
    assert.equal(reviewBook.sandbox, undefined);
    assert.equal(reviewBook.multipliers.region, undefined);
    assert.equal(reviewBook.multipliers.nonpreemptible.value, 3);
    assert.equal(reviewBook.billing.gpuAllIn, true);
    assert.equal(reviewBook.billing.scaledownTail, false);
  });

  it('the list: hourly figures as Modal prints them, and its rules', () => {
    const hourly = Object.fromEntries(
      Object.entries(listBook.gpus).map(([type, { active }]) => [
        type,
        Number((active.value * 3600).toFixed(2)),
      ]),
    );
    assert.deepEqual(hourly, {
      B300: 7.1,
      B200: 6.25,
      H200: 4.54,
      H100: 3.95,
      'RTX-PRO-6000': 3.03,
      'A100-80GB': 2.5,
      'A100-40GB': 2.1,
      L40S: 1.95,
      A10: 1.1,
      L4: 0.8,
      T4: 0.59,
    });
    assert.equal(Number((listBook.cpu.value * 3600).toFixed(4)), 0.0472);
    assert.equal(Number(((listBook.memory?.value ?? 0) * 3600).toFixed(4)), 0.008);
    assert.deepEqual(listBook.sandbox?.cpu.value, 0.00003942);
    assert.equal(listBook.billing.gpuAllIn, false);
    assert.equal(listBook.billing.idle, 'full');
    assert.equal(listBook.billing.scaledownTail, true);
    assert.equal(listBook.egress?.price?.value, 0.04);
  });
});

/** US dollars an hour as `modal billing rates` printed them in October 2026, typed from its output. */
const PRINTED_HOURLY: Readonly<Record<string, number>> = {
  T4: 0.59,
  L4: 0.8,
  A10: 1.1,
  L40S: 1.95,
  'A100-40GB': 2.1,
  'A100-80GB': 2.5,
  'RTX-PRO-6000': 3.03,
  H100: 3.95,
  H200: 4.54,
  B200: 6.25,
  B300: 7.1,
};

/** `figure` is the hourly rate, divided by 3,600 and rounded to as many decimals as the figure has. */
function assertHourly(figure: Figure | undefined, perHour: number, what: string): void {
  assert.ok(figure, what);
  const decimals = /\.(\d+)$/.exec(figure.value.toFixed(12).replace(/0+$/, ''))?.[1]?.length ?? 0;
  assert.equal(figure.value, Number((perHour / 3600).toFixed(decimals)), what);
}

describe('the list of October 2026', () => {
  const offer = (id: string): Provider => {
    const found = listBook.providers.find((provider) => provider.id === id);
    assert.ok(found, id);
    return found;
  };

  it('has the rates that workspaces see, within rounding', () => {
    assert.deepEqual(Object.keys(listBook.gpus).sort(), Object.keys(PRINTED_HOURLY).sort());
    for (const [type, perHour] of Object.entries(PRINTED_HOURLY)) {
      assertHourly(listBook.gpus[type]?.active, perHour, type);
    }
    assertHourly(listBook.cpu, 0.0473, 'cpu');
    assertHourly(listBook.memory, 0.008, 'memory');
    assertHourly(listBook.sandbox?.cpu, 0.1419, 'sandbox cpu');
    assertHourly(listBook.sandbox?.memory, 0.024, 'sandbox memory');
  });

  it('keeps the rates per second of July', () => {
    const perSecond = Object.entries(listBook.gpus).map(([type, { active }]) => [type, active.value]);
    assert.deepEqual(Object.fromEntries(perSecond), {
      B300: 0.001972,
      B200: 0.001736,
      H200: 0.001261,
      H100: 0.001097,
      'RTX-PRO-6000': 0.000842,
      'A100-80GB': 0.000694,
      'A100-40GB': 0.000583,
      L40S: 0.000542,
      A10: 0.000306,
      L4: 0.000222,
      T4: 0.000164,
    });
    const { cpu, memory, sandbox, minimumCores, minimumMiB } = listBook;
    assert.deepEqual(
      [cpu, memory, sandbox?.cpu, sandbox?.memory, minimumCores, minimumMiB].map((figure) => figure?.value),
      [0.0000131, 0.00000222, 0.00003942, 0.00000667, 0.125, 128],
    );
  });

  it('prices a warm H100 at $2,887.95 a month: GPU, 0.125 core and 128 MiB for 730 hours', async () => {
    const { estimate } = await priceFunction('gpu="H100", min_containers=1', '', { book: listBook });
    const { low, high } = estimate.floor!.perMonth!;
    assert.equal(low.toFixed(2), '2887.95');
    assert.equal(high, low);
  });

  it('has what changed since July', () => {
    const { multipliers, egress, plans, gpus, volumes } = listBook;
    const { broad, narrow } = multipliers.region!;
    assert.deepEqual([broad.value, narrow.value], [1.15, 1.75]);
    assert.equal(gpus.B300?.maxCount, 8);
    assert.equal(volumes?.storage.value, 0.09);
    assert.deepEqual([egress?.price?.value, egress?.price?.date], [0.04, '2026-10-01']);
    assert.deepEqual(
      plans.map(({ name, containers, egressGbMonth }) => [name, containers, egressGbMonth]),
      [
        ['Starter', 100, 1_000],
        ['Team', 5_000, 10_000],
        ['Enterprise', undefined, 100_000],
      ],
    );
  });

  it('has an offer of another provider for every GPU', () => {
    for (const type of Object.keys(listBook.gpus)) {
      assert.ok(providersFor(listBook, type).length > 0, type);
    }
  });

  it('says what CPU and memory cost wherever they are not all in the price', () => {
    for (const { id, price, includes, host } of listBook.providers) {
      if (price === null) continue;
      assert.equal(host !== undefined, includes === 'gpuOnly' || includes === 'withSmallestHost', id);
      if (host !== undefined) assert.equal(host.includedCores > 0, includes === 'withSmallestHost', id);
    }
  });

  it('says of every serverless offer with a price whether start-up is billed, except where nobody does', () => {
    const unsaid = listBook.providers.filter(
      ({ kind, price, startup }) => kind === 'serverless' && price !== null && startup === undefined,
    );
    assert.deepEqual([...new Set(unsaid.map(({ name }) => name))], ['Koyeb']);
    assert.ok(listBook.providers.every(({ kind, startup }) => kind === 'serverless' || !startup));
  });

  it('adds up: a GPU and the smallest host of Google Cloud Run', () => {
    const gpuAlone: Readonly<Record<string, number>> = {
      'cloudrun-l4': 0.0001867,
      'cloudrun-l4-zonal': 0.0002909,
      'cloudrun-rtx-pro-6000': 0.00036522,
      'cloudrun-rtx-pro-6000-zonal': 0.00056913,
    };
    for (const [id, gpu] of Object.entries(gpuAlone)) {
      const { price, host } = offer(id);
      const sum = gpu + host!.includedCores * host!.cpu.value + host!.includedGib * host!.memory.value;
      assert.equal(price?.value, Number(sum.toFixed(8)), id);
    }
  });

  it('has no offer that is not the same work, or that its source no longer lists', () => {
    const gone = /^(runpod-active-|replicate-public-)|^lambda-h100-reserved-8x$|^gcp-a3-highgpu-1g$/;
    assert.deepEqual(
      listBook.providers.filter(({ id }) => gone.test(id)),
      [],
    );
    assert.ok(listBook.providers.every(({ bills }) => bills !== 'activeTime'));
  });
});
