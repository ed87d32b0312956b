import { strict as assert } from 'node:assert';
import type { FindingFix } from '../../../../src/core/review/findings/finding';
import { fixTitle } from '../../../../src/core/render/words/findingsText';
import { reviewText } from './support';

const FUNCTION = '@app.function(gpu="H100")\ndef f(): ...\n';
const HEAD = 'import modal\napp = modal.App("a")\n';

/** The best fix of each bad part of a comment: its title, and the line with it. */
async function fixed(line: string): Promise<[string, string][]> {
  const { report } = await reviewText(`${HEAD}${line}\n${FUNCTION}`);
  return report.findings
    .filter(({ rule }) => rule === 'usage-comment' || rule === 'ignore-comment')
    .map(({ fixes: [fix] }) => [fix ? fixTitle(fix) : '', fix ? applied(line, fix) : line]);
}

function applied(line: string, fix: FindingFix): string {
  if (fix.kind !== 'comment') return fix.kind;
  const { start, end } = fix.range;
  assert.equal(line.slice(start.column, end.column).trim(), fix.old);
  return line.slice(0, start.column) + fix.text + line.slice(end.column);
}

describe('fixes of comments', () => {
  it('write what was meant', async () => {
    for (const [line, ...expected] of [
      ['# modal cost: requests_per_day=5', ['Change to # modal-cost:', '# modal-cost: requests_per_day=5']],
      ['#modal-costs requests_per_day=5', ['Change to # modal-cost:', '# modal-cost: requests_per_day=5']],
      ['# modal-cost requests_per_day=5', ['Change to # modal-cost:', '# modal-cost: requests_per_day=5']],
      [
        '# modal-cost: request_per_day=5',
        ['Change to requests_per_day=5', '# modal-cost: requests_per_day=5'],
      ],
      [
        '# modal-cost: seconds_per_request=200ms  # May',
        ['Change to seconds_per_request=0.2', '# modal-cost: seconds_per_request=0.2  # May'],
      ],
      [
        '# modal-cost: seconds_per_request=2 min',
        ['Change to seconds_per_request=120', '# modal-cost: seconds_per_request=120'],
      ],
      [
        '# modal-cost: requests_per_day=5,000',
        ['Change to requests_per_day=5000', '# modal-cost: requests_per_day=5000'],
      ],
      [
        '# modal-cost: requests_per_day=5k',
        ['Change to requests_per_day=5000', '# modal-cost: requests_per_day=5000'],
      ],
      ['# modal-cost: burst_minutes=90s', ['Change to burst_minutes=1.5', '# modal-cost: burst_minutes=1.5']],
      [
        '# modal-cost: active_hours_per_day=8h',
        ['Change to active_hours_per_day=8', '# modal-cost: active_hours_per_day=8'],
      ],
      ['# modal-cost: concurrency=2 colour=red', ['Remove “colour=red”', '# modal-cost: concurrency=2']],
      [
        '# modal-cost: concurrency=2 concurrency=3',
        ['Remove “concurrency=3”', '# modal-cost: concurrency=2'],
      ],
      ['# modal-cost: requests_per_day', ['Set requests_per_day…', 'usage']],
      ['# modal-cost: requests_per_day=-5', ['Set requests_per_day…', 'usage']],
      ['# modal-cost:', ['Set the usage…', 'usage']],
      [
        '# modal-cost: ignore warm-gpus for May',
        ['Change to warm-gpu', '# modal-cost: ignore warm-gpu for May'],
      ],
    ] as const)
      assert.deepEqual(await fixed(line), expected, line);
  });
});
