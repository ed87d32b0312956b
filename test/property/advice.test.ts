/** No advice raises the bill, no range is out of order, and fit and comparison never contradict each other. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { advise, type AdviceOptions } from '../../src/core/cost/advisor';
import { assess, inBook, type Assessment } from '../../src/core/cost/assess';
import { comparisonOf } from '../../src/core/cost/comparison/compareDeclaration';
import { AT_ONCE, FORMULAS, likelyAlone, type Simulations } from '../../src/core/cost/simulations';
import { vary } from '../../src/core/cost/varyDeclaration';
import type { Declaration } from '../../src/core/modal/declaration';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import { otherBook } from '../../src/core/pricing/otherBook';
import { calculatorDeclaration } from '../../src/core/render/scenario/scenario';
import { fitText } from '../../src/core/render/words/fit';
import { costlyWindow, warmGpu } from '../../src/core/review/findings/poolRules';
import { activeRule } from '../../src/core/review/findings/rules';
import { RuleSubject } from '../../src/core/review/findings/ruleSubject';
import { fitOf } from '../../src/core/review/fitOf';

const books = [listBook, reviewBook];

const inputs = fc.record({
  of: fc.constantFrom(0, 1),
  type: fc.constantFrom('H100', 'A100-80GB', 'L4', 'T4', 'H200', 'A10'),
  count: fc.constantFrom(1, 1, 2, 8),
  minContainers: fc.constantFrom(null, 0, 1, 2, 5),
  window: fc.constantFrom(null, 2, 60, 300, 1_200),
  busy: fc.double({ min: -3, max: 1, noNaN: true }),
  seconds: fc.double({ min: -1, max: 2, noNaN: true }),
  startup: fc.constantFrom(0, 5, 60, 600),
  hours: fc.constantFrom(24, 24, 8, 1),
  concurrency: fc.constantFrom(1, 1, 4),
});

/** Assessments whose months are simulated where no formula is exact, or all by the formulas, which take a hundredth of the time. */
const assessments = (simulations: Simulations): fc.Arbitrary<Assessment> =>
  inputs.map(({ of, type, count, minContainers, window, busy, seconds, startup, hours, concurrency }) => {
    const book = books[of]!;
    const declaration = vary(calculatorDeclaration(), {
      gpu: { type, count },
      ...(minContainers === null ? {} : { min_containers: minContainers }),
      ...(window === null ? {} : { scaledown_window: window }),
    });
    const secondsPerRequest = 10 ** seconds;
    const values = {
      requestsPerDay: (10 ** busy * hours * 3_600) / secondsPerRequest,
      secondsPerRequest,
      startupSeconds: startup,
      activeHoursPerDay: hours,
      concurrency,
    };
    const use = {
      options: { source: 'option', values },
      defaults: [],
      includeStartup: true,
      simulations,
    } as const;
    return assess(declaration, { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value }, use);
  });

const assessment = assessments(AT_ONCE);
/** Another one each time. Each property begins with the same assessments, since simulating these is what takes long. */
const seed = Date.now();

/** A counterexample without the books, which would fill the screen. */
function brief({ estimate: { subject, context }, usage }: Assessment): string {
  const { gpu, params } = subject as Declaration;
  const settings = Object.values(params).map((each) => each.source);
  return `${context.book.id} ${gpu.source} ${settings.join(' ')} ${JSON.stringify(usage?.usage)}`;
}

const likely = ({ month }: Assessment): number | null =>
  month?.status === 'known' ? month.total.likely : null;

/** What a change costs, worked out from the whole declaration, by the book in use and by the other one. */
function raises(of: Assessment, change: Parameters<typeof vary>[1]): boolean {
  const { subject, context } = of.estimate;
  const use = { ...of.use, simulations: likelyAlone(AT_ONCE) };
  const after = assess(vary(subject as Declaration, change), context, use);
  const other = otherBook(context.book);
  return [
    [of, after],
    [inBook(of, other), inBook(after, other)],
  ].some(([a, b]) => {
    const [now, then] = [likely(a!), likely(b!)];
    return now !== null && then !== null && then > now + 1e-5;
  });
}

