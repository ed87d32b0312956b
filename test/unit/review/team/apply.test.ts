import { strict as assert } from 'node:assert';
import { resolveUsage } from '../../../../src/core/cost/usage';
import type { Declaration } from '../../../../src/core/modal/declaration';
import {
  applyValues,
  ignoresFor,
  isTeamValue,
  usageLayersFor,
} from '../../../../src/core/review/team/applyTeam';
import { discountFactor } from '../../../../src/core/pricing/discounts';
import { setTranslate } from '../../../../src/core/render/words/translate';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';
import type { Team } from '../../../../src/core/review/team/team';
import { scanText } from '../../../support/python';

function teamOf(declarations: object): Team {
  const { team, problems } = parseTeamFile(JSON.stringify({ version: 1, declarations }, null, 2));
  assert.deepEqual(problems, []);
  return team;
}

async function declarationOf(decorators: string, file = 'app/serve.py'): Promise<Declaration> {
  const text = `import modal\nfrom settings import cfg\napp = modal.App()\n${decorators}\nclass Model: ...\n`;
  const { declarations } = await scanText(text, file);
  return declarations[0]!;
}

describe('usage of the team file', () => {
  const team = teamOf({
    '**::*': { startup_seconds: 20, requests_per_day: 1 },
    'app/serve.py::Model': { requests_per_day: 800, values: { timeout: 5 } },
    'app/other.py::Model': { requests_per_day: 9 },
    'app/*.py::Model': { values: { timeout: 6 } },
  });

  it('comes field by field from the most specific key, with its line', async () => {
    const declaration = await declarationOf('@app.cls()');
    assert.deepEqual(usageLayersFor(team, declaration), [
      {
        source: 'team',
        values: { requestsPerDay: 800 },
        where: { kind: 'teamFile', line: 8, keys: 2 },
      },
      {
        source: 'team',
        values: { startupSeconds: 20, requestsPerDay: 1 },
        where: { kind: 'teamFile', line: 4, keys: 1 },
      },
    ]);
    const { usage, origins } = resolveUsage(usageLayersFor(team, declaration), 720);
    assert.deepEqual([usage.requestsPerDay, usage.startupSeconds], [800, 20]);
    assert.deepEqual(origins.startupSeconds, {
      source: 'team',
      where: { kind: 'teamFile', line: 4, keys: 1 },
    });
  });

  it('is empty if no key matches', async () => {
    const none = teamOf({ 'a.py::Model': { requests_per_day: 1 } });
    const declaration = await declarationOf('@app.cls()');
    assert.deepEqual(usageLayersFor(none, declaration), []);
    assert.equal(applyValues(none, declaration), declaration);
  });

  it('also finds a nested declaration by its qualified name', async () => {
    const { declarations } = await scanText(
      'import modal\napp = modal.App()\ndef make():\n  @app.function()\n  def f(): ...\n',
    );
    for (const name of ['f', 'make.<locals>.f', 'make*'])
      assert.equal(
        usageLayersFor(teamOf({ [`app.py::${name}`]: { concurrency: 2 } }), declarations[0]!).length,
        1,
        name,
      );
  });
});

describe('values of the team file', () => {
  const team = teamOf({
    'app/serve.py::Model': { values: { gpu: 'H100:2', min_containers: 3, max_containers: 9 } },
    '**::*': { values: { gpu: 'T4', cluster_size: 4, min_containers: 1 } },
  });

  it('replace values that are only known at run time, and say so', async () => {
    const open = await declarationOf('@app.cls(gpu=cfg.gpu, min_containers=cfg.warm, max_containers=2)');
    const { gpu, params } = applyValues(team, open);
    assert.equal(gpu.status, 'known');
    assert.deepEqual(gpu.value, [{ type: 'H100', count: 2 }]);
    assert.equal(gpu.source, 'cfg.gpu');
    assert.deepEqual(gpu.note, { kind: 'teamValue', line: 4, keys: 2 });
    assert.ok(isTeamValue(gpu));
    assert.deepEqual([params.min_containers?.value, params.min_containers?.reason], [3, null]);
    // What the code says stays.
    assert.equal(params.max_containers?.value, 2);
    assert.ok(!isTeamValue(params.max_containers));
    assert.equal(open.gpu.status, 'unknown');
  });

  it('are told from others even if the language changes', async () => {
    const { gpu } = applyValues(team, await declarationOf('@app.cls(gpu=cfg.gpu)'));
    setTranslate((message) => `«${message}»`);
    try {
      assert.ok(isTeamValue(gpu));
    } finally {
      setTranslate(undefined);
    }
  });

  it('choose one of several values, and leave known and absent ones', async () => {
    const range = await declarationOf(
      'import os\nX = os.urandom(1) == b"a"\n@app.cls(gpu="L4" if X else "T4")',
    );
    assert.equal(range.gpu.status, 'range');
    assert.deepEqual(applyValues(team, range).gpu.value, [{ type: 'H100', count: 2 }]);
    const known = await declarationOf('@app.cls(gpu="L4")');
    assert.deepEqual(applyValues(team, known).gpu, known.gpu);
    const absent = await declarationOf('@app.cls()');
    assert.deepEqual(applyValues(team, absent), absent);
  });

  it('give the content of a spread, an old name, and the size of a cluster', async () => {
    const spread = applyValues(team, await declarationOf('@app.cls(**cfg.options)'));
    assert.deepEqual([spread.gpu.status, spread.params.min_containers?.value], ['known', 3]);
    const old = applyValues(team, await declarationOf('@app.cls(keep_warm=cfg.warm)'));
    assert.deepEqual([old.params.keep_warm?.value, old.params.min_containers], [3, undefined]);
    const cluster = applyValues(
      team,
      await declarationOf('@app.cls()\n@modal.experimental.clustered(cfg.nodes)'),
    );
    assert.equal(cluster.clustered?.size?.value, 4);
  });

  it('silence rules, the nearest reason first', async () => {
    const quiet = teamOf({
      '**::*': { ignore: { 'warm-gpu': 'everywhere' } },
      'app/serve.py::Model': { ignore: { 'warm-gpu': 'here', 'no-ceiling': 'capped elsewhere' } },
    });
    assert.deepEqual(
      ignoresFor(quiet, await declarationOf('@app.cls()')).map(({ rule, reason }) => [rule, reason]),
      [
        ['warm-gpu', 'here'],
        ['no-ceiling', 'capped elsewhere'],
        ['warm-gpu', 'everywhere'],
      ],
    );
  });
});

describe('discounts of the team file', () => {
  it('are that of the GPU, or otherwise the general one', () => {
    const discounts = { all: 0.9, gpus: new Map([['A10', 0.5]]) };
    assert.equal(discountFactor(null, ['H100']), 1);
    assert.equal(discountFactor(discounts), 0.9);
    assert.equal(discountFactor(discounts, ['H100']), 0.9);
    assert.equal(discountFactor(discounts, ['a10g', 'A10']), 0.5);
  });
});
