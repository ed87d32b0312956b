import { strict as assert } from 'node:assert';
import { fold } from './support';

/** One switch: `T4` where nobody sets it. */
const SPELLINGS: readonly string[] = [
  'if S == "prod":\n  G = "H100"\nelse:\n  G = "T4"\nHERE(G)',
  'if S != "prod":\n  G = "T4"\nelse:\n  G = "H100"\nHERE(G)',
  'G = "T4"\nif S == "prod":\n  G = "H100"\nHERE(G)',
  'G = "H100"\nif S == "dev":\n  G = "T4"\nHERE(G)',
  'D = {"g": "H100"}\nif S == "dev":\n  D["g"] = "T4"\nHERE(D["g"])',
  'D = {"g": "T4"}\nif S == "prod":\n  D["g"] = "H100"\nHERE(D["g"])',
  'class C:\n  g = "H100"\nif S == "dev":\n  C.g = "T4"\nHERE(C.g)',
  'if S == "prod":\n  G = "H100"\nelif S == "dev":\n  G = "T4"\nHERE(G)',
  'if S == "dev":\n  G = "T4"\nelif S == "prod":\n  G = "H100"\nHERE(G)',
  'HERE("H100" if S == "prod" else "T4")',
  'HERE("T4" if S == "dev" else "H100")',
  'HERE({"prod": "H100", "dev": "T4"}[S])',
  'HERE({"dev": "T4", "prod": "H100"}[S])',
  'HERE({"prod": "H100", "dev": "T4"}.get(S))',
  'HERE({"prod": "H100"}.get(S, "T4"))',
  'HERE({"prod": "H100", "dev": "T4"}.get(S, "H100"))',
  'HERE(["H100", "T4"][int(os.environ.get("PLACE", "1"))])',
  'def gpu():\n  if S == "prod":\n    return "H100"\n  return "T4"\nHERE(gpu())',
  'def gpu():\n  if S == "dev":\n    return "T4"\n  return "H100"\nHERE(gpu())',
  'def gpu():\n  if S == "prod":\n    g = "H100"\n  else:\n    g = "T4"\n  return g\nHERE(gpu())',
  'def gpu():\n  g = "H100"\n  if S == "dev":\n    g = "T4"\n  return g\nHERE(gpu())',
];

describe('a switch in the environment', () => {
  for (const spelling of SPELLINGS)
    it(`comes first with what holds where it is not set: ${JSON.stringify(spelling)}`, async () => {
      const found = await fold(`import os\nS = os.environ.get("STAGE", "dev")\n${spelling}`);
      assert.equal(found, '"T4" | "H100"');
    });

  it('is in the order of the code where that is not known', async () => {
    const test = 'import os\nHERE("H100" if os.environ["STAGE"] == "prod" else "T4")';
    assert.equal(await fold(test), '"H100" | "T4"');
    assert.equal(await fold('HERE("H100" if called() else "T4")'), '"H100" | "T4"');
  });
});
