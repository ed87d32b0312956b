import { strict as assert } from 'node:assert';
import { evaluated, fold } from './support';

const SAID = { GPU_TYPE: 'H100', WARM: '2', EMPTY: '' };

describe('the environment', () => {
  for (const read of [
    'import os\nos.environ.get("GPU_TYPE", "T4")',
    'import os\nos.environ.get("GPU_TYPE")',
    'import os\nos.environ.get(key="GPU_TYPE", default="T4")',
    'import os\nos.environ.setdefault("GPU_TYPE", "T4")',
    'import os\nos.environ.pop("GPU_TYPE")',
    'import os\nos.environ["GPU_TYPE"]',
    'import os\nos.getenv("GPU_TYPE", "T4")',
    'import os\nos.getenv("GPU_TYPE", default="T4")',
    'import os as o\no.environ.get("GPU_TYPE", "T4")',
    'from os import environ\nenviron.get("GPU_TYPE", "T4")',
    'from os import environ as e\ne["GPU_TYPE"]',
    'from os import getenv as g\ng("GPU_TYPE", "T4")',
    'import os\nenv = os.environ\nenv.get("GPU_TYPE", "T4")',
    'import os\nenv = os.environ\nenv["GPU_TYPE"]',
    'import os\nread = os.getenv\nread("GPU_TYPE")',
    'import os\nNAME = "GPU_TYPE"\nos.environ.get(NAME, "T4")',
    'import os\nf"{os.environ[\'GPU_TYPE\']}"',
    'import os\nos.environ["GPU_TYPE"] or "T4"',
    'import os\n"H100" if "GPU_TYPE" in os.environ else "T4"',
    'import os\n"T4" if "GPU_TYPE" not in os.environ else "H100"',
    'import os\n"H100" if os.getenv("WARM") == "2" else "T4"',
    'import os\n"T4" if os.getenv("EMPTY", "no") else "H100"',
    'import os\nif os.getenv("WARM"):\n  G = "H100"\nelse:\n  G = "T4"\nHERE(G)',
    'import os\nos.environ.setdefault("GPU_TYPE", "A10")\nos.getenv("GPU_TYPE")',
  ])
    it(`gives what is said of it to ${JSON.stringify(read)}`, async () => {
      assert.equal(await fold(read, {}, SAID), '"H100"');
    });

  it('gives it to modules that a file imports', async () => {
    const config = 'import os\nGPU = os.environ.get("GPU_TYPE", "T4")\n';
    assert.equal(await fold('from config import GPU\nGPU', { 'config.py': config }, SAID), '"H100"');
    assert.equal(await fold('import config\nconfig.GPU', { 'config.py': config }, SAID), '"H100"');
  });

  it('gives text, which code turns into numbers', async () => {
    assert.equal(await fold('import os\nint(os.environ.get("WARM", 0))', {}, SAID), '2');
    assert.equal(await fold('import os\nos.environ.get("WARM", 0)', {}, SAID), '"2"');
  });

  it('is unset where nothing is said', async () => {
    assert.equal(await fold('import os\nos.environ.get("OTHER", "T4")', {}, SAID), '"T4"');
    assert.equal(await fold('import os\nos.environ["OTHER"]', {}, SAID), '?');
    assert.equal(await fold('import os\nos.environ.pop("OTHER")', {}, SAID), '?');
    assert.equal(await fold('import os\nos.environ.pop("OTHER", "L4")', {}, SAID), '"L4"');
    assert.equal(
      await fold('import os\n"H100" if "OTHER" in os.environ else "T4"', {}, SAID),
      '"T4" | "H100"',
    );
  });

  it('names the variable and where it is said, never its value', async () => {
    const { origins } = await evaluated('import os\nos.environ.get("GPU_TYPE")', {}, SAID);
    assert.deepEqual(origins, [{ kind: 'environment', name: 'GPU_TYPE', saidIn: { kind: 'option' } }]);
    const unset = await evaluated('import os\nos.environ.get("OTHER")', {}, SAID);
    assert.deepEqual(unset.origins, [{ kind: 'environment', name: 'OTHER' }]);
  });

  for (const [set, said, unsaid] of [
    ['os.environ["GPU_TYPE"] = "A100"', '"A100"', '"A100"'],
    ["os.environ [ 'GPU_TYPE' ] = 'A100'", '"A100"', '"A100"'],
    ['os.environ.update(GPU_TYPE="A100")', '"A100"', '"A100"'],
    ['if FAST:\n  os.environ["GPU_TYPE"] = "A100"', '"H100" | "A100"', '"A100" | "T4"'],
    ['os.environ.setdefault("GPU_TYPE", "A100")', '"H100"', '"A100"'],
  ] as const)
    it(`is what code has made of it: ${JSON.stringify(set)}`, async () => {
      const read = 'HERE(os.environ.get("GPU_TYPE", "T4"))\n';
      assert.equal(await fold(`import os\n${set}\n${read}`, {}, SAID), said);
      assert.equal(await fold(`import os\n${set}\n${read}`), unsaid);
    });

  for (const set of [
    'os.environ |= {"GPU_TYPE": "A100"}',
    'os.environ.clear()',
    'os.environ["GPU_TYPE"] = x()',
  ])
    it(`is not known once code has run ${JSON.stringify(set)}`, async () => {
      const read = 'HERE(os.environ.get("GPU_TYPE", "T4"))\n';
      assert.match(await fold(`import os\n${set}\n${read}`, {}, SAID), /^\?/);
      assert.match(await fold(`import os\n${set}\n${read}`), /^\?/);
    });

  it('stays where code sets another variable, sets it later, or in a function', async () => {
    const read = 'HERE(os.environ.get("GPU_TYPE", "T4"))\n';
    for (const source of [
      `os.environ["HF_HOME"] = "/cache"\n${read}`,
      `${read}os.environ["GPU_TYPE"] = "A100"\n`,
      `def f():\n  os.environ["GPU_TYPE"] = "A100"\n${read}`,
      `${read}if os.environ["GPU_TYPE"] == "A100":\n  pass\n`,
    ])
      assert.equal(await fold(`import os\n${source}`, {}, SAID), '"H100"', source);
  });

  it('stays within its bounds where thousands of variables are set and read', async () => {
    const many = Array.from(
      { length: 5_000 },
      (_, i) => `os.environ["V${i}"] = "x"\nA${i} = os.getenv("V${i}")\n`,
    );
    assert.match(
      await fold(`import os\n${many.join('')}os.getenv("GPU_TYPE", "T4")`, {}, SAID),
      /^(?:"H100"|\?)$/,
    );
  });
});
