import { strict as assert } from 'node:assert';
import { optionEnds } from '../../../src/core/cost/optionEnds';
import { figureRows } from '../../../src/core/render/arithmetic';
import { declarationHover } from '../../../src/core/render/hoverText';
import { lensTooltip } from '../../../src/core/render/lensTitle';
import { pricedText } from '../../support/pricedText';

const of = async (gpu: string): Promise<Awaited<ReturnType<typeof pricedText>>['assessments'][number]> =>
  (await pricedText(`import os\n@app.function(gpu=${gpu}, max_containers=2)\ndef f(): ...\n`))
    .assessments[0]!;

describe('the ends of a range of GPU options', () => {
  it('are named: H100! is the cheapest of three, B200 the most expensive', async () => {
    // 3.95, 4.54 and 6.25 USD per hour
    const assessment = await of('["B200", "H100!", "H200"]');
    assert.deepEqual(optionEnds(assessment.estimate), { cheapest: 'H100!', dearest: 'B200' });
    assert.match(lensTooltip(assessment), /^A range: from H100! to B200\.$/m);
    const note = 'While they run, `H100!` is the cheapest GPU option and `B200` the most expensive.';
    assert.ok(declarationHover(assessment).includes(`- ${note}`));
    const rows = figureRows(assessment.estimate).filter(({ figure }) => /ceiling|call/.test(figure));
    assert.equal(rows.length, 2);
    for (const { arithmetic } of rows) assert.match(arithmetic, /\/h \(H100! to B200\)$/);
  });

  it('are none for one option, for two of one price, and without prices', async () => {
    for (const gpu of ['"H100"', '["A10", "A10"]', 'os.environ["GPU"]', '["QUANTUM9", "QUANTUM10"]']) {
      const assessment = await of(gpu);
      assert.equal(optionEnds(assessment.estimate), null, gpu);
      assert.doesNotMatch(declarationHover(assessment), /cheapest GPU option/);
    }
  });

  it('are not what another value makes a range of', async () => {
    const text = '@app.function(gpu="H100", region="jp")\ndef f(): ...\n';
    const [assessment] = (await pricedText(text)).assessments;
    assert.match(lensTooltip(assessment!), /^A range: several values are possible\.$/m);
  });
});
