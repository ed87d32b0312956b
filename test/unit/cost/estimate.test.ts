import { strict as assert } from 'node:assert';
import { estimate, type Estimate } from '../../../src/core/cost/estimate';
import type { Interval } from '../../../src/core/cost/interval';
import { total } from '../../../src/core/cost/estimateTotal';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { scanText } from '../../support/python';
import { priceFunction } from './priced';

const HOUR = 3_600;
// Modal's list, as published: USD a second for a GPU, for a core, for a GiB; and what a container has at least.
const CPU = 0.0000131;
const MEMORY = 0.00000222;
const LEAST = 0.125 * CPU + 0.125 * MEMORY;

async function of(args: string, book: PriceBook = reviewBook, above = ''): Promise<Estimate> {
  return (await priceFunction(args, '', { book }, above)).estimate;
}

function near(actual: Interval | null | undefined, low: number, high = low): void {
  assert.ok(actual, 'unknown');
  nearUsd(actual.low, low);
  nearUsd(actual.high, high);
}

function nearUsd(actual: number | undefined, expected: number): void {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= 1e-9 * expected,
    `${actual}, expected ${expected}`,
  );
}

const notes = ({ alternatives }: Estimate): string[] =>
  alternatives.flatMap(({ rate }) => rate?.notes.map(({ kind }) => kind) ?? []);

describe('an estimate in the review’s book', () => {
  it('of two warm H100', async () => {
    const { livePerHour, floor, certainty, alternatives } = await of('gpu="H100", min_containers=2');
    near(livePerHour, 7.56);
    near(floor?.perMonth, 622.08);
    near(floor?.perHour, 2 * 0.432);
    near(alternatives[0]!.rate!.idlePerSecond, 0.00012);
    assert.equal(certainty, 'known');
  });

  it('of four GPUs in a container is four times that', async () => {
    const { livePerHour, floor } = await of('gpu="H100:4", min_containers=2');
    near(livePerHour, 4 * 7.56);
    near(floor?.perMonth, 4 * 622.08);
  });

  it('knows no memory price, and no idle rate for CPU', async () => {
    const cpu = await of('cpu=2, memory=65536, min_containers=1');
    near(cpu.livePerHour, 2 * 0.0000111 * HOUR);
    near(cpu.floor?.perMonth, 2 * 0.0000111 * HOUR * 720);
    assert.deepEqual(notes(cpu), ['idleNotPriced']);
    near((await of('')).livePerHour, 0.125 * 0.0000111 * HOUR);
  });

  it('has no price for a GPU that only the list has', async () => {
    const { livePerHour, floor, alternatives, certainty } = await of('gpu="H200", min_containers=1, cpu=1');
    assert.deepEqual([livePerHour, floor?.perMonth, alternatives[0]!.rate], [null, null, undefined]);
    assert.equal(certainty, 'unknown');
  });

  it('does not price a region, and says so', async () => {
    const here = await of('gpu="H100", region="us"');
    near(here.livePerHour, 7.56);
    assert.deepEqual(notes(here), ['regionNotPriced']);
  });
});

