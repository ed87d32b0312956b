import { strict as assert } from 'node:assert';
import { actualCosts } from '../../../src/core/bill/actualCosts';
import { billOf, type Period } from '../../../src/core/bill/bill';
import { readBillFile } from '../../../src/core/bill/readBillFile';
import { billHoverLine, type HoverBill } from '../../../src/core/render/billHover';
import { inPeriodText, monthOf, shortPeriodText } from '../../../src/core/render/billPeriod';
import { placeHover } from '../../../src/core/render/severalHover';
import { reportLine } from '../../../src/core/render/words/billWords';
import { assessText } from '../review/findings/support';

const at = (text: string): number => Date.parse(text) / 1000;
const period = (start: string, end: string): Period => ({ start: at(start), end: at(end) });

describe('the time of a bill', () => {
  it('is a month by its name, by the clock of any zone', () => {
    const months = [
      period('2026-10-01T00:00Z', '2026-11-01T00:00Z'),
      // Berlin and Los Angeles, where the clock changes, and Auckland.
      period('2026-10-01T00:00+02:00', '2026-11-01T00:00+01:00'),
      period('2026-10-01T00:00-07:00', '2026-11-01T00:00-07:00'),
      period('2026-10-01T00:00+13:00', '2026-11-01T00:00+13:00'),
    ];
    assert.deepEqual(months.slice(0, 3).map(inPeriodText), [
      'in October 2026',
      'in October 2026',
      'in October 2026',
    ]);
    assert.equal(shortPeriodText(months[0]!), 'October 2026');
    assert.equal(inPeriodText(period('2026-02-01T00:00Z', '2026-03-01T00:00Z')), 'in February 2026');
  });

  it('is given by its days where it is none', () => {
    assert.equal(
      inPeriodText(period('2026-10-01T00:00Z', '2026-10-25T00:00Z')),
      'from 2026-10-01 to 2026-10-24',
    );
    assert.equal(inPeriodText(period('2026-10-01T00:00Z', '2026-10-02T00:00Z')), 'on 2026-10-01');
    assert.equal(monthOf(period('2026-10-01T05:00Z', '2026-11-01T00:00Z')), null);
    assert.equal(monthOf(period('2026-09-01T00:00Z', '2026-11-01T00:00Z')), null);
  });

  it('is last month’s in the line to run', () => {
    assert.match(reportLine('2026-11-27'), /^modal billing report --start 2026-10-01 --end 2026-11-01 /);
    assert.match(reportLine('2026-01-02'), / --start 2025-12-01 --end 2026-01-01 /);
  });
});

describe('the actual line of a hover', () => {
  const CODE = `import modal
app = modal.App("llama")
# modal-cost: requests_per_day=2000 seconds_per_request=1
@app.function(gpu="H100")
def generate(): ...
`;
  const billOfDays = (days: number, ...environments: readonly string[]): HoverBill => {
    const rows = [...Array(days).keys()].flatMap((i) =>
      environments.map((environment) => ({
        object_id: 'ap-1',
        description: 'llama',
        environment,
        interval_start: `2026-10-${String(i + 1).padStart(2, '0')}`,
        cost: '10',
      })),
    );
    const bill = billOf([{ file: 'r', reading: readBillFile(JSON.stringify(rows)) }]);
    return { apps: actualCosts(bill).apps, period: bill.period! };
  };

  it('names the app, the month, and the estimate of the declaration', async () => {
    const [assessment] = await assessText(CODE);
    const line = billHoverLine(billOfDays(31, 'main'), assessment!);
    assert.match(
      line,
      /^\*\*Actual:\*\* \$310\.00 in October 2026 \(app `llama`\); this estimate: \$126 per month\.$/,
    );
    assert.ok(placeHover([assessment!], null, {}, undefined, billOfDays(31, 'main')).includes(line));
  });

  it('scales what is no month, and has an amount for each environment', async () => {
    const [assessment] = await assessText(CODE);
    assert.match(
      billHoverLine(billOfDays(10, 'main', 'dev'), assessment!),
      /^\*\*Actual:\*\* \$100\.00 in `main`, \$100\.00 in `dev` from 2026-10-01 to 2026-10-10 \(app `llama`; \$600\.00 per month\)/,
    );
  });

  it('says that a report ended long ago, and nothing of an app that is not on it', async () => {
    const [assessment] = await assessText(CODE);
    const context = { ...assessment!.estimate.context, today: '2026-11-27' };
    const late = { ...assessment!, estimate: { ...assessment!.estimate, context } };
    assert.match(
      billHoverLine(billOfDays(31, 'main'), late),
      /The report ends on 2026-10-31, 26 days ago\.$/,
    );
    assert.equal(billHoverLine({ ...billOfDays(31, 'main'), apps: [] }, assessment!), '');
  });
});
