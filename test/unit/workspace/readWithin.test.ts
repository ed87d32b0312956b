import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWithin, Unreadable } from '../../../src/cli/fileTree';
import { Boundary } from '../../../src/cli/links';
import { MAX_FILE_BYTES } from '../../../src/core/workspace/fileKinds';

describe('a file that is read within a boundary', () => {
  let place: string;
  let root: string;
  beforeEach(() => {
    place = realpathSync(mkdtempSync(join(tmpdir(), 'modal-cost-read-')));
    root = join(place, 'root');
    mkdirSync(join(root, 'lib'), { recursive: true });
    mkdirSync(join(place, 'outside'));
    writeFileSync(join(place, 'outside', 'far.py'), 'far');
    writeFileSync(join(root, 'lib', 'near.py'), 'near');
  });
  afterEach(() => rmSync(place, { recursive: true }));

  const read = (name: string): string =>
    Buffer.from(readWithin(new Boundary([root]), join(root, name))).toString();
  const reasonFor = (name: string): string => {
    try {
      return read(name);
    } catch (error) {
      assert.ok(error instanceof Unreadable, String(error));
      return error.reason.kind;
    }
  };

  it('is read as a whole, whatever its size', () => {
    for (const size of [0, 1, 4_095, 65_537, MAX_FILE_BYTES]) {
      const text = 'x'.repeat(size);
      writeFileSync(join(root, 'lib', 'sized.py'), text);
      assert.equal(read('lib/sized.py'), text);
    }
  });

  it('stays as it was read when others are read after it', () => {
    writeFileSync(join(root, 'other.py'), 'else');
    const boundary = new Boundary([root]);
    const first = readWithin(boundary, join(root, 'lib', 'near.py'));
    readWithin(boundary, join(root, 'other.py'));
    assert.equal(Buffer.from(first).toString(), 'near');
  });

  it('is refused with the reason where it is none, has gone, or is too large', () => {
    writeFileSync(join(root, 'large.py'), Buffer.alloc(MAX_FILE_BYTES + 1));
    assert.equal(reasonFor('large.py'), 'tooLarge');
    assert.equal(reasonFor('lib'), 'notAFile');
    assert.equal(reasonFor('gone.py'), 'goneMeanwhile');
    assert.equal(reasonFor('gone/gone.py'), 'goneMeanwhile');
  });

  it('is not waited for where it is a pipe', function () {
    if (process.platform === 'win32') return this.skip();
    execFileSync('mkfifo', [join(root, 'pipe.py')]);
    assert.equal(reasonFor('pipe.py'), 'notAFile');
  });

  it('may be behind links that stay within it, and no others', function () {
    if (process.platform === 'win32') return this.skip();
    symlinkSync('lib/near.py', join(root, 'link.py'));
    symlinkSync('lib', join(root, 'folder'));
    symlinkSync('../outside/far.py', join(root, 'out.py'));
    symlinkSync('../outside', join(root, 'away'));
    symlinkSync('round.py', join(root, 'round.py'));
    assert.equal(read('link.py'), 'near');
    assert.equal(read('folder/near.py'), 'near');
    assert.equal(reasonFor('out.py'), 'symbolicLink');
    assert.equal(reasonFor('away/far.py'), 'symbolicLink');
    assert.equal(reasonFor('../outside/far.py'), 'symbolicLink');
    assert.equal(reasonFor('round.py'), 'symlinkLoop');
  });

  it('is none of Git’s own', () => {
    writeFileSync(join(root, 'lib', '.git'), 'gitdir: elsewhere');
    mkdirSync(join(root, '.git'));
    writeFileSync(join(root, '.git', 'hook.py'), 'hook');
    assert.equal(reasonFor('lib/.git'), 'symbolicLink');
    assert.equal(reasonFor('.git/hook.py'), 'symbolicLink');
  });
});
