/** What rules find at calls that change a declaration. */
import { strict as assert } from 'node:assert';
import { listBook } from '../../../../src/core/pricing/bundled';
import { pricedText } from '../../../support/pricedText';
import { findingText } from '../../../../src/core/render/words/findingsText';

/** `rule line: words` of each finding of a code below two lines. */
async function found(code: string): Promise<string[]> {
  const { report } = await pricedText(code, { book: listBook });
  return report.findings
    .filter(({ rule }) => rule !== 'no-ceiling')
    .map((each) => `${each.rule} ${each.range.start.line + 1}: ${findingText(each)}`);
}

const SERVE = '@app.function(gpu="H100")\ndef serve(): ...\n';

describe('findings at calls', () => {
  it('are at the call that keeps GPUs warm, and not at the declaration too', async () => {
    const [only, ...more] = await found(`${SERVE}serve.update_autoscaler(min_containers=4)\n`);
    assert.match(
      only!,
      /^warm-gpu 5: This call on serve keeps 4 containers of H100 warm all month: \$11,552 before/,
    );
    assert.deepEqual(more, []);
  });

  it('are at the declaration for what it keeps warm itself', async () => {
    const all = await found(
      '@app.function(gpu="H100", min_containers=1)\ndef serve(): ...\nserve.update_autoscaler(min_containers=0)\n',
    );
    assert.equal(all.length, 1);
    assert.match(all[0]!, /^warm-gpu 3: serve keeps 1 container of H100 warm all month: \$2,888 before/);
  });

  it('have the old name of a call and its warm pool', async () => {
    const all = await found(`${SERVE}serve.keep_warm(1)\n`);
    assert.deepEqual(
      all.map((each) => each.split(':')[0]),
      ['old-name 5', 'warm-gpu 5'],
    );
  });

  it('count the warm hours of a schedule', async () => {
    const all = await found(
      `${SERVE}@app.function(schedule=modal.Cron("0 9 * * *"))\ndef on():\n  serve.update_autoscaler(min_containers=4)\n@app.function(schedule=modal.Cron("0 18 * * *"))\ndef off():\n  serve.update_autoscaler(min_containers=0)\n`,
    );
    assert.equal(all.length, 1);
    assert.match(all[0]!, /keeps 4 containers of H100 warm for 63 h a week: \$4,332 per month/);
  });

  it('do not repeat what a call takes over from the declaration', async () => {
    const bad = '@app.function(gpu="NOPE", memory=1024.5, keep_warm=0)\ndef bad(): ...\n';
    const alone = await found(bad);
    assert.deepEqual(await found(`${bad}bad.with_options(timeout=60, cpu=2)\n`), alone);
    const wrong = await found(`${SERVE}serve.with_options(gpu="NOPE")\n`);
    assert.deepEqual(
      wrong.map((each) => each.split(':')[0]),
      ['no-price 5'],
    );
  });
});
