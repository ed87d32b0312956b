import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { ExcludeRules } from '../../../src/core/workspace/excludeRules';
import { IGNORE_FILE, Walk, type Entry } from '../../../src/core/workspace/walk';

/** A tree of files: folders are objects, files their text, a link `-> path`. */
interface Tree {
  [name: string]: Tree | string;
}

function at(tree: Tree, path: string): Tree | string | undefined {
  let here: Tree | string | undefined = tree;
  for (const name of path === '' ? [] : path.split('/'))
    here = typeof here === 'object' ? here[name] : undefined;
  return here;
}

/** Lists what the walk asks for until it asks for nothing more. */
function drive(walk: Walk, tree: Tree): void {
  for (let folders = walk.next(); folders.length > 0; folders = walk.next()) {
    for (const folder of folders) {
      const target = at(tree, folder);
      if (typeof target !== 'object') {
        walk.close(folder);
        continue;
      }
      const entries = Object.entries(target).map(([name, value]): Entry => {
        const link = typeof value === 'string' && value.startsWith('-> ');
        return { name, link, kind: typeof value === 'object' || link ? 'folder' : 'file' };
      });
      const ignores = target[IGNORE_FILE];
      walk.take(folder, entries, typeof ignores === 'string' ? ExcludeRules.ofGitignore(ignores) : undefined);
    }
  }
}

function walked(tree: Tree, excludes?: ExcludeRules): Walk {
  const walk = new Walk(excludes);
  drive(walk, tree);
  return walk;
}

const filesOf = (walk: Walk): string[] => [...walk.files].sort();

describe('a walk over a folder', () => {
  const tree: Tree = {
    'a.py': '',
    'b.txt': '',
    '.gitignore': 'dist\n*.gen.py\nsecret/*\n!secret/kept.py\n',
    '.venv': { 'lib.py': '' },
    node_modules: { 'x.py': '' },
    dist: { 'c.py': '' },
    secret: { 'd.py': '', 'kept.py': '' },
    pkg: {
      '.gitignore': '!e.gen.py\nlocal.py\n',
      'e.gen.py': '',
      'f.gen.py': '',
      'local.py': '',
      inner: { 'local.py': '' },
    },
  };

  it('finds the Python files that are not excluded, the nearest rule first', () => {
    assert.deepEqual(filesOf(walked(tree)), ['a.py', 'pkg/e.gen.py', 'secret/kept.py']);
  });

  it('knows what would be excluded, whether it exists or not', () => {
    const walk = walked(tree);
    const left = ['b.gen.py', 'dist/new.py', 'new/.venv/x.py', 'secret/e.py', 'pkg/inner/local.py'];
    for (const path of left) assert.equal(walk.leavesOut(path), true, path);
    for (const path of ['a.py', 'new/b.py', 'secret/kept.py', 'pkg/g.gen.py', 'inner/local.py'])
      assert.equal(walk.leavesOut(path), path === 'pkg/g.gen.py', path);
  });

  it('excludes what files.exclude matches, whatever a .gitignore says', () => {
    const excludes = ExcludeRules.ofGlobs(['**/kept.py', 'pkg']);
    assert.deepEqual(filesOf(walked(tree, excludes)), ['a.py']);
  });

  it('knows excluded files that exist, and what it cannot know', () => {
    const walk = walked(tree);
    assert.equal(walk.has('a.py'), true);
    assert.equal(walk.has('pkg/local.py'), true);
    assert.equal(walk.has('nowhere.py'), false);
    assert.equal(walk.has('nowhere/x.py'), false);
    assert.equal(walk.has('dist/c.py'), undefined);
    assert.equal(walk.has('dist/deep/er.py'), undefined);
  });

  it('follows links last, one by one', () => {
    const walk = new Walk();
    assert.deepEqual(walk.next(), ['']);
    const folder = (name: string, link: boolean): Entry => ({ name, kind: 'folder', link });
    walk.take('', [folder('l', true), folder('x', false), folder('m', true)], undefined);
    assert.deepEqual(walk.next(), ['x']);
    walk.take('x', [folder('y', false)], undefined);
    assert.deepEqual(walk.next(), ['x/y']);
    walk.take('x/y', [], undefined);
    assert.deepEqual(walk.next(), ['l']);
    walk.close('l');
    assert.deepEqual(walk.next(), ['m']);
    walk.close('m');
    assert.deepEqual(walk.next(), []);
    assert.equal(walk.has('l/a.py'), undefined);
  });

  it('adds new files in folders of the walk', () => {
    const walk = walked(tree);
    assert.equal(walk.addFile('new.py'), true);
    assert.equal(walk.addFile('new.txt'), false);
    assert.equal(walk.addFile('new.gen.py'), false);
    assert.equal(walk.addFile('dist/new.py'), false);
    assert.equal(walk.has('new.gen.py'), true);
  });

  it('forgets deleted files, and only those', () => {
    const walk = walked({ a: { 'x.py': '' }, ab: { 'y.py': '' }, 'a.py': '' });
    assert.deepEqual(walk.remove('a'), ['a/x.py']);
    assert.deepEqual(filesOf(walk), ['a.py', 'ab/y.py']);
    assert.deepEqual(walk.remove('a.py'), ['a.py']);
    assert.deepEqual(walk.remove('a.py'), []);
    assert.equal(walk.addFile('a/x.py'), false);
  });

  it('equals a new walk after any changes', () => {
    const name = fc.constantFrom('a', 'b', 'dist', '.venv');
    const folder = fc.array(name, { maxLength: 3 });
    const file = fc.constantFrom('x.py', 'y.gen.py', 'z.txt');
    const change = fc.oneof(
      fc.record({ kind: fc.constant('file' as const), folder, file }),
      fc.record({
        kind: fc.constant('folder' as const),
        folder: fc.array(name, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant('gone' as const),
        folder: fc.array(name, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('fileGone' as const), folder, file }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const tree: Tree = { '.gitignore': 'dist\n*.gen.py\n' };
        const walk = walked(tree);
        for (const each of changes) {
          const [path, last] = [each.folder.join('/'), each.folder.at(-1)];
          const above = at(tree, each.folder.slice(0, -1).join('/'));
          const target = at(tree, path);
          if (each.kind === 'file' && typeof target === 'object') {
            target[each.file] = '';
            walk.addFile([...each.folder, each.file].join('/'));
          } else if (each.kind === 'fileGone' && typeof target === 'object') {
            Reflect.deleteProperty(target, each.file);
            walk.remove([...each.folder, each.file].join('/'));
          } else if (each.kind === 'folder' && typeof above === 'object' && target === undefined) {
            // It may come with something in it.
            above[last!] = { 'x.py': '', b: { 'x.py': '' } };
            walk.addFolder(path);
            drive(walk, tree);
          } else if (each.kind === 'gone' && typeof above === 'object') {
            Reflect.deleteProperty(above, last!);
            walk.remove(path);
          }
        }
        assert.deepEqual(filesOf(walk), filesOf(walked(tree)));
        for (const path of ['x.py', 'a/x.py', 'a/b/x.py', 'dist/x.py', 'a/.venv/x.py', 'b/y.gen.py'])
          assert.equal(walk.has(path), walked(tree).has(path), path);
      }),
      { numRuns: 300 },
    );
  });
});
