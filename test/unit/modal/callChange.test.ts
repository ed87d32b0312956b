import { strict as assert } from 'node:assert';
import { isStep } from '../../../src/core/modal/callChange';
import { scanModule } from '../../../src/core/modal/scan';
import { PythonModule } from '../../../src/core/python/module';
import { loadParser } from '../../support/python';

describe('a chain of calls', () => {
  it('is shown by its last one alone', async () => {
    const text =
      'import modal\napp = modal.App("a")\n@app.cls(gpu="T4")\nclass Worker: ...\n' +
      'Worker.with_options(gpu="H100").with_concurrency(max_inputs=4)\n' +
      'big = Worker.with_options(gpu="H200")\nbig.with_batching(max_batch_size=2)\nWorker().update_autoscaler(min_containers=1)\n';
    const tree = (await loadParser()).parse(text)!;
    const { callSites } = scanModule(new PythonModule('app.py', text, tree.rootNode));
    assert.deepEqual(
      callSites.map((each) => [each.text.slice(0, 24), isStep(each)]),
      [
        ['Worker.with_options(gpu=', true],
        ['Worker.with_options(gpu=', false],
        ['Worker.with_options(gpu=', false],
        ['big.with_batching(max_ba', false],
        ['Worker().update_autoscal', false],
      ],
    );
    tree.delete();
  });
});
