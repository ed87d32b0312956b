import { strict as assert } from 'node:assert';
import { total } from '../../../src/core/cost/estimateTotal';
import { parametersOf } from '../../../src/core/modal/parameters';
import { check } from '../../../src/core/review/gate';
import { scanText } from '../../support/python';
import { pricedText } from '../../support/pricedText';

const READS = 'OPTIONS = read()\n';
const SPELLINGS = {
  'a decorator': '@app.function(gpu="T4", timeout=60, **OPTIONS)\ndef work(x): ...\n',
  'a call': 'def work(x): ...\napp.function(gpu="T4", timeout=60, **OPTIONS)(work)\n',
  'a partial':
    'from functools import partial\n@partial(app.function, **OPTIONS)(gpu="T4", timeout=60)\ndef work(x): ...\n',
  'a helper':
    'def on_gpu(**kw):\n    return app.function(gpu="T4", timeout=60, **kw)\n@on_gpu(**OPTIONS)\ndef work(x): ...\n',
};

describe('a spread that cannot be read', () => {
  for (const [spelling, code] of Object.entries(SPELLINGS)) {
    it(`may set every parameter that is not written out: ${spelling}`, async () => {
      const { declarations } = await scanText(`import modal\napp = modal.App()\n${READS}${code}`);
      const [{ gpu, params }] = declarations as [(typeof declarations)[number]];
      assert.equal(gpu.status, 'known');
      assert.equal(params.timeout?.status, 'known');
      for (const name of parametersOf('function')) {
        if (name === 'gpu' || name === 'timeout') continue;
        assert.equal(params[name]?.reason?.kind, 'mayComeFromSpread', name);
      }
    });

    it(`leaves the warm floor and the month unknown: ${spelling}`, async () => {
      const usage = '# modal-cost: requests_per_day=100 seconds_per_request=1\n';
      const at = code.lastIndexOf('\n@') < 0 ? code.search(/^(@|app)/m) : code.lastIndexOf('\n@') + 1;
      const text = READS + code.slice(0, at) + usage + code.slice(at);
      const priced = await pricedText(text);
      const [{ estimate, month }] = priced.assessments as [(typeof priced.assessments)[number]];
      assert.equal(estimate.floor?.perMonth, null);
      assert.equal(total([estimate]).floorPerMonth, 'unknown');
      assert.deepEqual(month?.status === 'unknown' && month.reason.kind, 'valueNotKnown');
      assert.equal(check(priced, null, { failOnUnknown: true }).passes, false);
      assert.equal(check(priced, null).passes, true);
    });
  }

  it('leaves what comes by a spread that can be read', async () => {
    const code = 'KNOWN = {"min_containers": 2}\n@app.function(**KNOWN, **OPTIONS)\ndef work(x): ...\n';
    const { declarations } = await scanText(`import modal\napp = modal.App()\n${READS}${code}`);
    assert.equal(declarations[0]!.params.min_containers?.value, 2);
    assert.equal(declarations[0]!.params.max_containers?.status, 'unknown');
  });
});
