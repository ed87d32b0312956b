import { strict as assert } from 'node:assert';
import {
  activeHoursShape,
  calendarShape,
  GeneratedArrivals,
  TraceArrivals,
  type GeneratedTraffic,
} from '../../../../src/core/cost/traffic/simulation/arrivals';
import { Randomness } from '../../../../src/core/cost/traffic/simulation/randomness';
import { timeLaw } from '../../../../src/core/cost/traffic/simulation/variation';

const DAY = 86_400;

const near = (actual: number, expected: number, within: number, what = ''): void =>
  assert.ok(Math.abs(actual - expected) <= within * Math.abs(expected), `${what} ${actual} ≠ ${expected}`);

function drawn(
  traffic: Partial<GeneratedTraffic>,
  count: number,
): { at: Float64Array; seconds: Float64Array } {
  const at = new Float64Array(count);
  const seconds = new Float64Array(count);
  const all = { requestsPerSecond: 0.1, serviceSeconds: 2, ...traffic };
  assert.equal(new GeneratedArrivals(all, 5).fill(at, seconds), count);
  for (let i = 1; i < count; i++) assert.ok(at[i]! >= at[i - 1]!);
  return { at, seconds };
}

/** Mean and coefficient of variation. */
function moments(values: Float64Array): { mean: number; cv: number } {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const square = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length;
  return { mean, cv: Math.sqrt(square) / mean };
}

const gapsOf = (at: Float64Array): Float64Array => at.map((time, i) => time - (at[i - 1] ?? 0));

describe('randomness', () => {
  it('is xoshiro128** as published', () => {
    // The reference implementation in C, from the state that the seed gives.
    const random = new Randomness(42);
    const seen = Array.from({ length: 4 }, () => random.bits());
    assert.deepEqual(seen, reference(42, 4));
  });

  it('has independent streams, and the same numbers for the same seed', () => {
    const first = (seed: number, stream?: number): number => new Randomness(seed, stream).bits();
    assert.equal(first(1), first(1));
    assert.equal(new Set([first(1), first(2), first(1, 1), first(1, 2), first(0, 0)]).size, 5);
  });

  it('is uniform, and never 0 or 1', () => {
    const random = new Randomness(9);
    const counts = new Array<number>(16).fill(0);
    for (let i = 0; i < 160_000; i++) {
      const value = random.uniform();
      assert.ok(value > 0 && value < 1);
      counts[Math.floor(16 * value)]!++;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    assert.ok(chiSquare > 3 && chiSquare < 40, String(chiSquare));
  });
});

/** Xoshiro128** and SplitMix with 64-bit whole numbers, written from their definitions. */
function reference(seed: number, count: number): number[] {
  const mask = 0xffff_ffffn;
  const rotated = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (32n - by))) & mask;
  let mixed = BigInt(seed);
  const s = Array.from({ length: 4 }, () => {
    mixed = (mixed + 0x9e37_79b9n) & mask;
    let z = ((mixed ^ (mixed >> 16n)) * 0x85eb_ca6bn) & mask;
    z = ((z ^ (z >> 13n)) * 0xc2b2_ae35n) & mask;
    return z ^ (z >> 16n);
  });
  return Array.from({ length: count }, () => {
    const result = (rotated((s[1]! * 5n) & mask, 7n) * 9n) & mask;
    const t = (s[1]! << 9n) & mask;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = rotated(s[3]!, 11n);
    return Number(result);
  });
}

