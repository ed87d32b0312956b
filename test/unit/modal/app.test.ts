import { strict as assert } from 'node:assert';
import { scanBeside } from '../../support/python';

/** The apps' names of what a text declares, in source order. */
async function names(
  text: string,
  others: Readonly<Record<string, string>> = {},
): Promise<(string | null)[]> {
  const { declarations } = await scanBeside(text, others);
  return declarations.map(({ appName }) => appName);
}

const F = '@app.function()\ndef f(): ...\n';

describe('an app’s name', () => {
  for (const [what, made] of [
    ['first argument', 'modal.App("one")'],
    ['keyword', 'modal.App(image=image, name="one")'],
    ['constant', 'modal.App(NAME)'],
    ['f-string', 'modal.App(f"{NAME}")'],
    ['lookup', 'modal.App.lookup("one", create_if_missing=True)'],
    ['old class', 'modal.Stub("one")'],
    ['app that includes another', 'modal.App("one").include(other)'],
  ] as const) {
    it(`is read from ${what}`, async () => {
      assert.deepEqual(await names(`import modal\nNAME = "one"\napp = ${made}\n${F}`), ['one']);
    });
  }

  it('follows another name, and an import', async () => {
    assert.deepEqual(await names(`import modal\nfirst = modal.App("one")\napp = first\n${F}`), ['one']);
    const common = 'import modal\nfrom base import NAME\nshared = modal.App(NAME)\n';
    const others = { 'common.py': common, 'base.py': 'NAME = "deep"\n' };
    assert.deepEqual(await names(`from common import shared as app\n${F}`, others), ['deep']);
  });

  it('is separate for each app', async () => {
    const text = `import modal\napp = modal.App("one")\n${F}stub = modal.App("two")\n${F.replace('app', 'stub')}`;
    assert.deepEqual(await names(text), ['one', 'two']);
  });

  for (const [what, text] of [
    ['there is none', `import modal\napp = modal.App()\n${F}`],
    ['it is empty', `import modal\napp = modal.App("")\n${F}`],
    ['only a run knows', `import modal, sys\napp = modal.App(sys.argv[1])\n${F}`],
    [
      'it is one of several',
      `import modal\nif x():\n    app = modal.App("a")\nelse:\n    app = modal.App("b")\n${F}`,
    ],
    ['it is a parameter', `import modal\ndef make(app: modal.App):\n    @app.function()\n    def f(): ...\n`],
    ['the module is not there', `from common import app\n${F}`],
    ['modules import each other', `from loop import app\n${F}`],
  ] as const) {
    it(`is unknown where ${what}`, async () => {
      const others = { 'loop.py': 'from pool import app\n', 'pool.py': 'from loop import app\n' };
      assert.deepEqual(await names(text, others), [null]);
    });
  }
});
