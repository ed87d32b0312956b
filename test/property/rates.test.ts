import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { listBook } from '../../src/core/pricing/bundled';
import { originOf } from '../../src/core/pricing/lookup';
import { parsePriceBook, type PriceBookResult } from '../../src/core/pricing/parsePriceBook';
import type { Figure } from '../../src/core/pricing/schema';

/** Keys of a workspace's rates, and the path of the figure that each gives. */
const PLACES: Readonly<Record<string, string>> = {
  cpu_hour_cost: '/cpu',
  mem_gib_hour_cost: '/memory',
  cpu_hour_cost_sandbox: '/sandbox/cpu',
  mem_gib_hour_cost_sandbox: '/sandbox/memory',
  volume_storage_gib_month_cost: '/volumes/storage',
  egress_gib_cost: '/egress/price',
  gpu_hour_cost_a10g: '/gpus/A10/active',
  gpu_hour_cost_rtx6000: '/gpus/RTX-PRO-6000/active',
  gpu_hour_cost_a100_40gb: '/gpus/A100-40GB/active',
  gpu_hour_cost_h100: '/gpus/H100/active',
  gpu_hour_cost_t4: '/gpus/T4/active',
  gpu_hour_cost_b400: '/gpus/B400/active',
};

const unknownKey = fc.string({ maxLength: 30 }).map((text) => `x-${text}`);
const rate = fc.oneof(
  fc.double({ min: 0.001, max: 10_000, noNaN: true }),
  fc.integer({ min: 1, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(5)),
);
const entry = fc.tuple(
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...Object.keys(PLACES)) }, unknownKey),
  rate,
);
const entries = fc
  .uniqueArray(entry, { selector: ([key]) => key, maxLength: 15 })
  .filter((all) => all.some(([key]) => key.startsWith('gpu_hour_cost_') || key === 'cpu_hour_cost'));

function read(rates: readonly (readonly [string, unknown])[]): Extract<PriceBookResult, { ok: true }> {
  const result = parsePriceBook(JSON.stringify(Object.fromEntries(rates)), { date: '2026-10-08' });
  assert.ok(result.ok, JSON.stringify(result));
  return result;
}

/** Every figure in a book, by its path. */
function figures(value: unknown, path = ''): [string, Figure][] {
  if (typeof value !== 'object' || value === null) return [];
  if ('unit' in value && 'source' in value) return [[path, value as Figure]];
  return Object.entries(value).flatMap(([name, item]) => figures(item, `${path}/${name}`));
}

describe('a workspace’s rates, whatever they are', () => {
  it('give the same book and notes in any order of their keys', () => {
    const shuffled = entries.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, others]) => {
        assert.equal(JSON.stringify(read(others)), JSON.stringify(read(all)));
      }),
    );
  });

  it('change the figures that they name, and no other', () => {
    const list = new Map(figures(listBook));
    fc.assert(
      fc.property(entries, (all) => {
        const { book } = read(all);
        const named = new Map(all.flatMap(([key, value]) => (PLACES[key] ? [[PLACES[key], value]] : [])));
        const found = new Map(figures(book));
        assert.deepEqual(new Set(found.keys()), new Set([...list.keys(), ...named.keys()]));
        for (const [path, figure] of found) {
          const { bookId } = originOf(book, figure)!;
          if (!named.has(path)) assert.deepEqual([figure, bookId], [list.get(path), listBook.id], path);
          else {
            const dollars = figure.value * (figure.unit.endsWith('-s') ? 3_600 : 1);
            const isExact = Math.abs(dollars / Number(named.get(path)) - 1) < 1e-15;
            assert.ok(isExact && bookId === 'workspace-rates', path);
          }
        }
      }),
    );
  });
});
