import { strict as assert } from 'node:assert';
import type { ComparisonRow } from '../../../src/core/cost/comparison/comparison';
import { compareOffers } from '../../../src/core/cost/comparison/compareOffers';
import { utilizationTable } from '../../../src/core/cost/comparison/utilizationTable';
import { liveSeconds } from '../../../src/core/cost/traffic/liveSeconds';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { compared, modalSide, scenarios, workOf, type Work } from '../../golden/compare/support';

const { B, C } = scenarios;

const near = (actual: number | null, expected: number, what = ''): void => {
  assert.ok(
    actual !== null && Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual} for ${expected}`,
  );
};

function row(rows: readonly ComparisonRow[], id: string): ComparisonRow {
  const found = rows.find((each) => each.id === id);
  assert.ok(found, `no row ${id}`);
  return found;
}

/** What the book itself remarks on an offer. */
function remarks({ notes }: ComparisonRow): string {
  return notes.flatMap((note) => (note.kind === 'remarkOfBook' ? [note.text] : [])).join(' ');
}

/** The review's book with Lambda's reserved machine changed. */
function withReserved(change: Partial<PriceBook['providers'][number]>): PriceBook {
  return {
    ...reviewBook,
    providers: reviewBook.providers.map((each) =>
      each.id === 'lambda-h100-reserved' ? { ...each, ...change } : each,
    ),
  };
}

/** An offer that bills only the time in which it serves requests. */
const ACTIVE_ONLY = withReserved({ kind: 'serverless', bills: 'activeTime' });

describe('compare', () => {
  it('bills machines for the whole month, busy or not', () => {
    const { rows, winner, modal } = compared(C, reviewBook);
    near(row(rows, 'lambda-h100-reserved').monthUsd, 1332);
    near(row(rows, 'lambda-h100-on-demand').monthUsd, 2152.8);
    near(modal.monthUsd, 4354.56);
    assert.equal(winner.id, 'lambda-h100-reserved');
    near(winner.difference.usd, 1332 - 4354.56);
    near(winner.difference.share, 1332 / 4354.56 - 1);
    // $4,354.56 for 576 hours of work.
    near(modal.effectivePerHour, 7.56);
    near(winner.effectivePerHour, 1332 / 576);
  });

  it('is sorted by cost, and Modal wins a tie', () => {
    const { rows } = compared(B, listBook);
    const months = rows.map(({ monthUsd }) => monthUsd);
    assert.deepEqual(
      months,
      [...months].sort((a, b) => a - b),
    );
    const same = compareOffers(
      workOf(C),
      { activePerHour: 7.56, monthUsd: () => 1332 },
      { book: reviewBook, list: listBook, rateBreakEvens: false },
    );
    assert.equal(same.winner.id, 'modal');
    assert.deepEqual(
      same.rows.map(({ id }) => id),
      ['modal', 'lambda-h100-reserved', 'lambda-h100-on-demand', 'modal-active'],
    );
  });

  it('has Modal’s active time beside its month, but never as the winner', () => {
    const { rows, winner, modal } = compared(B, reviewBook);
    near(row(rows, 'modal-active').monthUsd, 630);
    assert.equal(rows[0]!.kind, 'modalActive');
    assert.equal(winner, modal);
    // 630 + what of two warm containers is idle: 586.08, and a few cents for the moments with three at work.
    assert.ok(modal.monthUsd > 1216.08 && modal.monthUsd < 1216.3, `${modal.monthUsd}`);
  });

  it('uses more machines as the load rises, each up to 100% busy', () => {
    const machinesAt = (busy: number, change = {}, work: Partial<Work> = {}): number | null => {
      const comparison = compared(
        { ...C, requestsPerDay: Math.round(busy * 86_400), ...work },
        withReserved(change),
        false,
      );
      return row(comparison.rows, 'lambda-h100-reserved').machines;
    };
    assert.deepEqual(
      [0, 0.5, 1, 1.01, 2, 7.5].map((busy) => machinesAt(busy)),
      [1, 1, 1, 2, 2, 8],
    );
    assert.deepEqual(
      [0.5, 8, 8.1].map((busy) => machinesAt(busy, { gpusPerInstance: 8 })),
      [1, 1, 2],
    );
    // Two GPUs a container: a machine of eight holds four.
    assert.equal(machinesAt(8, { gpusPerInstance: 8 }, { gpu: { type: 'H100', count: 2 } }), 2);
    // Eight requests at once in each container.
    assert.equal(machinesAt(8, {}, { concurrency: 8 }), 1);
    // Four containers a request.
    assert.equal(machinesAt(0.5, {}, { clusterSize: 4 }), 4);
    assert.equal(machinesAt(1.5, {}, { clusterSize: 4 }), 6);
  });

  it('pays for all GPUs of a machine, and says how much room is left', () => {
    const { rows } = compared(C, listBook, false);
    const eight = row(rows, 'lambda-h100-sxm-8x');
    near(eight.monthUsd, 8 * 3.99 * 730);
    assert.deepEqual(eight.notes.slice(0, 2), [
      { kind: 'paidAllMonth', offered: 'machine', count: 1, gpus: 8 },
      { kind: 'spareRoom', containers: 7 },
    ]);
    const always = compared(C, withReserved({ kind: 'serverless' }), false);
    assert.deepEqual(row(always.rows, 'lambda-h100-reserved').notes[0], {
      kind: 'paidAllMonth',
      offered: 'serverless',
      count: 1,
      gpus: 1,
    });
  });

  it('leaves out offers without a price, and machines that are too small', () => {
    const review = compared(B, reviewBook, false);
    assert.deepEqual(
      review.leftOut.map(({ id }) => id),
      ['runpod-serverless-h100', 'replicate-h100'],
    );
    const [first] = review.leftOut;
    assert.ok(first?.reason.kind === 'noPrice');
    assert.match(first.reason.remark ?? '', /^The review states no rate of RunPod’s/);
    const eight = compared({ ...B, gpu: { type: 'H100', count: 8 } }, listBook, false);
    const reason = eight.leftOut.find(({ id }) => id === 'lambda-h100-sxm')?.reason;
    assert.deepEqual(reason, { kind: 'containerTooLarge', gpus: 8, gpusPerMachine: 1 });
    assert.ok(eight.rows.every(({ id }) => id !== 'lambda-h100-sxm'));
    near(row(eight.rows, 'lambda-h100-sxm-8x').monthUsd, 8 * 3.99 * 730);
    const t4 = compared({ ...B, gpu: { type: 'T4', count: 1 } }, reviewBook, false);
    assert.deepEqual(
      t4.rows.map(({ kind }) => kind),
      ['modalActive', 'modal'],
    );
  });

  it('bills running time with start-up and the provider’s own idle timeout', () => {
    const work: Work = { ...B, startupSeconds: 10 };
    const flex = row(compared(work, listBook, false).rows, 'runpod-flex-h100');
    const live = liveSeconds(
      { arrivalsPerSecond: 50_000 / 86_400, serviceSeconds: 0.2, concurrency: 1, startupSeconds: 10 },
      { minContainers: 0, maxContainers: null, bufferContainers: 0, scaledownWindow: 5 },
      { seconds: 730 * 3_600, activeSeconds: 2_592_000 },
    );
    near(flex.monthUsd, (4.79 / 3_600) * (live.live.likely + live.startupSeconds.likely));
    assert.ok(flex.range.low < flex.monthUsd && flex.monthUsd < flex.range.high);
    assert.deepEqual(flex.notes.slice(0, 3), [
      { kind: 'billedFromStartToStop' },
      { kind: 'startAsOnModal', seconds: 10 },
      { kind: 'stopsAfterIdling', seconds: 5 },
    ]);
    assert.equal(flex.atLeast, false);
    assert.equal(flex.utilization, null);
  });

  it('uses a provider’s own cold start if the book has one', () => {
    const measured = withReserved({
      kind: 'serverless',
      bills: 'liveTime',
      coldStartSeconds: { value: 52.3, unit: 's', source: 'review', date: '2026-11' },
      idleTimeoutSeconds: { value: 5, unit: 's', source: 'review', date: '2026-11' },
    });
    const cold = row(compared({ ...B, startupSeconds: 1 }, measured, false).rows, 'lambda-h100-reserved');
    assert.deepEqual(cold.notes[1], { kind: 'startMeasured', seconds: 52.3 });
    const warm = row(
      compared(
        { ...B, startupSeconds: 1 },
        withReserved({
          kind: 'serverless',
          bills: 'liveTime',
          idleTimeoutSeconds: measured.providers[1]!.idleTimeoutSeconds!,
        }),
        false,
      ).rows,
      'lambda-h100-reserved',
    );
    assert.ok(cold.monthUsd > warm.monthUsd);
  });

  it('marks an offer without an idle timeout as a lower bound, which cannot win', () => {
    const { rows, winner, unsure } = compared(
      { ...B, secondsPerRequest: 0.01, minContainers: 0 },
      {
        ...listBook,
        providers: listBook.providers.filter(
          ({ name, bills }) => name === 'Replicate' && bills === 'liveTime',
        ),
      },
      false,
    );
    const open = row(rows, 'replicate-private-h100');
    assert.equal(open.atLeast, true);
    assert.ok(open.monthUsd < winner.monthUsd);
    assert.equal(winner.id, 'modal');
    assert.deepEqual(unsure, [open]);
    assert.ok(open.notes.some(({ kind }) => kind === 'idlingNotKnown'));
  });

  it('bills only active time if the offer does', () => {
    const { rows, activeSeconds } = compared(B, ACTIVE_ONLY, false);
    near(activeSeconds, 300_000);
    const open = row(rows, 'lambda-h100-reserved');
    near(open.monthUsd, (300_000 / 3_600) * 1.85);
    near(open.effectivePerHour, 1.85);
    const two = compared({ ...B, gpu: { type: 'H100', count: 2 } }, ACTIVE_ONLY, false);
    near(row(two.rows, 'lambda-h100-reserved').monthUsd, 2 * (300_000 / 3_600) * 1.85);
  });

  it('uses Modal’s own active seconds if they are given', () => {
    const side = { ...modalSide(B, reviewBook), activeSeconds: 150_000 };
    const { rows, activeSeconds } = compareOffers(workOf(B), side, { book: ACTIVE_ONLY, list: listBook });
    assert.equal(activeSeconds, 150_000);
    near(row(rows, 'lambda-h100-reserved').monthUsd, (150_000 / 3_600) * 1.85);
  });

  it('names the source and date of each price', () => {
    const { rows, modal } = compared(B, listBook, false);
    const eight = row(rows, 'lambda-h100-sxm-8x');
    assert.match(eight.price?.source?.title ?? '', /^Lambda’s instances page/);
    assert.equal(eight.price?.figure.date, '2026-10-02');
    assert.equal(eight.price.bookId, listBook.id);
    assert.match(remarks(eight), /^Lambda’s new rates took effect on 16 November 2026/);
    assert.equal(modal.price?.figure.value, 0.001097);
    assert.match(remarks(row(rows, 'replicate-private-h100')), /setup, idle and active time are billed/);
  });

  it('has only Modal if the book has no price, though the list may have one', () => {
    for (const type of ['MI300X', 'H200']) {
      const { rows, winner, modal } = compareOffers(
        workOf({ ...B, gpu: { type, count: 1 } }),
        { activePerHour: 1, monthUsd: () => 5 },
        { book: reviewBook, list: listBook },
      );
      assert.equal(winner, modal);
      assert.equal(modal.price, null);
      assert.equal(rows.length, 2);
    }
  });

  it('follows aliases', () => {
    const { rows } = compared({ ...B, gpu: { type: 'A10G', count: 1 } }, listBook, false);
    near(row(rows, 'lambda-a10').monthUsd, 1.29 * 730);
  });

  it('calculates dollars per tokens served', () => {
    const { rows, modal } = compared({ ...C, tokensPerSecond: 1832 }, reviewBook, false);
    near(modal.perMillionTokens, 7.56 / 6.5952);
    near(row(rows, 'lambda-h100-reserved').perMillionTokens, 1332 / ((2_073_600 * 1832) / 1e6));
    assert.equal(compared(C, reviewBook, false).modal.perMillionTokens, null);
  });

  it('has no effective price and no share without active time', () => {
    const { modal, rows, activeSeconds, busyContainers } = compared(
      { ...C, requestsPerDay: 0, tokensPerSecond: 10 },
      reviewBook,
    );
    assert.deepEqual([activeSeconds, busyContainers, modal.monthUsd], [0, 0, 0]);
    assert.equal(modal.effectivePerHour, null);
    assert.equal(modal.perMillionTokens, null);
    assert.equal(row(rows, 'lambda-h100-reserved').difference.share, null);
    near(row(rows, 'lambda-h100-reserved').difference.usd, 1332);
  });

  it('has the utilization break-even, and “never” if the floor costs more than the machine', () => {
    const warm = row(compared(B, listBook, false).rows, 'runpod-pod-secure-h100-sxm');
    assert.equal(warm.utilization?.kind, 'never');
    const scaled = row(
      compared({ ...B, minContainers: 0 }, listBook, false).rows,
      'runpod-pod-community-h100-sxm',
    );
    assert.equal(scaled.utilization?.kind, 'at');
    assert.equal(
      row(compared(C, reviewBook).rows, 'lambda-h100-reserved').utilization?.share.toFixed(4),
      '0.2447',
    );
  });

  it('knows the request rate at which the cheaper side changes', () => {
    const { rate } = row(compared(C, reviewBook).rows, 'lambda-h100-reserved');
    assert.equal(rate?.kind, 'crosses');
    // 24.47% of 86,400 requests of one second.
    near(Number(rate.crossings[0]!.requestsPerDay.toFixed(6)), Number(((1.85 / 7.56) * 86_400).toFixed(6)));
    assert.deepEqual(
      rate.stretches.map(({ cheaper }) => cheaper),
      ['modal', 'other'],
    );
    assert.equal(row(compared(C, reviewBook, false).rows, 'lambda-h100-reserved').rate, null);
  });

  it('needs machines for the active hours', () => {
    const nine = compared({ ...C, activeHoursPerDay: 8 }, reviewBook, false);
    near(nine.busyContainers, 2.4);
    assert.equal(row(nine.rows, 'lambda-h100-reserved').machines, 3);
    near(nine.activeSeconds, 2_073_600);
  });

  it('searches up to twice the present traffic, within what the model accepts', () => {
    const to = (work: Work, book: PriceBook, id: string): number =>
      row(compared(work, book).rows, id).rate?.searchedTo ?? 0;
    // 32 containers of one second a request; or twice what comes.
    near(to(C, reviewBook, 'lambda-h100-reserved'), 32 * 86_400);
    near(to({ ...C, requestsPerDay: 5e6 }, reviewBook, 'lambda-h100-reserved'), 1e7);
    // The largest usages: what is searched stays within what the traffic model takes, or this would throw.
    const flex = { ...listBook, providers: listBook.providers.filter(({ id }) => id === 'runpod-flex-h100') };
    for (const [requestsPerDay, secondsPerRequest, most] of [
      [8e8, 100, 1e6 * 864],
      [9e8, 1, 1e9],
    ] as const) {
      const { rows } = compareOffers(
        workOf({ ...C, requestsPerDay, secondsPerRequest }),
        { activePerHour: 4, monthUsd: (rate) => rate * 1e-3 },
        { book: flex, list: listBook },
      );
      assert.ok((row(rows, 'runpod-flex-h100').rate?.searchedTo ?? Infinity) <= most);
    }
  });

  it('searches no further than Modal’s containers can serve', () => {
    // max_containers=1, a second a request: flat beyond 86,400 a day, where a second machine would look dear.
    const monthUsd = (rate: number): number => (Math.min(rate, 86_400) / 86_400) * 1600;
    const rateOf = (most?: number): { searchedTo: number; crossings: readonly unknown[] } => {
      const { rows } = compareOffers(
        workOf(C),
        { activePerHour: 2.2, monthUsd, ...(most === undefined ? {} : { mostRequestsPerDay: most }) },
        { book: reviewBook, list: listBook },
      );
      return row(rows, 'lambda-h100-reserved').rate!;
    };
    assert.ok(rateOf().crossings.length > 1);
    const limited = rateOf(86_400);
    assert.equal(limited.crossings.length, 1);
    assert.ok(limited.searchedTo <= 86_400);
    assert.throws(() => rateOf(0), /mostRequestsPerDay/);
    assert.throws(() => rateOf(NaN), /mostRequestsPerDay/);
  });

  it('needs no more than one machine in a month without a day of traffic', () => {
    const work = workOf({ ...C, requestsPerDay: 1e6 });
    const none = compareOffers(
      { ...work, usage: { ...work.usage, daysPerMonth: 0 } },
      { activePerHour: 7.56, monthUsd: () => 0 },
      { book: reviewBook, list: listBook },
    );
    assert.deepEqual([none.busyContainers, none.activeSeconds], [0, 0]);
    const reserved = row(none.rows, 'lambda-h100-reserved');
    assert.equal(reserved.machines, 1);
    assert.equal(reserved.rate?.kind, 'modalAtAnyRate');
  });

  it('has no more days in a month than fit into it', () => {
    const work = workOf({ ...C, activeHoursPerDay: 12 });
    const { activeSeconds } = compareOffers(
      { ...work, usage: { ...work.usage, daysPerMonth: 31 } },
      { activePerHour: 7.56, monthUsd: () => 0 },
      { book: reviewBook, list: listBook, rateBreakEvens: false },
    );
    // 720 hours are 30 days.
    near(activeSeconds, 30 * 69_120);
  });

  it('rejects invalid traffic', () => {
    for (const bad of [
      { requestsPerDay: -1 },
      { requestsPerDay: NaN },
      { secondsPerRequest: 0 },
      { concurrency: 1.5 },
      { clusterSize: 0 },
      { gpu: { type: 'H100', count: 0 } },
    ]) {
      assert.throws(
        () =>
          compareOffers(
            workOf({ ...C, ...bad }),
            { activePerHour: 1, monthUsd: () => 1 },
            { book: reviewBook, list: listBook },
          ),
        RangeError,
        JSON.stringify(bad),
      );
    }
    for (const month of [NaN, -1, Infinity]) {
      assert.throws(
        () =>
          compareOffers(
            workOf(C),
            { activePerHour: 1, monthUsd: () => month },
            { book: reviewBook, list: listBook },
          ),
        /Modal's month must be a sum of USD/,
      );
    }
  });
});

describe('utilizationTable', () => {
  const books = { book: reviewBook, list: listBook };

  it('is about one container and whole machines', () => {
    const table = utilizationTable({ book: listBook, list: listBook }, { type: 'H100', count: 1 }, [0, 1])!;
    const eight = table.offers.find(({ id }) => id === 'lambda-h100-sxm-8x')!;
    near(eight.monthUsd, 8 * 3.99 * 730);
    assert.equal(eight.breakEven.kind, 'modalAtAnyLoad');
    assert.deepEqual(
      table.rows.map(({ winner }) => winner),
      ['modal', 'runpod-pod-community-h100-pcie'],
    );
    // GPU, an eighth of a core and 128 MiB.
    near(table.activePerHour, 3_600 * (0.001097 + 0.125 * 0.0000131 + 0.125 * 0.00000222));
  });

  it('scales with the count and the hours', () => {
    const table = utilizationTable(books, { type: 'H100', count: 4 }, [0.5], 730)!;
    near(table.rows[0]!.modalUsd, 0.5 * 4 * 7.56 * 730);
    near(table.offers[0]!.monthUsd, 4 * 2.99 * 730);
  });

  it('gives Modal a tie', () => {
    const price = { value: 7.56, unit: 'USD/GPU-h', source: 'review', date: '2026-05' } as const;
    const even = utilizationTable(
      { book: withReserved({ price }), list: listBook },
      { type: 'H100', count: 1 },
      [1],
    )!;
    const dear = { ...even.offers.find(({ id }) => id === 'lambda-h100-reserved')! };
    assert.equal(dear.monthUsd, even.rows[0]!.modalUsd);
    assert.equal(even.rows[0]!.winner, 'lambda-h100-on-demand');
    const alone = { ...withReserved({ price }) };
    const only = { ...alone, providers: alone.providers.filter(({ id }) => id === 'lambda-h100-reserved') };
    const table = utilizationTable({ book: only, list: listBook }, { type: 'H100', count: 1 }, [1])!;
    assert.equal(table.rows[0]!.winner, 'modal');
  });

  it('is undefined without a price, and rejects invalid utilizations', () => {
    assert.equal(utilizationTable(books, { type: 'MI300X', count: 1 }), undefined);
    assert.equal(utilizationTable(books, { type: null, count: 0 }), undefined);
    assert.throws(() => utilizationTable(books, { type: 'H100', count: 1 }, [1.1]), /from 0 to 1, not 1.1/);
    assert.throws(() => utilizationTable(books, { type: 'H100', count: 1 }, [NaN]), RangeError);
  });
});
