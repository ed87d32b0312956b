import { strict as assert } from 'node:assert';
import { check } from '../../../src/core/review/gate';
import { reviewChange } from '../../../src/core/review/reviewChange';
import { pricedText } from '../../support/pricedText';
import { registration, SPELLINGS } from '../../support/registrationSpellings';

/** Four warm containers of eight H100 by Modal's list, all month: 4 × (8 × $0.001097 + 0.125 core + 128 MiB) × 730 h. */
const WARM_MONTH = 92_273.44;

describe('a T4 that becomes eight H100 with four containers kept warm', () => {
  for (const spelling of Object.keys(SPELLINGS)) {
    it(`costs what it adds, and fails the check: ${spelling}`, async () => {
      const before = await pricedText(registration(spelling, 'gpu="T4"'));
      const after = await pricedText(registration(spelling, 'gpu="H100:8", min_containers=4'));
      const change = reviewChange(before, after);
      assert.deepEqual(
        change.changes.map(({ kind, causes }) => [kind, causes.map((each) => 'name' in each && each.name)]),
        [['changed', ['gpu', 'min_containers']]],
      );
      assert.ok(
        Math.abs(change.difference.delta.likely - WARM_MONTH) < 0.01,
        String(change.difference.delta.likely),
      );
      assert.equal(check(after, change, { failAbove: 1_000 }).passes, false);
      assert.ok(change.findings.findings.some(({ rule }) => rule === 'warm-gpu'));
    });
  }

  it('is the same declaration, however each side is written', async () => {
    const decorated = await pricedText(registration('a decorator', 'gpu="T4"'));
    for (const spelling of Object.keys(SPELLINGS).filter(
      (each) => !/class|server|around a decorator/.test(each),
    )) {
      const called = await pricedText(registration(spelling, 'gpu="T4"'));
      const { diff } = reviewChange(decorated, called);
      const kinds = diff.changes.map(({ kind }) => kind).filter((kind) => kind !== 'changed');
      assert.deepEqual(kinds, [], spelling);
    }
  });
});

describe('a declaration in a loop that only a run knows', () => {
  const TEXT = `def work(x): ...
for task in open("tasks"):
    # modal-cost: requests_per_day=100 seconds_per_request=1
    app.function(gpu="T4", min_containers=1, name=task)(work)
`;

  it('costs its figures or more', async () => {
    const { assessments } = await pricedText(TEXT);
    const [{ estimate, month }] = assessments as [(typeof assessments)[number]];
    assert.equal(estimate.subject.type === 'declaration' && estimate.subject.count, null);
    assert.equal(month?.status === 'known' && month.countUnknown, true);
    const result = check(await pricedText(TEXT), null, {
      failAbove: 1_000_000,
      failOnUnknown: true,
    });
    assert.equal(result.passes, false, 'how much is unknown');
  });
});
