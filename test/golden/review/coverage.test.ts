import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { gpuAnswer, gpuReport } from '../../../src/core/render/gpus/gpuReport';
import { providerReport } from '../../../src/core/render/providers/providerReport';
import { reviewFor } from '../../../src/core/render/providers/reviewInBook';

const page = readFileSync('docs/review-coverage.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:The review +\||-)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const context = { book: reviewBook, list: listBook, hoursPerMonth: 720 };

describe('docs/review-coverage.md', () => {
  it('names a test that exists in each row but that of the photograph', () => {
    const untested = rows.filter(([, , , test = '']) => !/^`[^`]+`$/.test(test));
    assert.deepEqual(
      untested.map(([, what = '']) => what.slice(0, 7)),
      ['FIG 1.0'],
    );
    for (const [, , , test = ''] of rows) if (test !== '') assert.ok(existsSync(test.slice(1, -1)), test);
  });

  it('names sections of the pages as they are called there', () => {
    const titles = [...providerReport({ context }).sections, ...gpuReport(gpuAnswer(context)).sections].map(
      ({ title }) => title,
    );
    for (const title of titles) {
      const isNamed = page.includes(title) || title === 'Sources' || title === 'Free tier';
      assert.ok(isNamed || title.startsWith('Cost to performance'), title);
    }
  });

  it('has every question of the review', () => {
    for (const { question } of reviewFor(context).review.summary.questions)
      assert.ok(page.includes(question), question);
  });
});
