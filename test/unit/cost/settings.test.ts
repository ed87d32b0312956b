import { strict as assert } from 'node:assert';
import { settingsOf, type SubjectSettings } from '../../../src/core/cost/subjectSettings';
import { scanText } from '../../support/python';

async function settings(args: string, above = ''): Promise<SubjectSettings> {
  const text = `import modal\napp = modal.App()\n@app.function(${args})\n${above}def f(): ...\n`;
  return settingsOf((await scanText(text)).declarations[0]!);
}

describe('the settings of a declaration', () => {
  it('are Modal’s defaults if the code sets nothing', async () => {
    const { minContainers, maxContainers, scaledownWindow, clusterSize, timeout, ...others } =
      await settings('');
    assert.deepEqual(
      [minContainers, maxContainers, scaledownWindow, clusterSize, timeout].map(({ first }) => first),
      [0, null, 60, 1, 300],
    );
    assert.equal(others.attempts.interval?.high, 1);
    assert.deepEqual([others.singleUse, others.schedule], [false, undefined]);
  });

  it('are read under their old names, with the first of several values', async () => {
    const { minContainers, scaledownWindow, singleUse } = await settings(
      'keep_warm=3 if X else 1, container_idle_timeout=300, single_use_containers=q()',
    );
    assert.deepEqual([minContainers.first, minContainers.interval], [3, { low: 1, high: 3 }]);
    assert.equal(scaledownWindow.first, 300);
    assert.equal(singleUse, undefined);
  });

  it('count the containers of a cluster, and treat a schedule of None as none', async () => {
    const { clusterSize, schedule } = await settings('schedule=None', '@modal.experimental.clustered(4)\n');
    assert.deepEqual([clusterSize.first, schedule], [4, undefined]);
    assert.equal((await settings('schedule=modal.Period(days=1)')).schedule?.status, 'known');
  });
});