/** A setting that is called the cheapest is not also called beaten. */
function assertConsistent(of: Assessment, options: AdviceOptions): void {
  const advice = advise(of, options);
  if (advice?.status !== 'known') return;
  const { current, cheapest, currentIsBest, frontier, saves } = advice;
  if (cheapest === current) assert.ok(currentIsBest, brief(of));
  assert.equal(frontier.includes(current), currentIsBest);
  if (cheapest) assert.ok(frontier.includes(cheapest), brief(of));
  const meets = current.coldStartShare.likely <= advice.target;
  // No other setting is recommended for less than a cent.
  if (cheapest && cheapest !== current && meets && currentIsBest) assert.ok(saves! >= 0.005, brief(of));
}

describe('advice, whatever the declaration', () => {
  it('never raises the bill, by neither book', () => {
    fc.assert(
      fc.property(assessment, (of) => {
        const advice = advise(of);
        if (advice?.status !== 'known') return;
        const { current, cheapest, withheld, frontier } = advice;
        assertConsistent(of, {});
        assert.ok(!(cheapest && withheld));
        if (cheapest && cheapest !== current)
          assert.ok(
            !raises(of, {
              min_containers: cheapest.minContainers,
              scaledown_window: cheapest.scaledownWindow,
            }),
            brief(of),
          );
        if (!of.estimate.context.book.billing.scaledownTail)
          assert.ok(frontier.every(({ scaledownWindow }) => scaledownWindow === current.scaledownWindow));
      }),
      { seed, numRuns: 60 },
    );
  });

  it('never calls a setting the cheapest that it also says is beaten', () => {
    fc.assert(
      fc.property(
        assessments(FORMULAS),
        fc.constantFrom(undefined, 0, 0.001, 0.05, 1),
        (of, coldStartShare) => {
          assertConsistent(of, coldStartShare === undefined ? {} : { coldStartShare });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('nor does a quick fix', () => {
    const rule = (id: 'warm-gpu' | 'costly-window') =>
      activeRule(id, [{ [id]: { thresholds: { usdPerMonth: 0, share: 0 } } }]);
    fc.assert(
      fc.property(assessment, (of) => {
        const on = new RuleSubject(of, []);
        const drafts = [...warmGpu(on, rule('warm-gpu')), ...costlyWindow(on, rule('costly-window'))];
        for (const { fixes } of drafts)
          for (const fix of fixes)
            if (fix.kind === 'set')
              assert.ok(
                !raises(of, { [fix.parameter]: fix.value === null ? null : Number(fix.value) }),
                `${fix.parameter}=${fix.value} ${brief(of)}`,
              );
      }),
      { seed, numRuns: 150 },
    );
  });
});

describe('comparison and fit, whatever the declaration', () => {
  it('never contradict each other', () => {
    fc.assert(
      fc.property(assessments(FORMULAS), (of) => {
        const comparison = comparisonOf(of, { rateBreakEvens: false });
        if (!comparison) return;
        const load = fitOf(of, comparison)!.findings.find(
          ({ rule }) => rule === 'sustained' || rule === 'bursty',
        )!;
        assert.doesNotMatch(fitText(load), /NaN|Infinity|undefined|null/);
        const { rows, modal, winner } = comparison;
        const cheaper = rows.filter(
          ({ cannotWin, monthUsd }) => cannotWin === null && monthUsd < modal.monthUsd,
        );
        const machine = cheaper.some(({ machines }) => machines !== null);
        assert.equal(load.verdict === 'poor', machine, brief(of));
        assert.equal(winner.kind === 'provider', cheaper.length > 0, brief(of));
        if (load.verdict === 'good') assert.equal(winner.kind, 'modal', brief(of));
      }),
      { numRuns: 200 },
    );
  });

  it('have ranges in order', () => {
    fc.assert(
      fc.property(assessment, (of) => {
        for (const { id, range, monthUsd, cannotWin, queue } of comparisonOf(of, { rateBreakEvens: false })
          ?.rows ?? []) {
          const slack = 1e-9 * monthUsd;
          assert.ok(range.low <= monthUsd + slack && monthUsd <= range.high + slack, `${id} ${brief(of)}`);
          if (cannotWin === 'longWait') assert.ok(queue && queue.utilization > 0.8);
        }
      }),
      { seed, numRuns: 200 },
    );
  });
});
