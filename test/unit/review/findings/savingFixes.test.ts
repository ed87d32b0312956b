/** Quick fixes that change the bill are offered only if they lower it, by the book in use and by the other bundled one. */
import { strict as assert } from 'node:assert';
import type { Draft } from '../../../../src/core/review/findings/finding';
import { costlyWindow, warmCpu, warmGpu } from '../../../../src/core/review/findings/poolRules';
import { activeRule } from '../../../../src/core/review/findings/rules';
import { RuleSubject } from '../../../../src/core/review/findings/ruleSubject';
import { findingText } from '../../../../src/core/render/words/findingsText';
import { listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../../src/core/pricing/schema';
import { priceFunction } from '../../cost/priced';

const RULES = { 'warm-gpu': warmGpu, 'warm-cpu': warmCpu, 'costly-window': costlyWindow };

async function found(
  rule: keyof typeof RULES,
  args: string,
  usage: string,
  book: PriceBook,
): Promise<{ text: string; fixes: string[] }> {
  const on = new RuleSubject(await priceFunction(args, usage, { book }), []);
  const settings = { [rule]: { thresholds: { usdPerMonth: 0, share: 0 } } };
  const drafts: Draft[] = RULES[rule](on, activeRule(rule, [settings]));
  assert.equal(drafts.length, 1);
  const [draft] = drafts;
  const fixes = draft!.fixes.map((fix) => ('value' in fix ? `${fix.parameter}=${fix.value}` : fix.kind));
  return { text: findingText(draft!), fixes };
}

describe('the fix of warm-gpu', () => {
  const warm = 'gpu="H100", min_containers=1, scaledown_window=2';
  const slow = 'requests_per_day=400 seconds_per_request=1 startup_seconds=600';

  it('is offered where both books save, and without usage', async () => {
    for (const book of [listBook, reviewBook])
      for (const usage of ['', 'requests_per_day=400 seconds_per_request=1']) {
        const { text, fixes } = await found('warm-gpu', warm, usage, book);
        assert.deepEqual(fixes, ['min_containers=null']);
        assert.doesNotMatch(text, /Quick Fix|would cost/);
      }
  });

  it('is not offered where start-ups cost more, and the finding says so', async () => {
    const { text, fixes } = await found('warm-gpu', warm, slow, listBook);
    assert.deepEqual(fixes, []);
    assert.match(text, /With this traffic, min_containers=0 would cost \$[\d,.]+ more\.$/);
  });

  it('is not offered where the books disagree, and the finding has the figures of both', async () => {
    const { text, fixes } = await found('warm-gpu', warm, slow, reviewBook);
    assert.deepEqual(fixes, []);
    assert.match(
      text,
      /No Quick Fix: min_containers=0 saves \$[\d,.]+ per month by the 2026 review, but costs/,
    );
    assert.match(text, /more by Modal’s list \(\$[\d,.]+ instead of \$[\d,.]+\)\.$/);
  });
});

describe('the fix of warm-cpu', () => {
  it('is offered only where it saves by both books, and the finding says why not', async () => {
    const warm = 'cpu=32, min_containers=1, scaledown_window=2';
    const usage = 'requests_per_day=400 seconds_per_request=1';
    assert.deepEqual((await found('warm-cpu', warm, usage, listBook)).fixes, ['min_containers=null']);
    const slow = `${usage} startup_seconds=600`;
    const byList = await found('warm-cpu', warm, slow, listBook);
    assert.deepEqual(byList.fixes, []);
    assert.match(byList.text, /With this traffic, min_containers=0 would cost \$[\d,.]+ more\.$/);
    const byReview = await found('warm-cpu', warm, slow, reviewBook);
    assert.deepEqual(byReview.fixes, []);
    assert.match(
      byReview.text,
      /No Quick Fix: min_containers=0 saves \$[\d,.]+ per month by the 2026 review/,
    );
  });
});

describe('the fix of costly-window', () => {
  it('is the start-up time where that saves', async () => {
    const usage = 'requests_per_day=800 seconds_per_request=0.1 startup_seconds=15';
    const { fixes } = await found('costly-window', 'gpu="H100", scaledown_window=60', usage, listBook);
    assert.deepEqual(fixes, ['scaledown_window=15']);
  });

  it('is not offered where more start-ups cost more than the idle time', async () => {
    // A request every 30 s, and a start of 50 s: to stop after 50 s of 60 only adds starts.
    const usage = 'requests_per_day=2880 seconds_per_request=0.1 startup_seconds=50';
    const { text, fixes } = await found('costly-window', 'gpu="H100", scaledown_window=60', usage, listBook);
    assert.deepEqual(fixes, []);
    assert.match(text, /With this traffic, scaledown_window=50 would cost \$[\d,.]+ more\.$/);
  });
});
