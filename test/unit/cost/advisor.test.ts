import { strict as assert } from 'node:assert';
import { advise, paretoFrontier, type Advice, type AdvicePoint } from '../../../src/core/cost/advisor';
import { monthEstimate, type KnownMonth } from '../../../src/core/cost/month';
import { singleQueue } from '../../../src/core/cost/traffic/single';
import { listBook } from '../../../src/core/pricing/bundled';
import { formulaMonth, knownMonth, priceFunction, type Pricing } from './priced';

const LIST = { book: listBook, hoursPerMonth: 720 };

async function adviceFor(
  args: string,
  usage: string,
  pricing: Pricing = LIST,
  share?: number,
  above = '',
): Promise<Advice> {
  const of = await priceFunction(args, usage, pricing, above);
  const advice = advise(of, share === undefined ? {} : { coldStartShare: share });
  assert.equal(advice?.status, 'known');
  return advice;
}

const close = (actual: number, expected: number, within = 1e-9): void =>
  assert.ok(
    Math.abs(actual - expected) <= within * Math.max(1, Math.abs(expected)),
    `${actual} ≠ ${expected}`,
  );

/** No worse in all three, and visibly better in one. */
const beats = (a: AdvicePoint, b: AdvicePoint): boolean => {
  const pairs = [
    [a.usd.likely, b.usd.likely],
    [a.coldStartShare.likely, b.coldStartShare.likely],
    [a.addedWait, b.addedWait],
  ] as const;
  return pairs.every(([x, y]) => x <= y) && pairs.some(([x, y]) => x < y - 2e-6);
};

