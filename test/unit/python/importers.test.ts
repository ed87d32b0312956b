import { strict as assert } from 'node:assert';
import { readsNames } from '../../../src/core/python/importers';

const CONFIG = { file: 'app/config.py', names: ['WARM', 'GPU'] };
const reads = (text: string, file = 'app/serve.py'): boolean => readsNames(text, file, CONFIG);

describe('the files that use a module’s names', () => {
  it('finds every way to import one', () => {
    for (const text of [
      'from config import WARM',
      'from .config import WARM as W',
      'from app.config import OTHER, GPU',
      'from config import (\n    OTHER,  # a comment, with a comma\n    WARM,\n)',
      'from config import OTHER, \\\n    WARM',
      'from config import *\nprint(WARM)',
      'import config\nx = config.WARM',
      'import os, config as c\nx = c.GPU',
      'import app.config\nx = app.config.WARM',
      'from app import config\nx = config.WARM',
      'from . import config as c\nx = c.WARM',
      'def f():\n    from config import WARM\n',
      'if True: import config; x = config.WARM',
      'import config\nx = config . WARM',
      'from config import WARM\r\nx = 1\r\n',
    ])
      assert.equal(reads(text), true, text);
  });

  it('ignores other names and other modules', () => {
    for (const text of [
      '',
      'WARM = 3',
      'from config import OTHER',
      'from config import WARMER',
      'from other import WARM',
      'import config\nx = config.OTHER + WARM',
      'import config as c\nx = config.WARM',
      'import configs\nx = configs.WARM',
      'from app import configs\nx = configs.WARM',
      'import config\nx = my.config.WARM',
      'x = transform.config.WARM',
    ])
      assert.equal(reads(text), false, text);
  });

  it('depends on the place of the file', () => {
    assert.equal(reads('from .config import WARM', 'app/deep/serve.py'), false);
    assert.equal(reads('from ..config import WARM', 'app/deep/serve.py'), true);
    assert.equal(reads('from config import WARM', 'other/serve.py'), false);
    assert.equal(reads('from app.config import WARM', 'other/serve.py'), true);
    assert.equal(reads('from app.config import WARM', 'app/config.py'), false, 'itself');
    assert.equal(
      readsNames('from app import WARM', 'serve.py', { file: 'app/__init__.py', names: ['WARM'] }),
      true,
    );
  });

  it('knows the folders that projects have their packages in', () => {
    const names = { file: 'one/lib/app/config.py', names: ['WARM'] };
    const text = 'from app.config import WARM';
    assert.equal(readsNames(text, 'one/serve.py', names), false);
    assert.equal(readsNames(text, 'one/serve.py', names, ['one/lib']), true);
    assert.equal(readsNames('from .app.config import WARM', 'one/serve.py', names, ['one/lib']), false);
  });

  it('accepts any text, in bounded time', () => {
    for (const text of [
      'from config import ('.repeat(5_000),
      `WARM ${'import '.repeat(20_000)}`,
      `WARM${'('.repeat(50_000)}`,
    ])
      assert.equal(reads(text), false);
  });
});
