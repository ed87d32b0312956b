import { strict as assert } from 'node:assert';
import { advise } from '../../../src/core/cost/advisor';
import type { Assessment } from '../../../src/core/cost/assess';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { estimateNotes } from '../../../src/core/render/estimateNotes';
import { pricedText } from '../../support/pricedText';

async function sandbox(code: string, book: PriceBook = listBook): Promise<Assessment> {
  const { assessments } = await pricedText(code, { book });
  assert.equal(assessments.length, 1);
  return assessments[0]!;
}

function likely({ month }: Assessment): number {
  assert.ok(month?.status === 'known');
  return month.total.likely;
}

const USAGE = '# modal-cost: requests_per_day=2000 seconds_per_request=600';
const SPELLINGS = [
  `def box():\n    ${USAGE}\n    return modal.Sandbox.create("sleep", app=app, cpu=1.0, memory=2048, timeout=3600)\n`,
  `from modal import Sandbox as SB\n${USAGE}\nsb = SB.create("sleep", cpu=1, memory=2048, timeout=3600)\n`,
  `async def box():\n    ${USAGE}\n    return await modal.Sandbox.create.aio(\n        cpu=1, memory=2048, timeout=3600\n    )\n`,
  `${USAGE}\nrun(\n    modal.Sandbox._experimental_create(cpu=1, memory=2048, timeout=3600),\n)\n`,
];

describe('the month of a sandbox', () => {
  it('is its creations, each for its live seconds, and no more', async () => {
    const seconds = 2_000 * 600 * (730 / 24);
    for (const code of SPELLINGS) {
      // 1 core and 2 GiB at the sandbox rates of the list; the review has one rate for cores, and none for memory.
      assert.ok(Math.abs(likely(await sandbox(code)) - seconds * (0.00003942 + 2 * 0.00000667)) < 0.01, code);
      assert.ok(
        Math.abs(likely(await sandbox(code, reviewBook)) - 2_000 * 600 * 30 * 0.0000111) < 0.01,
        code,
      );
    }
  });

  it('says that a book without rates for sandboxes prices them as functions', async () => {
    for (const [book, isSaid] of [
      [listBook, false],
      [reviewBook, true],
    ] as const) {
      const { estimate } = await sandbox(SPELLINGS[0]!, book);
      const notes = estimateNotes(estimate).filter((note) => note.includes('sandboxes'));
      assert.deepEqual(
        notes,
        isSaid
          ? [
              'This book has no rates for sandboxes: they are priced as functions. By Modal’s list, CPU and memory cost more in sandboxes.',
            ]
          : [],
      );
    }
  });

  it('has neither idle windows nor a floor nor start-up', async () => {
    const code = SPELLINGS[0]!.replace('600', '600 startup_seconds=100 concurrency=8');
    const assessment = await sandbox(code);
    assert.equal(likely(assessment), likely(await sandbox(SPELLINGS[0]!)));
    assert.equal(assessment.estimate.floor, null);
    assert.ok(assessment.month?.status === 'known');
    const billed = assessment.month.parts.filter(({ usd }) => usd.high > 0).map(({ part }) => part);
    assert.deepEqual(billed, ['active']);
    assert.deepEqual(assessment.month.assumptions, []);
  });

  it('ends each at its timeout, which is five minutes where none is set', async () => {
    const long = await sandbox(SPELLINGS[0]!.replace('=600', '=7200'));
    assert.equal(likely(long), 6 * likely(await sandbox(SPELLINGS[0]!)));
    assert.ok(long.month?.status === 'known');
    assert.deepEqual(long.month.assumptions, [{ kind: 'sandboxEndsAtTimeout', seconds: 3_600 }]);
    const short = await sandbox(SPELLINGS[0]!.replace(', timeout=3600', ''));
    assert.ok(Math.abs(2 * likely(short) - likely(await sandbox(SPELLINGS[0]!))) < 1e-6);
  });

  it('has no advice on a pool', async () => {
    const advice = advise(await sandbox(SPELLINGS[0]!));
    assert.deepEqual(advice, { status: 'unknown', reason: { kind: 'sandboxHasNoPool' } });
  });
});
