import { strict as assert } from 'node:assert';
import { completionPlace, fedBy, type CompletionPlace } from '../../../src/core/modal/completionPlace';
import { scanText } from '../../support/python';

/** The place of the `|` in a text. */
function at(text: string, constants: readonly string[] = []): CompletionPlace | null {
  const offset = text.indexOf('|');
  const lines = text.slice(0, offset).split('\n');
  const all = (text.slice(0, offset) + text.slice(offset + 1)).split('\n');
  return completionPlace(all, lines.length - 1, lines.at(-1)!.length, (name) => constants.includes(name));
}

const kindAt = (text: string, constants?: readonly string[]): string | undefined => at(text, constants)?.kind;

describe('what may be completed', () => {
  it('is a GPU wherever a value ends up in gpu=', () => {
    for (const text of [
      '@app.function(gpu="|")',
      "@app.function(gpu='H1|00', min_containers=2)",
      '@app.function(gpu="|',
      '@app.function(\n    cpu=2,  # a "remark\n    gpu="|',
      '@app.function(gpu=["H100", "|"])',
      '@app.function(gpu=("H100", "|',
    ])
      assert.equal(kindAt(text), 'gpu', text);
    for (const text of [
      '@app.function(gpu="H100" if FAST else "|")',
      '@app.function(gpu=os.environ.get("GPU", "|"))',
      '@app.function(gpu=os.getenv("GPU", "|',
      'OPTIONS = {"cpu": 2, "gpu": "|',
      'dict(gpu="|")',
      'def make(gpu="|")',
      'print(f"{x}", f(gpu="|',
    ])
      assert.equal(kindAt(text), 'gpu', text);
  });

  it('is a GPU in a constant that ends up there, and in no other', () => {
    for (const text of [
      'GPU = "|"',
      'GPU: str = "|',
      '    GPU = "|"',
      'GPU = os.environ.get("GPU", "|")',
      'GPU = "H100" if FAST else "|"',
      'GPU = {"small": "L4", "large": "|"}',
      'GPU = [\n    "H100",\n    "|"',
    ]) {
      assert.deepEqual(at(text, ['GPU']) && { ...at(text, ['GPU'])!, from: 0, to: 0 }, {
        kind: 'gpu',
        isQuoted: true,
        countOf: null,
        hasCount: false,
        constant: 'GPU',
        from: 0,
        to: 0,
      });
      assert.equal(at(text), null, text);
    }
  });

  it('is nothing in other strings, in comments and in keys', () => {
    for (const text of [
      'name = "|"',
      '@app.function(region="|")',
      '@app.function(gpu="H100", region="|")',
      '@app.function(gpu=pick("|"))',
      '@app.function(gpu=os.environ.get("|"))',
      '@app.function(gpu=GPUS["|"])',
      'GPU = {"|": "H100"}',
      'if GPU == "|"',
      '# gpu="|"',
      '@app.function()  # gpu="|"',
      '"""\ngpu="|"',
      '@app.function(gpu=f"{|}")',
    ])
      assert.equal(at(text, ['GPU']), null, text);
  });

  it('is the count after a colon, and the literal parts of an f-string', () => {
    const place = at('@app.function(gpu="H100:|")');
    assert.ok(place?.kind === 'gpu');
    assert.deepEqual([place.countOf, place.hasCount, place.from, place.to], ['H100', true, 24, 24]);
    const hole = at('@app.function(gpu=f"{GPU}:|")');
    assert.ok(hole?.kind === 'gpu');
    assert.equal(hole.countOf, '');
    const type = at('@app.function(gpu=f"A1|:{COUNT}")');
    assert.ok(type?.kind === 'gpu');
    assert.deepEqual([type.countOf, type.hasCount, type.from, type.to], [null, true, 20, 22]);
  });

  it('replaces all of the name that the cursor stands in', () => {
    const place = at('@app.function(gpu="A10|0-80GB", cpu=2)');
    assert.deepEqual([place?.from, place?.to], [19, 28]);
  });

  it('is a quoted GPU where no quotes are there yet', () => {
    for (const text of ['@app.function(gpu=|', '@app.function(gpu= |', '@app.function(gpu=["H100", |'])
      assert.deepEqual(at(text)?.kind === 'gpu' && (at(text) as { isQuoted: boolean }).isQuoted, false, text);
  });

  it('is a keyword where an argument begins', () => {
    assert.deepEqual(at('@app.function(gpu="H100", min|)'), {
      kind: 'keyword',
      method: 'function',
      receiver: 'app',
      isDecorator: true,
      given: ['gpu'],
      from: 26,
      to: 29,
    });
    assert.equal(kindAt('@app.function(\n    gpu="H100",\n    |\n)'), 'keyword');
    assert.equal(kindAt('modal.Sandbox.create(|'), 'keyword');
    assert.equal(kindAt('@app.function(cpu=|'), undefined);
    assert.equal(kindAt('print(|'), undefined);
    assert.equal(kindAt('@app.function(schedule=modal.Period(|'), 'keyword');
  });

  it('is a field of a usage comment, or its value', () => {
    assert.deepEqual(at('# modal-cost: requests_per_day=5000 sec|'), {
      kind: 'usageField',
      field: null,
      given: ['requests_per_day'],
      from: 36,
      to: 39,
    });
    const value = at('    # modal-cost: requests_per_day=50|00 seconds_per_request=1');
    assert.ok(value?.kind === 'usageValue');
    assert.deepEqual([value.field?.name, value.from, value.to], ['requests_per_day', 35, 39]);
    assert.equal(kindAt('# modal-cost: requests_per_day=|'), 'usageValue');
    assert.equal(kindAt('# modal-cost: |'), 'usageField');
    assert.equal(kindAt('# mod|al-cost: '), undefined);
    assert.equal(kindAt('# modal-cost: no_such_field=|'), undefined);
  });

  it('knows the declarations that a constant feeds, also while it has no value', async () => {
    const { declarations } = await scanText(
      'import modal\napp = modal.App("a")\nBASE = "L4"\nGPU = BASE\nEMPTY = ""\n' +
        '@app.function(gpu=GPU)\ndef a(): pass\n' +
        '@app.function(gpu=EMPTY)\ndef b(): pass\n' +
        '@app.function(gpu=f"{GPU}:2")\ndef c(): pass\n' +
        '@app.function(gpu="GPU")\ndef d(): pass\n',
    );
    const fed = (name: string): string[] =>
      fedBy(declarations, name, 'app.py', true).map((each) => each.name);
    assert.deepEqual(fed('GPU'), ['a', 'c']);
    assert.deepEqual(fed('BASE'), ['a', 'c']);
    assert.deepEqual(fed('EMPTY'), ['b']);
    assert.deepEqual(
      fedBy(declarations, 'GPU', 'other.py', false).map((each) => each.name),
      [],
    );
  });
});
