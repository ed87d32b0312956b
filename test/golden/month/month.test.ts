/**
 * The review's scenarios A, B and C as whole reports: under the review's book, with each deviation from its print and why,
 * and under Modal's list. `months.json` holds every figure to the cent; set UPDATE_GOLDEN=1 to write it anew.
 */
import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { monthEstimate, type KnownMonth } from '../../../src/core/cost/month';
import { listBook } from '../../../src/core/pricing/bundled';
import { priceText, type Pricing } from '../../unit/cost/priced';
import { printed } from '../review/figures';

const FOLDER = resolve('test/golden/month');
/** The review's month is one of 720 hours; the list's figures are given for 30 days too. */
const BOOKS: Record<string, Pricing> = { review: {}, list: { book: listBook, hoursPerMonth: 720 } };

async function months(book: string): Promise<Record<string, KnownMonth>> {
  const priced = await priceText(readFileSync(`${FOLDER}/scenarios.py`, 'utf8'), BOOKS[book]);
  const entries = Object.entries(priced).map(([name, each]) => {
    const month = monthEstimate(each.estimate, each.usage);
    assert.equal(month?.status, 'known', name);
    return [name, month] as const;
  });
  return Object.fromEntries(entries);
}

const cents = (usd: number): number => Math.round(usd * 100) / 100;
const dollars = (usd: number): number => Math.round(usd);
const part = (month: KnownMonth, name: string): KnownMonth['parts'][number] =>
  month.parts.find((each) => each.part === name)!;
/** Of a likely figure, what the GPU alone costs. */
const gpuOnly = (month: KnownMonth): number =>
  month.options[0].bill.shares.find(({ what }) => what === 'gpu')!.usd;

describe('months of the review’s scenarios', () => {
  it('are the golden ones, to the cent', async () => {
    const report = async (book: string): Promise<unknown> =>
      Object.fromEntries(
        Object.entries(await months(book)).map(([name, month]) => {
          const range = ({ low, likely, high }: KnownMonth['total']): number[] => [low, likely, high].map(cents);
          const parts = month.parts.map(({ part: each, seconds, usd, billed }) => [
            each,
            { seconds: Math.round(seconds.likely), usd: range(usd), billed },
          ]);
          return [name, { total: range(month.total), gpuOnly: cents(gpuOnly(month)), ...Object.fromEntries(parts) }];
        }),
      );
    const found = { review: await report('review'), list: await report('list') };
    const file = `${FOLDER}/months.json`;
    if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
    assert.deepEqual(found, JSON.parse(readFileSync(file, 'utf8')));
  });

  it('under the review’s book: active at the active rate, the idle floor at the idle rate', async () => {
    const { a, b, c } = await months('review');
    const by = (month: KnownMonth): Record<string, number> => ({
      active: cents(part(month, 'active').usd.likely),
      idle: cents(part(month, 'floorIdle').usd.likely),
      total: cents(month.total.likely),
    });
    assert.deepEqual(by(a!), { active: 105.6, idle: 174.84, total: 280.44 });
    assert.deepEqual(by(b!), { active: 630, idle: 586.16, total: 1_216.16 });
    assert.deepEqual(by(c!), { active: 4_354.56, idle: 0, total: 4_354.56 });
  });

  it('differ from floor − active, by which one reckons by hand, only as far as requests overlap', async () => {
    const { a, b } = await months('review');
    for (const [month, rate, byHand] of [
      [a!, 0.00007, 280.32],
      [b!, 0.00012, 1_216.08],
    ] as const) {
      const active = part(month, 'active');
      const idle = month.seconds.floorSeconds - active.seconds.likely;
      assert.equal(cents(active.usd.likely + idle * rate), byHand);
      // Two requests at once are one more container at work, and one of the floor that stays idle.
      const { arrivals, service } = month === a ? { arrivals: 800, service: 4 } : { arrivals: 50_000, service: 0.2 };
      const rho = (arrivals * service) / 86_400;
      const m = month.pool.minContainers;
      let [overlap, weight] = [0, Math.exp(-rho)];
      for (let k = 1; k < 60; k++) {
        weight *= rho / k;
        overlap += Math.max(0, k - m) * weight;
      }
      const difference = month.total.likely - active.usd.likely - idle * rate;
      assert.ok(Math.abs(difference - overlap * 2_592_000 * rate) < 1e-6);
    }
  });

  /** What the review prints against what its own rates give; the pages of contradictions say more. */
  const DEVIATIONS = [
    { id: 'A.monthly', of: 'a', print: 34.65, why: 'neither 1.10 nor 1.05 follows from the rates, and no idle time is in it' },
    { id: 'B.active', of: 'b', part: 'active', print: 420, why: 'two thirds of 50,000 × 0.2 s × 30 × $0.0021' },
    { id: 'B.idle', of: 'b', part: 'floorIdle', print: 620, why: 'counts the seconds at work as idle ones too' },
    { id: 'B.total', of: 'b', print: 1_040, why: 'the sum of the two above' },
    { id: 'C.monthly', of: 'c', print: 4_400, why: 'rounded up to the hundred' },
  ] as const;

  for (const each of DEVIATIONS) {
    it(`deviate from the print: ${each.id}, ${each.why}`, async () => {
      const month = (await months('review'))[each.of]!;
      assert.equal(printed(each.id), each.print);
      const ours = 'part' in each ? part(month, each.part).usd.likely : month.total.likely;
      assert.notEqual(dollars(ours), dollars(each.print));
    });
  }

  it('where the print has a reason, have it too', async () => {
    const { b, c } = await months('review');
    assert.equal(cents(b!.seconds.floorSeconds * 0.00012), 622.08);
    assert.equal(Math.ceil(c!.total.likely / 100) * 100, 4_400);
    assert.equal(cents((part(b!, 'active').usd.likely * 2) / 3), 420);
  });

  it('under the list, GPU alone: $840 and $6,109 with nothing kept warm, $2,275 of active time alone', async () => {
    const { a_cold: a, b_cold: b, c } = await months('list');
    for (const month of [a!, b!, c!]) {
      assert.equal(month.pool.minContainers, 0);
      assert.equal(month.pool.scaledownWindow, 60);
    }
    assert.equal(dollars(gpuOnly(a!)), 840);
    assert.equal(dollars(gpuOnly(b!)), 6_109);
    assert.equal(dollars(part(c!, 'active').seconds.likely * 0.001097), 2_275);
  });

  it('under the list, warm pools as the review has them: the floor is billed in full', async () => {
    const { a, b } = await months('list');
    assert.equal(dollars(gpuOnly(a!)), 1_835);
    assert.equal(dollars(gpuOnly(b!)), 6_214);
  });

  it('of A by the list are 12.6 times its active seconds', async () => {
    const { a_cold: a } = await months('list');
    const ratio = a!.seconds.live.likely / a!.seconds.activeSeconds.likely;
    assert.equal(Math.round(ratio * 10) / 10, 12.6);
  });
});
