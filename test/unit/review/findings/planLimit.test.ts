import { strict as assert } from 'node:assert';
import { reviewBook } from '../../../../src/core/pricing/bundled';
import { findingText, relatedText } from '../../../../src/core/render/words/findingsText';
import type { Finding } from '../../../../src/core/review/findings/finding';
import { pricedText, type PricedOptions } from '../../../support/pricedText';

const one = (keywords: string, name = 'f'): string => `@app.function(${keywords})\ndef ${name}(): ...\n`;

async function over(text: string, options: PricedOptions = {}): Promise<Finding[]> {
  const { report } = await pricedText(text, options);
  return report.findings.filter(({ rule }) => rule === 'plan-limit');
}
const texts = async (text: string, options: PricedOptions = {}): Promise<string[]> =>
  (await over(text, options)).map(findingText);

const HINT = 'If the workspace has another plan, set "plan" in modal-cost.json.';

describe('the limits of a plan', () => {
  it('are exceeded by one declaration with more GPUs than 10 on Starter', async () => {
    assert.deepEqual(await texts(one('gpu="H100:2", max_containers=6')), [
      `f may use 12 GPUs at once (max_containers), but the Starter plan allows 10. ${HINT}`,
    ]);
    assert.deepEqual(await texts(one('gpu="H100:2", max_containers=5')), []);
    assert.deepEqual(await texts(one('gpu="H100:4", min_containers=3')), [
      `f keeps 12 GPUs warm (min_containers), but the Starter plan allows 10 GPUs at once. ${HINT}`,
    ]);
  });

  it('are exceeded by one declaration with more containers than 100', async () => {
    assert.deepEqual(await texts(one('max_containers=101')), [
      `f may run 101 containers at once (max_containers), but the Starter plan allows 100. ${HINT}`,
    ]);
    assert.deepEqual(await texts(one('min_containers=101')), [
      `f keeps 101 containers warm (min_containers), but the Starter plan allows 100 containers at once. ${HINT}`,
    ]);
    assert.deepEqual(await texts(one('max_containers=100')), []);
  });

  it('are those of the plan that the team file names', async () => {
    const team = { plan: 'team' };
    assert.deepEqual(await texts(one('gpu="H100:2", max_containers=25'), { team }), []);
    assert.deepEqual(await texts(one('gpu="H100:2", max_containers=26'), { team }), [
      'f may use 52 GPUs at once (max_containers), but the Team plan allows 50.',
    ]);
    assert.deepEqual(await texts(one('max_containers=5000'), { team }), []);
    assert.equal((await texts(one('max_containers=5001'), { team })).length, 1);
  });

  it('are unknown by contract, for a plan that the book does not have, and in the review', async () => {
    const many = one('gpu="H100:8", max_containers=9000');
    assert.deepEqual(await texts(many, { team: { plan: 'Enterprise' } }), []);
    assert.deepEqual(await texts(many, { team: { plan: 'Gold' } }), []);
    assert.deepEqual(await texts(many, { book: reviewBook }), []);
  });

  const together =
    one('gpu="H100:4", min_containers=2', 'a') + one('gpu=["L4", "B200:2"], min_containers=2', 'b');

  it('are exceeded by the warm containers of the whole workspace, at the largest of them', async () => {
    const [found, ...more] = await over(together);
    assert.deepEqual(more, []);
    // 2 × 4 + 2 × (1 to 2)
    assert.equal(
      findingText(found!),
      `The workspace keeps 10–12 GPUs warm, but the Starter plan allows 10 GPUs at once. ${HINT}`,
    );
    assert.deepEqual([found!.file, found!.subject, found!.severity], ['app.py', null, 'warning']);
    assert.equal(found!.range.start.line, 2);
    assert.deepEqual(found!.related.map(relatedText), ['a: 8 GPUs warm', 'b: 2–4 GPUs warm']);
    assert.deepEqual(found!.figure, { value: 12, unit: 'GPUs', limit: 10 });
  });

  it('are only judged together where all of the workspace is known', async () => {
    assert.deepEqual(await texts(together, { whole: false }), []);
  });

  it('stand at the plan in the team file if that names one', async () => {
    const [found] = await over(together, { team: { plan: 'Starter' } });
    assert.equal(found!.file, 'modal-cost.json');
    // {, "version": 1, "plan": "Starter"
    assert.deepEqual(found!.range, { start: { line: 2, column: 10 }, end: { line: 2, column: 19 } });
    assert.equal(
      findingText(found!),
      'The workspace keeps 10–12 GPUs warm, but the Starter plan allows 10 GPUs at once.',
    );
  });

  it('say how many declarations are not included', async () => {
    const text = `import os\n${together}${one('gpu="T4", min_containers=int(os.environ["N"])', 'c')}`;
    assert.match((await texts(text)).join(), /1 declaration with an unknown number is not included\./);
  });
});
