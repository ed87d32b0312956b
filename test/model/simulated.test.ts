import assert from 'node:assert/strict';
import { grid, relativeErrorLimit, simulateInput, type SimulatedPoint } from './grid';
import simulatedJson from './simulated.json';

const simulated = simulatedJson as unknown as SimulatedPoint[];

describe('model: kept results', () => {
  it('are those of the grid as it is', () => {
    const finite = (limit: number): number | null => (Number.isFinite(limit) ? limit : null);
    const expected = grid.flatMap((point) =>
      point.services.map((service) => ({
        id: point.id,
        service,
        lambda: point.lambda,
        serviceMean: point.serviceMean,
        window: point.window,
        minContainers: point.minContainers,
        maxContainers: finite(point.maxContainers),
        concurrency: finite(point.concurrency),
        startup: point.startup,
        reuse: point.reuse,
        floor: point.floor,
        seed: point.seed,
      })),
    );
    const kept = simulated.map(({ id, input }) => {
      const { service, lambda, serviceMean, window, minContainers, maxContainers, concurrency } = input;
      const { startup, reuse, floor, seed } = input;
      const pool = { window, minContainers, maxContainers, concurrency, startup, reuse, floor, seed };
      return { id, service, lambda, serviceMean, ...pool };
    });
    assert.deepEqual(kept, expected);
  });

  it('are sharp enough', () => {
    for (const { id, output } of simulated) {
      const [mean, se] = output.live;
      assert.ok(se <= relativeErrorLimit * mean, id);
      assert.ok((output.batchCorrelation ?? 0) < 0.5, id);
    }
  });

  it('have as many requests in service as arrive in a service time', () => {
    for (const { id, rho, output } of simulated) {
      const [mean, se] = output.inService;
      assert.ok(Math.abs(mean - rho) <= 4.5 * se, id);
    }
  });

  it('come out again', () => {
    const cheap = ['pool-01', 'pool-39', 'single-06', 'unlimited-06', 'reading-04', 'capped-03'];
    for (const { input, output } of simulated.filter(
      ({ id, input: { service, arrivals } }) => cheap.includes(id) && service !== 'fixed' && arrivals < 3e6,
    )) {
      const again = simulateInput(input);
      for (const name of ['live', 'busy', 'coldShare', 'wait'] as const) {
        assert.ok(Math.abs(again[name][0] - output[name][0]) <= 1e-6 * output[name][0], name);
      }
    }
  });
});