describe('advisor', () => {
  const usage = 'requests_per_day=800 seconds_per_request=4 startup_seconds=20';

  it('has the figures of the month at every point', async () => {
    const advice = await adviceFor('gpu="A100-80GB", min_containers=1', usage);
    assert.ok(advice.points >= 40);
    for (const point of [advice.current, ...advice.frontier]) {
      const args = `gpu="A100-80GB", min_containers=${point.minContainers}, scaledown_window=${point.scaledownWindow}`;
      const month = await formulaMonth(args, usage, LIST);
      for (const bound of ['low', 'likely', 'high'] as const) {
        close(point.usd[bound], month.total[bound]);
        close(point.coldStartShare[bound], month.seconds.coldStartShare[bound]);
      }
      close(point.addedWait, 20 * month.seconds.coldStartShare.likely);
    }
    assert.deepEqual([advice.current.minContainers, advice.current.scaledownWindow], [1, 60]);
  });

  it('keeps the frontier, the cheapest first', async () => {
    for (const requests of [10, 800, 50_000, 1_000_000]) {
      const { frontier } = await adviceFor(
        'gpu="H100"',
        `requests_per_day=${requests} seconds_per_request=1 startup_seconds=15`,
      );
      assert.ok(frontier.length >= 3, `${requests}: ${frontier.length}`);
      for (const a of frontier) for (const b of frontier) assert.ok(a === b || !beats(a, b));
      frontier.slice(1).forEach((point, i) => {
        assert.ok(point.usd.likely >= frontier[i]!.usd.likely);
        assert.ok(point.coldStartShare.likely < frontier[i]!.coldStartShare.likely);
      });
    }
  });

  it('is a Pareto filter for any input', () => {
    const point = (usd: number, share: number, addedWait = share): AdvicePoint => ({
      minContainers: 0,
      scaledownWindow: 60,
      bufferContainers: 0,
      method: 'model',
      usd: { low: usd, likely: usd, high: usd },
      coldStartShare: { low: share, likely: share, high: share },
      addedWait,
      addedWaitP95: null,
    });
    const points = [
      point(3, 0.1),
      point(1, 0.5),
      point(2, 0.5),
      point(2, 0.2),
      point(3, 0.2),
      point(4, 0.1),
      point(5, 0.3, 0.05),
    ];
    assert.deepEqual(paretoFrontier(points), [points[1], points[3], points[0], points[6]]);
    assert.deepEqual(paretoFrontier([]), []);
  });

  it('finds the cheapest setting for a share of cold starts, and what it saves', async () => {
    const advice = await adviceFor('gpu="H100", min_containers=4', `${usage} concurrency=1`, LIST, 0.05);
    assert.ok(advice.cheapest && advice.cheapest.coldStartShare.likely <= 0.05);
    close(advice.saves!, advice.current.usd.likely - advice.cheapest.usd.likely);
    assert.ok(advice.saves! > 1_000, 'four warm H100 for 800 requests per day are far too many');
    assert.ok(advice.frontier.includes(advice.cheapest));
    const cheaper = advice.frontier.filter((each) => each.usd.likely < advice.cheapest!.usd.likely - 1e-6);
    assert.ok(cheaper.every((each) => each.coldStartShare.likely > 0.05));
    assert.equal(advice.currentIsBest, false);
  });

  it('searches the number of warm containers between the points of its grid', async () => {
    const of = await priceFunction(
      'gpu="T4"',
      'requests_per_day=8640000 seconds_per_request=1 startup_seconds=5',
      LIST,
    );
    const advice = advise(of, { coldStartShare: 1e-3 }) as Advice;
    // More warm containers with a shorter window: the review, which bills no window, would have it cost more.
    const { minContainers: m, scaledownWindow } = advice.withheld!.point;
    const share = async (floor: number): Promise<number> => {
      const args = `gpu="T4", min_containers=${floor}, scaledown_window=${scaledownWindow}`;
      const month = await knownMonth(args, 'requests_per_day=8640000 seconds_per_request=1', LIST);
      return month.seconds.coldStartShare.likely;
    };
    assert.ok((await share(m)) <= 1e-3);
    assert.ok(m > 0 && (await share(m - 1)) > 1e-3);
  });

  it('by default allows no more cold starts than now', async () => {
    const advice = await adviceFor('gpu="H100", min_containers=1, scaledown_window=300', usage);
    assert.equal(advice.target, advice.current.coldStartShare.likely);
    assert.ok(advice.saves! >= 0);
    const none = await adviceFor('gpu="H100", max_containers=1', usage, LIST, 0);
    assert.ok(none.cheapest === null || none.cheapest.coldStartShare.likely === 0);
  });

  it('varies no window if the book does not bill it', async () => {
    const advice = await adviceFor('gpu="H100", scaledown_window=90', usage, {});
    assert.ok(advice.points > 2);
    assert.ok(advice.frontier.every(({ scaledownWindow }) => scaledownWindow === 90));
    assert.ok(advice.assumptions.some((each) => each.kind === 'tailNotBilled'));
    const list = await adviceFor('gpu="H100"', usage);
    assert.ok(!list.assumptions.some((each) => each.kind === 'tailNotBilled'));
  });

  it('includes the queue behind a start-up if there is one container', async () => {
    const advice = await adviceFor('gpu="H100", max_containers=1', usage);
    const lambda = 800 / 86_400;
    const wait = (startup: number): number => {
      const queue = singleQueue(lambda, 4, 60, startup);
      return queue.stable ? queue.meanWait : NaN;
    };
    close(advice.current.addedWait, wait(20) - wait(0));
    assert.ok(advice.frontier.every(({ minContainers }) => minContainers <= 1));
    assert.equal(advice.current.addedWaitP95, null);
    const { current } = await adviceFor('gpu="H100", max_containers=1', usage.replace('=20', '=0'));
    assert.deepEqual([current.addedWait, current.addedWaitP95], [0, 0]);
  });

  it('writes the containers of a cluster as the code does', async () => {
    const above = '@modal.experimental.clustered(size=4)\n';
    const advice = await adviceFor('gpu="H100:8", min_containers=4', usage, LIST, 0.01, above);
    assert.equal(advice.current.minContainers, 4);
    assert.ok(advice.frontier.every(({ minContainers }) => minContainers % 4 === 0));
  });

  it('is null, or has a reason, like the cost per month', async () => {
    const advice = async (args: string, said: string): Promise<unknown> => {
      const of = await priceFunction(args, said);
      const month = monthEstimate(of.estimate, of.usage);
      assert.notEqual((month as KnownMonth | null)?.status, 'known');
      assert.deepEqual(advise(of), month);
      return month;
    };
    assert.equal(await advice('gpu="H100"', ''), null);
    await advice('gpu="X900"', usage);
    await advice('gpu="H100", min_containers=N', usage);
    await advice('gpu="H100"', 'requests_per_day=1e9 seconds_per_request=604800');
  });

  it('advises on a schedule and on overload too', async () => {
    const scheduled = await adviceFor(
      'gpu="T4", schedule=modal.Period(minutes=5)',
      'seconds_per_request=10 startup_seconds=30',
    );
    assert.equal(scheduled.current.coldStartShare.likely, 1);
    assert.equal(scheduled.frontier.at(-1)!.coldStartShare.likely, 0);
    const overload = await adviceFor(
      'gpu="T4", max_containers=1',
      'requests_per_day=86400 seconds_per_request=2',
    );
    assert.ok(overload.frontier.length >= 1);
    const big = await adviceFor('gpu="T4"', 'requests_per_day=1e9 seconds_per_request=0.5');
    assert.ok(big.points < 100, 'the grid is smaller where points are dear');
  });
});
