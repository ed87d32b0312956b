import { strict as assert } from 'node:assert';
import { moduleCandidates } from '../../../src/core/python/findModule';

describe('the files that an import may mean', () => {
  it('start at the importing file’s folder and go up to the root, then below src', () => {
    assert.deepEqual(moduleCandidates('a/b/main.py', 'x.y', 0), [
      'a/b/x/y/__init__.py',
      'a/b/x/y.py',
      'a/x/y/__init__.py',
      'a/x/y.py',
      'x/y/__init__.py',
      'x/y.py',
      'a/b/src/x/y/__init__.py',
      'a/b/src/x/y.py',
      'a/src/x/y/__init__.py',
      'a/src/x/y.py',
      'src/x/y/__init__.py',
      'src/x/y.py',
    ]);
  });

  it('are the package’s own for a relative one', () => {
    assert.deepEqual(moduleCandidates('a/b/main.py', 'x', 1), ['a/b/x/__init__.py', 'a/b/x.py']);
    assert.deepEqual(moduleCandidates('a/b/main.py', 'x', 2), ['a/x/__init__.py', 'a/x.py']);
    assert.deepEqual(moduleCandidates('a/b/main.py', '', 1), ['a/b/__init__.py', 'a/b.py']);
    assert.deepEqual(moduleCandidates('main.py', '', 1), ['__init__.py']);
  });

  it('never lie above the root', () => {
    assert.deepEqual(moduleCandidates('a/main.py', 'x', 3), []);
    assert.deepEqual(moduleCandidates('main.py', 'x', 2), []);
  });
});
