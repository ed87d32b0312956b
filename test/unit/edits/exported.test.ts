import { strict as assert } from 'node:assert';
import { exportedNames } from '../../../src/core/edits/exportedNames';
import { PythonModule } from '../../../src/core/python/module';
import { loadParser } from '../../support/python';

/** The names that an edit at `«` changes. */
async function names(marked: string): Promise<readonly string[]> {
  const start = marked.indexOf('«');
  const text = marked.replace('«', '');
  const tree = (await loadParser()).parse(text)!;
  try {
    return exportedNames(new PythonModule('a.py', text, tree.rootNode), [
      { start, end: start + 1, newText: '' },
    ]);
  } finally {
    tree.delete();
  }
}

describe('the names that an edit changes', () => {
  it('are those that the statement binds at the top of the module', async () => {
    assert.deepEqual(await names('WARM = «2\n'), ['WARM']);
    assert.deepEqual(await names('WARM: int = «2\n'), ['WARM']);
    assert.deepEqual(await names('A = B = «2\n'), ['A', 'B']);
    assert.deepEqual(await names('A, B = 1, «2\n'), ['A', 'B']);
    assert.deepEqual(await names('config = {"gpu": «"H100"}\n'), ['config']);
    assert.deepEqual(await names('config = {}\nconfig["gpu"] = «"H100"\n'), ['config']);
    assert.deepEqual(await names('if X:\n    WARM = «2\n'), ['WARM']);
    assert.deepEqual(await names('GPU = os.environ.get("GPU", «"H100")\n'), ['GPU']);
    assert.deepEqual(await names('print(W := «2)\n'), ['W']);
  });

  it('are a class’s own name for its attributes', async () => {
    assert.deepEqual(await names('class Config:\n    warm = «2\n'), ['Config']);
    assert.deepEqual(await names('@dataclass\nclass Config:\n    warm: int = «2\n'), ['Config']);
  });

  it('are none inside a function, and in a decorator', async () => {
    assert.deepEqual(await names('def f():\n    warm = «2\n'), []);
    assert.deepEqual(await names('@app.function(min_containers=«2)\ndef f(): ...\n'), []);
  });
});