describe('an estimate by Modal’s list', () => {
  it('adds CPU and memory to an idle GPU unless its rate includes them', async () => {
    const idle = { ...listBook.gpus.T4!.active, value: 0.00005 };
    const book: PriceBook = {
      ...listBook,
      billing: { ...listBook.billing, idle: 'discounted' },
      gpus: { ...listBook.gpus, T4: { ...listBook.gpus.T4!, idle } },
    };
    const { floor } = await of('gpu="T4", cpu=2.0, memory=1024, min_containers=1', book);
    near(floor?.perMonth, (0.00005 + 2 * CPU + MEMORY) * HOUR * 730);
  });

  it('of two warm H100: GPU in full, CPU and memory on top', async () => {
    const { livePerHour, floor } = await of('gpu="H100", min_containers=2', listBook);
    near({ low: 0.001097 * HOUR, high: 0.001097 * HOUR }, 3.9492);
    near(livePerHour, 3.9492 + LEAST * HOUR);
    near(floor?.perMonth, 2 * 3.9492 * 730 + 2 * LEAST * HOUR * 730);
  });

  const rates: Readonly<Record<string, number>> = {
    '': LEAST,
    'cpu=4, memory=8192': 4 * CPU + 8 * MEMORY,
    'cpu=(4, 8), memory=(8192, 16384)': 4 * CPU + 8 * MEMORY,
    'cpu=0.01, memory=1': LEAST,
    'cpu=None, memory=None': LEAST,
    // 20 GiB of scratch disk raise the memory request by 1 GiB, where they do at all.
    'ephemeral_disk=40 * 1024': 0.125 * CPU + 2 * MEMORY,
    'ephemeral_disk=1024, memory=4096': 0.125 * CPU + 4 * MEMORY,
    // Forms that the SDK passes over: the default holds.
    'memory=4096.0': LEAST,
    'memory=[4096, 8192], cpu=[2, 4]': LEAST,
    'nonpreemptible=True': 3 * LEAST,
    'nonpreemptible=False': LEAST,
    'gpu="T4", nonpreemptible=True': 0.000164 + LEAST,
    'gpu="T4", region="us"': 1.15 * (0.000164 + LEAST),
    'gpu="T4", region="us-west"': 1.75 * (0.000164 + LEAST),
    'gpu="T4", region=["us-west", "EU"]': 1.15 * (0.000164 + LEAST),
    'region="us", nonpreemptible=True': 3 * 1.15 * LEAST,
    'gpu="A100"': 0.000583 + LEAST,
    'gpu="a10g:2"': 2 * 0.000306 + LEAST,
    'gpu="H100!"': 0.001097 + LEAST,
  };
  for (const [args, perSecond] of Object.entries(rates)) {
    it(`of @app.function(${args})`, async () => {
      near((await of(args, listBook)).livePerHour, perSecond * HOUR);
    });
  }

  it('of a range of values runs from the least to the most', async () => {
    near(
      (await of('cpu=1 if q() else 2', listBook)).livePerHour,
      (CPU + 0.125 * MEMORY) * HOUR,
      (2 * CPU + 0.125 * MEMORY) * HOUR,
    );
    near((await of('nonpreemptible=q()', listBook)).livePerHour, LEAST * HOUR, 3 * LEAST * HOUR);
    near((await of('region=q()', listBook)).livePerHour, LEAST * HOUR, 1.75 * LEAST * HOUR);
    near((await of('region="us" if q() else None', listBook)).livePerHour, LEAST * HOUR, 1.15 * LEAST * HOUR);
  });

  it('uses the minimum for an unknown amount, and says so', async () => {
    const unknown = await of('memory=q()', listBook);
    near(unknown.livePerHour, LEAST * HOUR);
    assert.deepEqual(notes(unknown), ['unknownAmount']);
  });
});

describe('which GPU it may be', () => {
  it('a list of fallbacks, CPU among them', async () => {
    const list = await of('gpu=["H100", "T4:2", None]');
    assert.deepEqual(
      list.alternatives.map(({ label }) => label),
      ['H100', 'T4:2', 'CPU'],
    );
    near(list.livePerHour, 0.125 * 0.0000111 * HOUR, 7.56);
    assert.equal(list.certainty, 'range');
  });

  it('any: the GPUs that Modal chooses from', async () => {
    const any = await of('gpu="any:2"', listBook);
    assert.deepEqual(
      any.alternatives.map(({ label }) => label),
      ['L4:2', 'A10:2', 'T4:2'],
    );
    near(any.livePerHour, (2 * 0.000164 + LEAST) * HOUR, (2 * 0.000306 + LEAST) * HOUR);
  });

  it('one that is unknown: no figure at all', async () => {
    const unknown = await of(
      'gpu=cfg.gpu, min_containers=1, max_containers=2, schedule=modal.Period(days=1)',
    );
    assert.equal(unknown.certainty, 'unknown');
    assert.deepEqual(
      [unknown.livePerHour, unknown.floor?.perMonth, unknown.ceiling?.perMonth],
      [null, null, null],
    );
    assert.deepEqual([unknown.call?.atTimeout, unknown.call?.most], [null, null]);
    assert.equal(unknown.scheduled?.atTimeoutPerMonth, null);
  });

  it('one that may be something else: the known candidates are a lower bound', async () => {
    const partly = await of('gpu=cfg.gpu or "T4"');
    assert.equal(partly.certainty, 'atLeast');
    near(partly.livePerHour, 0.000164 * HOUR);
    assert.equal(partly.call?.most, null);
  });

  it('one without a price in any book: never 0', async () => {
    for (const gpu of ['QUANTUM9', 'H100:0', 'H100:-1']) {
      const none = await of(`gpu="${gpu}", min_containers=1`);
      assert.deepEqual(
        [none.livePerHour, none.floor?.perMonth, none.certainty],
        [null, null, 'unknown'],
        gpu,
      );
    }
    const some = await of('gpu=["QUANTUM9", "T4"]');
    assert.equal(some.certainty, 'atLeast');
    near(some.livePerHour, 0.000164 * HOUR);
    assert.equal(some.call?.most, null);
  });
});