describe('arrivals', () => {
  it('have the mean and the variation that were asked for', () => {
    for (const cv of [0, 0.5, 1, 2, 5]) {
      const random = new Randomness(4);
      const law = timeLaw(3, cv);
      const seen = moments(Float64Array.from({ length: 300_000 }, () => law(random)));
      near(seen.mean, 3, 0.03, `mean at CV ${cv}`);
      assert.ok(Math.abs(seen.cv - cv) <= 0.04 * cv, `CV ${seen.cv} ≠ ${cv}`);
    }
  });

  it('come at the rate, with gaps of the variation', () => {
    const { at, seconds } = drawn({ gapCv: 3, serviceCv: 2 }, 200_000);
    near(moments(gapsOf(at)).mean, 10, 0.03);
    near(moments(gapsOf(at)).cv, 3, 0.04);
    near(moments(seconds).mean, 2, 0.03);
    near(moments(seconds).cv, 2, 0.04);
  });

  it('come in groups', () => {
    const sizes = (equalGroups: boolean): number[] => {
      const { at } = drawn({ requestsAtOnce: 20, equalGroups }, 60_000);
      near(at[at.length - 1]! / at.length, 10, 0.05);
      const groups = new Map<number, number>();
      for (const time of at) groups.set(time, (groups.get(time) ?? 0) + 1);
      return [...groups.values()].slice(0, -1);
    };
    assert.deepEqual([...new Set(sizes(true))], [20]);
    const varied = moments(Float64Array.from(sizes(false)));
    near(varied.mean, 20, 0.05);
    near(varied.cv, Math.sqrt(1 - 1 / 20), 0.05);
  });

  it('follow the shape of a day and of a week', () => {
    const hourly = Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 0 : hour));
    const weekly = [1, 1, 1, 1, 1, 0.5, 0];
    const { at } = drawn({ shape: calendarShape(hourly, weekly)! }, 300_000);
    const weeks = at.filter((time) => time < 28 * DAY);
    near(weeks.length, 2.8 * DAY, 0.01);
    const counts = new Float64Array(168);
    for (const time of weeks) counts[Math.floor(time / 3_600) % 168]!++;
    const total = hourly.reduce((sum, each) => sum + each) * 5.5;
    counts.forEach((count, i) => {
      const expected = (hourly[i % 24]! * weekly[Math.floor(i / 24)]!) / total;
      assert.ok(Math.abs(count / weeks.length - expected) <= 0.1 * expected, `hour ${i}`);
    });
    assert.equal(calendarShape(), undefined);
    assert.equal(activeHoursShape(24), undefined);
    const active = drawn({ shape: activeHoursShape(1.5)! }, 20_000).at;
    assert.ok(active.every((time) => time % DAY <= 1.5 * 3_600));
  });

  it('come in bursts, the rest evenly', () => {
    const bursts = { perDay: 10, seconds: 300, share: 0.75 };
    const { at } = drawn({ bursts, requestsPerSecond: 1 }, 600_000);
    near(at.length / at[at.length - 1]!, 1, 0.06);
    // Within a burst 0.75 ÷ (3,000 ÷ 86,400) + 0.25 per second.
    const perMinute = new Map<number, number>();
    for (const time of at)
      perMinute.set(Math.floor(time / 60), (perMinute.get(Math.floor(time / 60)) ?? 0) + 1);
    const full = [...perMinute.values()].filter((count) => count > 700).sort((a, b) => a - b);
    near(full[full.length >> 1]!, 60 * (0.75 / (3_000 / DAY) + 0.25), 0.02);
    near((full.length * 60) / at[at.length - 1]!, 3_000 / DAY, 0.1);
    // Bursts that take all of a day are no bursts.
    const always = drawn({ bursts: { perDay: 288, seconds: 300, share: 1 } }, 50_000).at;
    near(moments(gapsOf(always)).cv, 1, 0.03);
  });

  it('are those of a trace, once', () => {
    const trace = new TraceArrivals([1, 2, 4], [5, 6, 7]);
    const [at, seconds] = [new Float64Array(2), new Float64Array(2)];
    assert.equal(trace.fill(at, seconds), 2);
    assert.deepEqual([...at, ...seconds], [1, 2, 5, 6]);
    assert.equal(trace.fill(at, seconds), 1);
    assert.deepEqual([at[0], seconds[0]], [4, 7]);
    assert.equal(trace.fill(at, seconds), 0);
  });
});
