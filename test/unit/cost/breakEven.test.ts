import { strict as assert } from 'node:assert';
import { containersPerMachine, machinesNeeded } from '../../../src/core/cost/comparison/machines';
import { rateBreakEven, type Piece } from '../../../src/core/cost/comparison/rateBreakEven';
import { utilizationBreakEven } from '../../../src/core/cost/comparison/utilizationBreakEven';
import { machineSteps } from '../../support/machineSteps';

const percent = (share: number): string => (share * 100).toFixed(2);

describe('utilizationBreakEven', () => {
  it('is the review’s 24.47% and 39.55%', () => {
    const reserved = utilizationBreakEven({ machinePerHour: 1.85, activePerHour: 7.56 });
    const onDemand = utilizationBreakEven({ machinePerHour: 2.99, activePerHour: 7.56 });
    assert.deepEqual([reserved.kind, percent(reserved.share)], ['at', '24.47']);
    assert.deepEqual([onDemand.kind, percent(onDemand.share)], ['at', '39.55']);
  });

  it('above 100%: Modal is cheaper at any load', () => {
    assert.equal(
      utilizationBreakEven({ machinePerHour: 4.29, activePerHour: 3.9492 }).kind,
      'modalAtAnyLoad',
    );
    // The same at full load: still a break-even.
    assert.deepEqual(utilizationBreakEven({ machinePerHour: 4, activePerHour: 4 }), { kind: 'at', share: 1 });
  });

  it('never, if the warm floor alone costs as much', () => {
    const at = (floorPerHour: number): string =>
      utilizationBreakEven({ machinePerHour: 1.85, activePerHour: 3.9492, floorPerHour }).kind;
    assert.equal(at(3.9492), 'never');
    assert.equal(at(1.85), 'never');
    assert.equal(at(1.84), 'at');
  });

  it('counts the containers that fit on a machine', () => {
    const { share } = utilizationBreakEven({
      machinePerHour: 8 * 1.85,
      activePerHour: 3.9492,
      containersPerMachine: 8,
    });
    assert.equal(percent(share), '46.84');
  });

  it('rejects invalid prices', () => {
    for (const bad of [0, -1, NaN, Infinity]) {
      assert.throws(() => utilizationBreakEven({ machinePerHour: bad, activePerHour: 1 }), /machinePerHour/);
      assert.throws(() => utilizationBreakEven({ machinePerHour: 1, activePerHour: bad }), /activePerHour/);
    }
    assert.throws(
      () => utilizationBreakEven({ machinePerHour: 1, activePerHour: 1, floorPerHour: -1 }),
      /floorPerHour/,
    );
  });
});

describe('machines', () => {
  it('hold whole containers', () => {
    assert.equal(containersPerMachine(8, 1), 8);
    assert.equal(containersPerMachine(8, 3), 2);
    assert.equal(containersPerMachine(1, 2), 0);
    assert.equal(containersPerMachine(undefined, 4), 1);
  });

  it('are counted as a whole, at least one, and not one more because of rounding', () => {
    const counts = [0, 0.1, 1, 1.0001, 2.5, 0.1 * 3 * 10].map((busy) => machinesNeeded(busy, 1));
    assert.deepEqual(counts, [1, 1, 1, 2, 3, 3]);
    assert.equal(machinesNeeded(9, 8), 2);
    assert.equal(machinesNeeded(0, 8, 9), 2);
    assert.equal(machinesNeeded(0.2, 1, 4), 4);
  });

  it('cost a step function of the request rate', () => {
    const pieces = machineSteps({
      machineMonthUsd: 1000,
      perMachine: 2,
      least: 1,
      busyPerRequest: 0.01,
      to: 500,
    });
    assert.deepEqual(
      pieces.map(({ from, to, monthUsd, steady }) => [from, to, monthUsd(to), steady]),
      [
        [0, 200, 1000, true],
        [200, 400, 2000, true],
        [400, 500, 3000, true],
      ],
    );
  });

  it('are one steady piece where there is no traffic at any rate', () => {
    const pieces = machineSteps({ machineMonthUsd: 7, perMachine: 1, least: 3, busyPerRequest: 0, to: 100 });
    assert.deepEqual(
      pieces.map(({ from, to, monthUsd }) => [from, to, monthUsd(0)]),
      [[0, 100, 21]],
    );
  });

  it('are counted one by one up to 64, then the rest together', () => {
    const pieces = machineSteps({
      machineMonthUsd: 1,
      perMachine: 1,
      least: 1,
      busyPerRequest: 1,
      to: 1000,
    });
    assert.equal(pieces.length, 65);
    const rest = pieces.at(-1)!;
    assert.deepEqual([rest.from, rest.to, rest.steady, rest.monthUsd(99.5)], [64, 1000, false, 100]);
  });
});

