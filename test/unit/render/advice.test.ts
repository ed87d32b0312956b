import { strict as assert } from 'node:assert';
import type { Advice, AdvicePoint } from '../../../src/core/cost/advisor';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { adviceMarkdown, adviceRows, adviceSentences } from '../../../src/core/render/adviceText';

function point(minContainers: number, scaledownWindow: number, usd: number, share: number): AdvicePoint {
  const sure = (value: number): AdvicePoint['usd'] => ({ low: value, likely: value, high: value });
  return {
    minContainers,
    scaledownWindow,
    bufferContainers: 0,
    method: 'model',
    usd: sure(usd),
    coldStartShare: sure(share),
    addedWait: 20 * share,
    addedWaitP95: null,
  };
}

const cheap = point(0, 60, 100, 0.1);
const warm = point(1, 60, 400, 0.01);
const beaten = point(2, 2, 700, 0.05);

function advice(given: Partial<Advice>): Advice {
  return {
    status: 'known',
    current: warm,
    currentIsBest: true,
    frontier: [cheap, warm],
    points: 65,
    target: 0.01,
    cheapest: warm,
    saves: 0,
    withheld: null,
    assumptions: [],
    ...given,
  };
}

const last = (given: Partial<Advice>): string => adviceSentences(advice(given)).at(-1)!;

describe('advice', () => {
  it('says that nothing is cheaper', () => {
    assert.deepEqual(adviceSentences(advice({})), [
      '65 settings compared.',
      'A setting is listed if no other one is better in one figure and at least as good in the others.',
      'The current setting is the cheapest with at most 1% of requests hitting a cold start.',
    ]);
    // A saving that would be printed as $0.00 is none.
    assert.match(last({ cheapest: cheap, saves: 0.004 }), /It costs the same per month\.$/);
  });

  it('never calls one setting the cheapest and beaten', () => {
    const [said, ...more] = adviceSentences(advice({ currentIsBest: false })).slice(2);
    assert.match(said!, /^The current setting is the cheapest/);
    assert.deepEqual(more, []);
  });

  it('rounds a target that hardly is more than none up', () => {
    assert.match(last({ target: 2e-13 }), /with at most 0\.001% of requests/);
    assert.match(last({ target: 0 }), /with at most 0% of requests/);
  });

  it('says what another setting saves, or costs', () => {
    assert.equal(
      last({ target: 0.1, cheapest: cheap, saves: 300 }),
      'Cheapest with at most 10% of requests hitting a cold start: min_containers=0 and scaledown_window=60. It saves $300.00 per month.',
    );
    assert.match(
      last({ current: cheap, cheapest: warm, saves: -300 }),
      /\. It costs \$300\.00 more per month\.$/,
    );
  });

  it('says that no setting meets the target, and that the current one is not on the frontier', () => {
    assert.equal(
      last({ cheapest: null, saves: null, target: 0.001 }),
      'No setting keeps cold starts at or below 0.1% of requests.',
    );
    assert.match(
      last({ current: beaten, currentIsBest: false }),
      /^The current setting is beaten: another one is better in one figure/,
    );
  });

  it('does not say what is better where the books disagree on it', () => {
    const books = [
      { bookId: listBook.id, lineage: listBook.lineage, nowUsd: 2, thenUsd: 1 },
      { bookId: reviewBook.id, lineage: reviewBook.lineage, nowUsd: 1, thenUsd: 2 },
    ] as const;
    const withheld = { point: cheap, books };
    assert.match(
      last({ current: beaten, currentIsBest: false, cheapest: null, saves: null, withheld }),
      /^No setting is recommended .* because the price books disagree/,
    );
  });

  it('says of a wait that it is not known, or that there is none', () => {
    const known = { ...warm, addedWait: 0.5, addedWaitP95: 2 };
    const rows = adviceRows(
      advice({ current: cheap, frontier: [{ ...known, addedWait: 0, addedWaitP95: 0 }, cheap, known] }),
    );
    assert.deepEqual(
      rows.map((cells) => cells.slice(-2)),
      [
        ['none', 'none'],
        ['2 s', 'not known'],
        ['0.5 s', '2 s'],
      ],
    );
  });

  it('has a row for each setting, with the current one in order of cost', () => {
    assert.deepEqual(adviceRows(advice({ current: beaten, currentIsBest: false, cheapest: cheap })), [
      ['cheapest', '0', '1 min', '$100.00', '10%', '2 s'],
      ['', '1', '1 min', '$400.00', '1%', '0.2 s'],
      ['now', '2', '2 s', '$700.00', '5%', '1 s'],
    ]);
    assert.equal(adviceRows(advice({ cheapest: warm }))[1]![0], 'now, cheapest');
  });

  it('is a table in Markdown', () => {
    const lines = adviceMarkdown(advice({})).split('\n');
    assert.equal(lines[0], '|  | min_containers | scaledown_window | month $ | cold starts | added wait |');
    assert.equal(lines[1], '|:--|--:|--:|--:|--:|--:|');
    assert.equal(lines[3], '| now, cheapest | 1 | 1 min | $400.00 | 1% | 0.2 s |');
  });
});
