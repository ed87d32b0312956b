import { strict as assert } from 'node:assert';
import { fold } from './support';

/** What is known of dicts that something unknown was put into: later keys win. */
const CASES: Readonly<Record<string, string>> = {
  '{**q(), "gpu": "H100"}["gpu"]': '"H100"',
  '{"gpu": "T4", **q()}["gpu"]': '? "T4"',
  '{**q(), "gpu": "H100"}["cpu"]': '?',
  '{**q(), "gpu": "H100"}.get("cpu", 2)': '? 2',
  'dict(q(), gpu="H100")["gpu"]': '"H100"',
  '(q() | {"gpu": "H100"})["gpu"]': '"H100"',
  '({"gpu": "H100"} | q())["gpu"]': '? "H100"',
  '"gpu" in {**q(), "gpu": 1}': 'True',
  '"cpu" in {**q(), "gpu": 1}': '?',
  'len({**q(), "gpu": 1})': '?',
  '{**q(), "gpu": 1} == {"gpu": 1}': '?',
  '[k for k in {**q(), "gpu": 1}]': '?',
  '{q(): 1, "gpu": "H100"}["gpu"]': '"H100"',
  'd = {"gpu": "T4"}\nd.update(q())\nd["cpu"] = 2\nHERE(d["cpu"])': '2',
  'd = {"gpu": "T4"}\nd.update(q())\nHERE(d["gpu"])': '? "T4"',
  'd = {**q(), "a": 1}\nd.setdefault("b", 2)\nHERE(d["b"])': '? 2',
  'd = {**q(), "a": 1}\ndel d["a"]\nHERE(d["a"])': '?',
};

const JSON_TEXTS: Readonly<Record<string, string>> = {
  '{"gpu": ["H100", null], "warm": 2, "cpu": 2.0}': '{gpu: ["H100", None], warm: 2, cpu: 2.0}',
  ' [true, -0, 1e2] ': '[True, 0, 100.0]',
  '{"a": 1, "a": 2}': '{a: 2}',
  '[]': '[]',
  '{}': '{}',
  '[1,]': '?',
  '{"a": 1} x': '?',
  '[90071992547409931]': '?',
  '': '?',
};

const SETTINGS = `from pydantic_settings import BaseSettings
class S(BaseSettings):
  gpu: str = "T4"
  warm: int = 1
  model_config = dict(env_prefix="APP_")
HERE((S().gpu, S().warm))`;

describe('dicts that something unknown was put into', () => {
  for (const [text, expected] of Object.entries(CASES))
    it(text, async () => {
      assert.equal(await fold(text), expected);
    });
});

describe('json.loads', () => {
  for (const [text, expected] of Object.entries(JSON_TEXTS))
    it(`of ${text}`, async () => {
      assert.equal(await fold(`import json\njson.loads(${JSON.stringify(text)})`), expected);
    });

  it('does not go deeper than anybody nests', async () => {
    const text = `${'['.repeat(200)}${']'.repeat(200)}`;
    assert.equal(await fold(`import json\njson.loads("${text}")`), '?');
  });
});

describe('the settings of pydantic', () => {
  it('have their defaults where nothing is said', async () => {
    assert.equal(await fold(SETTINGS), '("T4", 1)');
  });

  it('have what is said of their variables, in whatever case', async () => {
    assert.equal(await fold(SETTINGS, {}, { APP_GPU: 'H100', app_warm: '3', GPU: 'L4' }), '("H100", 3)');
  });

  it('are not known where a text is no value of their type, or a file may say more', async () => {
    assert.match(await fold(SETTINGS, {}, { APP_WARM: 'many' }), /^\?/);
    assert.match(await fold(SETTINGS.replace('env_prefix', 'env_file=".env", env_prefix')), /^\?/);
  });
});