describe('rateBreakEven', () => {
  const steady = (monthUsd: number, to = 1e6): Piece[] => [
    { from: 0, to, steady: true, monthUsd: () => monthUsd },
  ];

  it('finds the rate at which both cost the same, and who is cheaper on which side', () => {
    // 7.56 an hour, 1 s a request, 30 days: one request a day costs 0.063 per month.
    const modal = (rate: number): number => (rate * 30 * 7.56) / 3600;
    const found = rateBreakEven(modal, steady(1332));
    assert.equal(found.kind, 'crosses');
    assert.equal(found.crossings.length, 1);
    const [crossing] = found.crossings;
    assert.ok(Math.abs(crossing!.requestsPerDay - 0.24470899470899 * 86_400) < 1e-6);
    assert.deepEqual([crossing!.below, crossing!.above, crossing!.atStep], ['modal', 'other', false]);
    assert.deepEqual(
      found.stretches.map(({ cheaper }) => cheaper),
      ['modal', 'other'],
    );
    assert.equal(found.stretches.at(-1)!.to, found.searchedTo);
  });

  it('says who is cheaper at any rate', () => {
    assert.equal(rateBreakEven((rate) => rate * 1e-6, steady(100)).kind, 'modalAtAnyRate');
    assert.equal(rateBreakEven((rate) => 200 + rate, steady(100)).kind, 'otherAtAnyRate');
    assert.equal(rateBreakEven(() => 100, steady(100)).kind, 'sameAtAnyRate');
    assert.deepEqual(rateBreakEven(() => 100, steady(100)).crossings, []);
  });

  it('finds no crossing if both only start at the same amount', () => {
    assert.equal(rateBreakEven((rate) => 100 + rate, steady(100)).kind, 'otherAtAnyRate');
    assert.equal(
      rateBreakEven((rate) => rate, [{ from: 0, to: 100, steady: false, monthUsd: (rate) => 2 * rate }]).kind,
      'modalAtAnyRate',
    );
  });

  it('crosses several times if machines are added one by one', () => {
    const pieces = machineSteps({
      machineMonthUsd: 80,
      perMachine: 1,
      least: 1,
      busyPerRequest: 1,
      to: 4.5,
    });
    const found = rateBreakEven((rate) => 100 * rate, pieces);
    assert.deepEqual(
      found.crossings.map(({ requestsPerDay, above, atStep }) => [
        Number(requestsPerDay.toFixed(9)),
        above,
        atStep,
      ]),
      [
        [0.8, 'other', false],
        [1, 'modal', true],
        [1.6, 'other', false],
        [2, 'modal', true],
        [2.4, 'other', false],
        [3, 'modal', true],
        [3.2, 'other', false],
      ],
    );
    // At 4 the sum is 400 against 320, and 400 against 400 just above: the same at one point is no crossing.
    assert.equal(found.stretches.at(-1)!.cheaper, 'other');
  });

  it('finds the crossing of two curves', () => {
    const modal = (rate: number): number => 60 * (1 - Math.exp(-rate / 50)) + rate;
    const other = (rate: number): number => 1.2 * rate;
    const found = rateBreakEven(modal, [{ from: 0, to: 1e5, steady: false, monthUsd: other }]);
    assert.equal(found.crossings.length, 1);
    const x = found.crossings[0]!.requestsPerDay;
    assert.ok(Math.abs(modal(x) - other(x)) < 1e-9 * other(x));
    assert.deepEqual([found.crossings[0]!.below, found.crossings[0]!.above], ['other', 'modal']);
  });

  it('finds both ends of the rates at which a cost that rises and falls again is the higher one', () => {
    // Start-ups: the most of them at 1,000 a day, hardly any at 20,000.
    const modal = (rate: number): number => rate * Math.exp(-rate / 1_000) + rate / 1_000;
    const offer = steady(200, 20_000);
    assert.equal(rateBreakEven(modal, offer).kind, 'modalAtAnyRate');
    const found = rateBreakEven(modal, offer, true);
    assert.deepEqual(
      found.crossings.map(({ below, above, atStep }) => [below, above, atStep]),
      [
        ['modal', 'other', false],
        ['other', 'modal', false],
      ],
    );
    for (const { requestsPerDay } of found.crossings) assert.ok(Math.abs(modal(requestsPerDay) - 200) < 1e-6);
  });

  it('rejects costs that are not amounts', () => {
    assert.throws(() => rateBreakEven(() => NaN, steady(1)), /finite sum/);
    assert.throws(() => rateBreakEven((x) => x, steady(Infinity)), /finite sum/);
  });

  it('is empty without an offer', () => {
    assert.deepEqual(
      rateBreakEven((x) => x, []),
      {
        kind: 'sameAtAnyRate',
        stretches: [],
        crossings: [],
        searchedTo: 0,
      },
    );
  });
});