describe('how many containers', () => {
  it('the floor: none without min_containers, unknown if that is unknown', async () => {
    assert.equal((await of('gpu="T4"')).floor, null);
    assert.equal((await of('gpu="T4", min_containers=0')).floor, null);
    assert.equal((await of('gpu="T4", min_containers=None')).floor, null);
    const unknown = (await of('gpu="T4", min_containers=q()')).floor!;
    assert.deepEqual([unknown.containers.status, unknown.perHour, unknown.perMonth], ['unknown', null, null]);
    near(
      (await of('gpu="T4", min_containers=2 if q() else None')).floor?.perMonth,
      0,
      2 * 0.000011 * HOUR * 720,
    );
  });

  it('the floor under an old name, and the new one if both are given', async () => {
    const idle = 0.000011 * HOUR * 720;
    near((await of('gpu="T4", keep_warm=3')).floor?.perMonth, 3 * idle);
    near((await of('gpu="T4", warm_pool=2')).floor?.perMonth, 2 * idle);
    near((await of('gpu="T4", keep_warm=3, min_containers=1')).floor?.perMonth, idle);
  });

  it('rejects numbers that no parameter accepts', async () => {
    for (const value of ['-1', '1e308', 'True', '"2"', '{}']) {
      const { floor } = await of(`gpu="T4", min_containers=${value}`);
      assert.equal(floor?.containers.status, 'unknown', value);
    }
  });

  it('the ceiling: if it is set', async () => {
    near((await of('gpu="H100", max_containers=3')).ceiling?.perHour, 3 * 7.56);
    near((await of('gpu="H100", concurrency_limit=3')).ceiling?.perMonth, 3 * 7.56 * 720);
    assert.equal((await of('gpu="H100"')).ceiling, null);
    assert.equal((await of('gpu="H100", max_containers=10 if q() else None')).ceiling, null);
  });

  it('a cluster: its size for each input, but single containers in the floor and ceiling', async () => {
    const clustered = await of(
      'gpu="H100:8", min_containers=4, timeout=3600, max_containers=8)\n@modal.experimental.clustered(size=4',
    );
    near(clustered.livePerHour, 4 * 8 * 7.56);
    near(clustered.call?.atTimeout, 4 * 8 * 7.56);
    nearUsd(clustered.call?.most?.usd, 4 * 8 * 7.56);
    near(clustered.floor?.perMonth, 4 * 8 * 0.00012 * HOUR * 720);
    near(clustered.ceiling?.perHour, 8 * 8 * 7.56);
    const unknown = await of('gpu="H100")\n@modal.experimental.clustered(q()');
    assert.deepEqual([unknown.livePerHour, unknown.clusterSize.status], [null, 'unknown']);
    assert.equal((await of('gpu="H100")\n@modal.experimental.clustered(0')).livePerHour, null);
  });
});

describe('what one call costs at its timeout', () => {
  const perHour = 7.56;
  const calls: Readonly<Record<string, readonly [low: number, high?: number]>> = {
    'gpu="H100"': [(300 / HOUR) * perHour],
    'gpu="H100", timeout=7200': [2 * perHour],
    'gpu="H100", timeout=3600, retries=2': [3 * perHour],
    'gpu="H100", timeout=3600, retries=modal.Retries(max_retries=3, initial_delay=0.0)': [4 * perHour],
    'gpu="H100", timeout=3600, retries=None': [perHour],
    'gpu="H100", timeout=3600 if q() else 7200, retries=0 if q() else 1': [perHour, 4 * perHour],
  };
  for (const [args, [low, high]] of Object.entries(calls)) {
    it(args, async () => near((await of(args)).call?.atTimeout, low, high));
  }

  it('is unknown if its timeout or retries are, and has no bound', async () => {
    for (const args of ['timeout=q()', 'retries=q()', 'retries=modal.Retries(max_retries=q())']) {
      const { call } = await of(`gpu="H100", ${args}`);
      assert.deepEqual([call?.atTimeout, call?.most], [null, null], args);
    }
  });

  it('is nothing for a server, which has no timeout', async () => {
    const { declarations } = await scanText(
      'import modal\napp = modal.App()\n@app.server(gpu="H100")\nclass S: ...\n',
    );
    const context = { book: reviewBook, list: listBook, hoursPerMonth: 720 };
    assert.equal(estimate(declarations[0]!, context).call, null);
  });
});

