import { strict as assert } from 'node:assert';
import { providerCosts } from '../../../src/core/cost/comparison/providerCosts';
import { meanUptime, netSentiment, weightedScore } from '../../../src/core/cost/reviewFigures';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { cell, figure, printed } from './figures';

const review = reviewBook.review!;

/** What the review prints, and the same in the book. */
describe('what the book reports of the review', () => {
  const dimensions = ['throughput', 'pricing', 'software', 'latency', 'trust', 'support', 'spot', 'regions'];
  it('has the scorecard', () => {
    assert.deepEqual(
      review.scorecard.dimensions.map(({ weightPercent, score }) => [weightPercent, score]),
      dimensions.map((id) => [cell(`score.${id}`, 'weight'), cell(`score.${id}`, 'score')]),
    );
    const { total, rank, reviews } = review.scorecard;
    assert.deepEqual([total, rank, reviews], ['score.total', 'score.rank', 'reviews'].map(printed));
    assert.equal(Math.round(weightedScore(review.scorecard)!), printed('score.total'));
  });

  it('has the uptime of each quarter', () => {
    const quarters = ['2024q4', '2025q1', '2025q2', '2025q3', '2025q4', '2026q1'].map((id) => `uptime.${id}`);
    assert.deepEqual(
      review.uptime.periods.map(({ percent, incidents }) => [percent, incidents]),
      quarters.map((id) => [cell(id, 'uptime'), cell(id, 'incidents')]),
    );
    assert.deepEqual(
      [review.uptime.slaPercent, review.uptime.blendPercent],
      [printed('uptime.sla'), printed('uptime.blend')],
    );
    assert.equal(meanUptime(review.uptime)?.toFixed(6), figure('uptime.blend').recomputed?.toString());
  });

  it('has the sentiment of each source', () => {
    const { rows, mentions, net, months } = review.sentiment;
    assert.deepEqual(
      rows.map(({ mentions: n, positive, negative }) => [n, positive, negative]),
      ['hn', 'rml', 'x', 'discord'].map((id) => ['n', 'pos', 'neg'].map((of) => cell(`sent.${id}`, of))),
    );
    assert.deepEqual([mentions, net, months], ['sent.total', 'sent.net', 'sent.months'].map(printed));
    assert.equal(netSentiment(review.sentiment)?.toFixed(6), figure('sent.net').recomputed?.toString());
  });

  it('has every cell of the benchmark matrix', () => {
    const rows = ['cold_nowarm', 'cold_warm', 'p50', 'toks', 'deploy', 'image'];
    const columns = ['modal', 'runpod', 'replicate', 'lambda'];
    const ids = review.benchmarks.rows.map(({ cells }) =>
      cells.map((each) => ('measurement' in each ? each.measurement : null)),
    );
    assert.deepEqual(
      ids.map((cells, row) =>
        cells.map((id, column) => id ?? `bench.${rows[row]}.${columns[column]}: words`),
      ),
      rows.map((row) =>
        columns.map((column) => {
          const id = `bench.${row}.${column}`;
          return reviewBook.measurements.some((each) => each.id === id) ? id : `${id}: words`;
        }),
      ),
    );
    for (const id of ids.flat())
      if (id !== null)
        assert.equal(reviewBook.measurements.find((each) => each.id === id)?.figure.value, printed(id));
  });

  it('has the printed rows of cost to performance, and computes those that have a price', () => {
    const { printed: rows } = review.costToPerformance;
    const names = ['modal20', 'modal40', 'modal80', 'runpod30', 'lambda'];
    assert.deepEqual(
      rows.map(({ usdPerHour, usdPerMillion }) => [usdPerHour, usdPerMillion]),
      names.map((name) => [printed(`mtok.${name}.hr`), printed(`mtok.${name}.usd`)]),
    );
    assert.deepEqual(
      rows.slice(0, 4).map(({ versus }) => versus),
      names.slice(0, 4).map((name) => printed(`mtok.${name}.vs`)),
    );
    const { rows: computed, baseline } = providerCosts(
      { book: reviewBook, list: listBook },
      review,
      reviewBook,
    );
    assert.equal(baseline?.id, 'lambda-h100-reserved');
    for (const { cost, printed: row } of computed) {
      if (!cost || !row) continue;
      assert.ok(Math.abs(cost.effectivePerHour - row.usdPerHour) < 0.005);
      assert.ok(Math.abs(cost.tokens!.reviewPerMillion - row.usdPerMillion) < 0.001);
      if (row.versus !== null) assert.ok(Math.abs(cost.versus! * 100 - row.versus) < 1);
    }
  });

  it('has the times of FIG 5.0 and of the text', () => {
    const seconds = review.timings.rows.map((row) => row.seconds);
    assert.deepEqual(seconds.slice(3), [
      ...['dev.live', 'fig50.deploy_real', 'fig50.imgbuild', 'fig50.cold_est', 'fig50.curl_real'].map(
        printed,
      ),
      figure('dev.serve').value,
    ]);
    assert.deepEqual(
      ['dev.e2e.modal', 'dev.e2e.runpod', 'dev.e2e.lambda'].map((id) => figure(id).value),
      ['11m40s', '47m', '2h18m'],
    );
    assert.deepEqual(seconds.slice(0, 3), [11 * 60 + 40, 47 * 60, (2 * 60 + 18) * 60]);
  });

  it('cites a source with a date in every section, and Modal’s own where that says otherwise', () => {
    const found = contradictions(review);
    assert.ok(found.length >= 10);
    for (const { source, date } of found) {
      assert.match(source, /^modal-/);
      assert.equal(reviewBook.sources[source]?.date, date);
    }
  });
});

/** Every `otherwise` in a value, at any depth. */
function contradictions(value: unknown): { source: string; date: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    name === 'otherwise' ? [item as { source: string; date: string }] : contradictions(item),
  );
}
