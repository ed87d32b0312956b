import { strict as assert } from 'node:assert';
import type { OffsetEdit } from '../../../src/core/edits/textEdits';
import { verifyFix, verifyPlan } from '../../support/verifyEdits';
import { scanModule } from '../../../src/core/modal/scan';
import { PythonModule } from '../../../src/core/python/module';
import { loadParser } from '../../support/python';

const CODE = `import modal
app = modal.App("a")
WARM = 1
@app.function(gpu="H100", min_containers=WARM)
def f(): ...
@app.function(keep_warm=WARM)
def g(): ...
`;

/** Replaces a piece of the code, and says what the verification has against it as a setting of f's min_containers to 2. */
async function problems(old: string, text: string): Promise<readonly string[]> {
  const parser = await loadParser();
  const tree = parser.parse(CODE);
  assert.ok(tree);
  const module = new PythonModule('app.py', CODE, tree.rootNode);
  const declaration = scanModule(module).declarations[0]!;
  const start = CODE.indexOf(old);
  const edits: OffsetEdit[] = [{ start, end: start + old.length, newText: text }];
  try {
    return verifyPlan(module, edits, [{ declaration, name: 'min_containers', value: 2 }], parser);
  } finally {
    tree.delete();
  }
}

describe('verifyPlan', () => {
  it('accepts exactly the intended change', async () => {
    assert.deepEqual(await problems('min_containers=WARM', 'min_containers=2'), []);
  });

  it('sees another value, or none', async () => {
    assert.deepEqual(await problems('min_containers=WARM', 'min_containers=3'), [
      'f: min_containers is known 3, not known 2',
    ]);
    assert.deepEqual(await problems(', min_containers=WARM', ''), [
      'f: min_containers is absent, not known 2',
    ]);
  });

  it('sees other changes', async () => {
    assert.deepEqual(await problems('WARM = 1', 'WARM = 2'), ['g: keep_warm was known 1 and is known 2']);
    assert.deepEqual(await problems('"H100", min_containers=WARM', '"T4", min_containers=2'), [
      'f: gpu was known [{"type":"H100","count":1}] and is known [{"type":"T4","count":1}]',
    ]);
    assert.deepEqual(await problems('min_containers=WARM', 'min_containers=2, cpu=4'), [
      'f: cpu was absent and is known 4',
    ]);
  });

  it('sees code that does not parse, and declarations that are gone', async () => {
    assert.deepEqual(await problems('min_containers=WARM', 'min_containers=(2'), [
      'the result would have a syntax error',
    ]);
    assert.match((await problems('def f', '@other\ndef h'))[0] ?? '', /the declarations are app.function h/);
  });

  it('sees an old name that is still there', async () => {
    assert.deepEqual(await problems('min_containers=WARM', 'min_containers=2, keep_warm=1'), [
      'f: keep_warm is still there',
    ]);
  });
});

describe('verifyFix', () => {
  it('accepts new names for old ones, but no other value', async () => {
    const parser = await loadParser();
    const tree = parser.parse(CODE);
    assert.ok(tree);
    const module = new PythonModule('app.py', CODE, tree.rootNode);
    const start = CODE.indexOf('keep_warm=WARM');
    const edit = (newText: string): OffsetEdit[] => [
      { start, end: start + 'keep_warm=WARM'.length, newText },
    ];
    assert.deepEqual(verifyFix(module, edit('min_containers=WARM'), parser), []);
    assert.deepEqual(verifyFix(module, edit('min_containers=2'), parser), [
      'g: min_containers was known 1 and is known 2',
    ]);
    assert.deepEqual(verifyFix(module, edit('max_containers=WARM'), parser), [
      'g: min_containers was known 1 and is absent',
      'g: max_containers was absent and is known 1',
    ]);
    tree.delete();
  });
});