describe('the most that one call can cost', () => {
  it('is its highest timeout and most retries in the review’s book, which bills nothing else', async () => {
    const args = 'gpu="H100", timeout=3600 if q() else 7200, retries=0 if q() else 1';
    nearUsd((await of(args)).call?.most?.usd, 4 * 7.56);
  });

  it('counts containers of the buffer', async () => {
    const args = 'timeout=60, startup_timeout=30, scaledown_window=10, cpu=(1, 2), memory=(1024, 2048)';
    const second = 2 * CPU + 2 * MEMORY;
    nearUsd((await of(args, listBook)).call?.most?.usd, 100 * second);
    nearUsd((await of(`${args}, buffer_containers=2`, listBook)).call?.most?.usd, 3 * 100 * second);
  });
});

describe('what a schedule costs if every run takes its timeout', () => {
  it('is its runs, each with the full timeout', async () => {
    near(
      (await of('gpu="H100", timeout=3600, schedule=modal.Cron("0 9 * * *")')).scheduled?.atTimeoutPerMonth,
      30 * 7.56,
    );
    near(
      (await of('gpu="H100", timeout=60, schedule=modal.Period(hours=6)')).scheduled?.atTimeoutPerMonth,
      (120 * 7.56) / 60,
    );
  });

  it('is unknown for an unknown schedule', async () => {
    const { scheduled } = await of('schedule=modal.Cron(q())');
    assert.deepEqual([scheduled?.runsPerMonth, scheduled?.atTimeoutPerMonth], [null, null]);
    assert.equal(scheduled?.reason?.kind, 'scheduleInCode');
    assert.equal((await of('schedule=None')).scheduled, null);
    const { reason } = (await of('schedule=modal.Cron("@daily")')).scheduled!;
    assert.deepEqual(reason, { kind: 'cronFieldCount', line: '@daily', fields: 1 });
  });
});

describe('calls that cost something on their own', () => {
  const context = { book: listBook, list: listBook, hoursPerMonth: 730 };

  it('a sandbox has rates of its own', async () => {
    const { declarations } = await scanText(
      'import modal\nmodal.Sandbox.create(cpu=2, memory=4096, timeout=600)\n',
    );
    const sandbox = estimate(declarations[0]!, context);
    near(sandbox.livePerHour, (2 * 0.00003942 + 4 * 0.00000667) * HOUR);
    near(sandbox.call?.atTimeout, (2 * 0.00003942 + 4 * 0.00000667) * 600);
    // Memory without a limit has no bound.
    assert.equal(sandbox.call?.most, null);
    const inReview = estimate(declarations[0]!, { ...context, book: reviewBook });
    near(inReview.livePerHour, 2 * 0.0000111 * HOUR);
  });

  it('an image built with a GPU has no timeout', async () => {
    const { callSites } = await scanText(
      'import modal\nmodal.Image.debian_slim().run_commands("x", gpu="T4")\n',
    );
    const build = estimate(callSites[0]!, context);
    near(build.livePerHour, (0.000164 + LEAST) * HOUR);
    assert.equal(build.call, null);
  });
});

describe('a sum over estimates', () => {
  it('counts unknown costs, and never treats them as 0', async () => {
    const all = [
      await of('gpu="H100", min_containers=2'),
      await of('gpu="T4", min_containers=1 if q() else 0'),
      await of('gpu=q()'),
      await of('gpu="T4", min_containers=q()'),
    ];
    const { declarations, floorPerMonth, livePerHour, unknown } = total(all);
    assert.deepEqual([declarations, unknown], [4, 2]);
    assert.ok(floorPerMonth !== 'unknown' && livePerHour !== 'unknown');
    near(floorPerMonth, 622.08, 622.08 + 0.000011 * HOUR * 720);
    near(livePerHour, 7.56 + 2 * 0.000164 * HOUR);
    assert.deepEqual([floorPerMonth.atLeast, livePerHour.atLeast], [true, true]);
  });
});
