import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayDeclare } from '../../../src/core/modal/mayDeclare';
import { scanModule } from '../../../src/core/modal/scan';
import { PythonModule } from '../../../src/core/python/module';
import { loadParser } from '../../support/python';

const FOLDERS = ['test/fixtures', 'test/golden', 'examples', 'review-scenarios'];

function pythonFiles(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py'))
      .map((name) => join(folder, name)),
  );
}

describe('the test before parsing', () => {
  for (const text of [
    'import modal',
    'import modal as m',
    'from modal import App',
    'from modal.experimental import clustered',
    'm = importlib.import_module("modal")',
    '@app.function()\ndef f(): ...',
    '@app . function (gpu="T4")\ndef f(): ...',
    '@app.\\\nfunction(gpu="T4")\ndef f(): ...',
    '@app.cls(gpu="T4")',
    '@app.server(gpu="T4")',
    '@app._experimental_server(gpu="T4")',
    'on_gpu = app.function\n',
    'on_gpu = partial(app.function, gpu="H100")',
    'assert app.cls == register',
    'getattr(app, "function")(gpu="T4")(f)',
    'getattr(make_app(), KIND)(gpu="T4")(f)',
    'from operator import attrgetter as ask\nask("function")(app)(gpu="T4")(f)',
    'operator.attrgetter(KIND)(app)(gpu="T4")(f)',
    'operator.methodcaller("function", gpu="T4")(app)(f)',
    'app.__getattribute__(KIND)(gpu="T4")(f)',
    'object.__getattribute__(the_app, KIND)(gpu="T4")(f)',
    'Model.with_options(gpu="H100")().run.remote()',
    'Model().update_autoscaler(min_containers=4)',
  ])
    it(`says yes to ${JSON.stringify(text)}`, () => assert.equal(mayDeclare(text), true));

  for (const text of [
    '"""Multimodal inputs."""',
    'def multimodal_part(x): ...',
    'import modalities',
    'from bimodal import f',
    'modal_size = 3',
    'window.modalOpen()',
    'self.server.start()',
    'self.server = Server()',
    'args.cls.__name__',
    'x.functional(1)',
    'getattr(args, name)',
    'sorted(rows, key=attrgetter("name"))',
    'super().__getattribute__(name)',
  ])
    it(`says no to ${JSON.stringify(text)}`, () => assert.equal(mayDeclare(text), false));

  it('says yes to every file of the fixtures in which a parse finds something', async () => {
    const parser = await loadParser();
    const declaring = pythonFiles().filter((file) => {
      const text = readFileSync(file, 'utf8');
      const tree = parser.parse(text)!;
      const { declarations, callSites } = scanModule(new PythonModule(file, text, tree.rootNode));
      tree.delete();
      return declarations.length + callSites.length > 0;
    });
    assert.ok(declaring.length > 60, `${declaring.length} files`);
    assert.deepEqual(
      declaring.filter((file) => !mayDeclare(readFileSync(file, 'utf8'))),
      [],
    );
  });
});
