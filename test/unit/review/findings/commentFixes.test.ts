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

  it('of one that is above no declaration move it to one without, or remove it', async () => {
    const stray = '# modal-cost: requests_per_day=5 seconds_per_request=1';
    const used = '# modal-cost: requests_per_day=7 seconds_per_request=1';
    const fixesIn = async (text: string): Promise<string[]> => {
      const { report } = await reviewText(`${HEAD}${text}`);
      return report.findings
        .filter(({ rule }) => rule === 'usage-comment')
        .flatMap(({ fixes }) => fixes.map(fixTitle));
    };
    const remove = 'Remove “# modal-cost: requests_per_day=5 second…”';
    const g = FUNCTION.replace('f()', 'g()');
    assert.deepEqual(await fixesIn(`${stray}\nX = 1\n${FUNCTION}`), ['Move to f', remove]);
    assert.deepEqual(await fixesIn(`${g}X = 1\n${stray}\nY = 1\n${FUNCTION}`), [
      'Move to f',
      'Move to g',
      remove,
    ]);
    // What has a usage comment of its own needs no other.
    assert.deepEqual(await fixesIn(`${stray}\nX = 1\n${used}\n${FUNCTION}`), [remove]);
    assert.deepEqual(await fixesIn(`${FUNCTION}    ${stray}\n`), ['Move to f', remove]);
  });

  it('move a comment to the line of the first decorator, as far in', async () => {
    const text = `${HEAD}# modal-cost: requests_per_day=5\nX = 1\nif X:\n    @modal.batched(max_batch_size=2, wait_ms=9)\n    @app.function(gpu="H100")\n    def f(): ...\n`;
    const { report } = await reviewText(text);
    const [fix] = report.findings.find(({ rule }) => rule === 'usage-comment')!.fixes;
    assert.ok(fix?.kind === 'moveComment');
    assert.deepEqual(
      [fix.range.start, fix.to, fix.text],
      [{ line: 2, column: 0 }, { line: 5, column: 4 }, '# modal-cost: requests_per_day=5'],
    );
  });
});
