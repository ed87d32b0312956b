import { strict as assert } from 'node:assert';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ImportedRegistrars } from '../../../src/core/modal/importedRegistrars';

const COMMON = `import modal
from functools import partial
app = modal.App("x")
base = partial(app.function, timeout=60)
gpu_function = base
def on_gpu(count):
    return app.function(gpu=f"H100:{count}")
def register(work, **options):
    return on_gpu(2)(work)
@app.function()
def work(): ...
def plain(x):
    return x
`;

/** The files that are to be scanned, of those that name no Modal. */
function found(files: Readonly<Record<string, string>>): readonly string[] {
  const registrars = new ImportedRegistrars(Object.keys(files));
  for (const [file, text] of Object.entries(files)) registrars.note(file, text);
  return registrars.found().filter((file) => registrars.uses(file, files[file]!));
}

describe('files that register with Modal and do not name it', () => {
  const uses: Readonly<Record<string, string>> = {
    'a decorator of another file': 'from common import gpu_function\n@gpu_function(gpu="T4")\ndef f(): ...\n',
    'a decorator under another name': 'from common import on_gpu as large\n\n@ large(4)\ndef f(): ...\n',
    'one of several names over lines':
      'from common import (\n  plain,  # nothing\n  on_gpu,\n)\n@on_gpu(1)\ndef f(): ...\n',
    'a decorator of a module': 'import common\n@common.on_gpu(1)\ndef f(): ...\n',
    'a module under another name': 'import common as c\nc . register(print)\n',
    'a helper that is called': 'from common import register\nregister(print, gpu="H100")\n',
    'a star import': 'from common import *\n@on_gpu(1)\ndef f(): ...\n',
    'an import within a function': 'def g():\n    from common import register\n    register(print)\n',
    'a line that goes on': 'from common \\\n  import register\nregister(print)\n',
  };
  for (const [what, text] of Object.entries(uses))
    it(`are found: ${what}`, () => {
      assert.deepEqual(found({ 'common.py': COMMON, 'job.py': text }), ['job.py']);
    });

  const others: Readonly<Record<string, string>> = {
    'what makes nothing': 'from common import plain\nplain(1)\n',
    'what is imported and not used': 'from common import on_gpu, plain\nx = plain(1)\n',
    'a function of Modal that is called': 'from common import work\nwork.remote()\n',
    'a module that is not there': 'from other import on_gpu\n@on_gpu\ndef f(): ...\n',
    'a name that only ends like it': 'from common import on_gpu\n@not_on_gpu\ndef f(): ...\nxon_gpu(1)\n',
  };
  for (const [what, text] of Object.entries(others))
    it(`are not those with ${what}`, () => {
      assert.deepEqual(found({ 'common.py': COMMON, 'job.py': text }), []);
    });

  it('are found by what other files hand on, in whatever order these are read', () => {
    const files = {
      'jobs/train.py': 'from pkg import on_gpu\n@on_gpu(8)\ndef f(): ...\n',
      'pkg/__init__.py': 'from .parts import on_gpu, plain\n',
      'pkg/parts/__init__.py': 'from .inner import *\n',
      'pkg/parts/inner.py': COMMON,
      'jobs/other.py': 'from pkg import plain\nplain(1)\n',
    };
    assert.deepEqual(found(files), ['jobs/train.py']);
  });

  it('are followed round in circles only so far', () => {
    const files = {
      'a.py': 'from b import *\n@x\ndef f(): ...\n',
      'b.py': 'from a import *\nfrom b import *\n',
    };
    assert.deepEqual(found(files), []);
  });

  it('are looked for without keeping the texts of all files', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const registrars = new ImportedRegistrars(['common_helpers_of_all/on_gpu_functions.py', 'job.py']);
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 100; i++) {
      const rest = String(i).repeat(100_000);
      const text = `from common_helpers_of_all.on_gpu_functions import on_large_gpus as on_gpus_${i}\n# ${rest}\n`;
      registrars.note(`job_${i}.py`, text);
    }
    collect();
    const kept = process.memoryUsage().heapUsed - before;
    assert.ok(kept < 2_000_000, `${kept} bytes are kept`);
    assert.deepEqual(registrars.found(), []);
  });

  it('are not those that are scanned anyway', () => {
    assert.deepEqual(
      found({ 'common.py': COMMON, 'job.py': 'import modal\nfrom common import *\n@on_gpu\ndef f(): ...\n' }),
      [],
    );
  });
});
