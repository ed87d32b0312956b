import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import type { TextDocument } from 'vscode';
import { ImportedModules } from '../../../src/host/importedModules';
import { ModuleCache } from '../../../src/host/moduleCache';
import { OpenDocument } from '../../../src/host/openDocument';
import type { FileScan } from '../../../src/core/modal/scan';
import { UNSET, type Environment } from '../../../src/core/python/environment';
import type { PythonParser } from '../../../src/core/python/parser';
import { loadParser } from '../../support/python';

/** An open document in a folder of other files, and what it has cost. */
class Opened {
  readonly files = new Map<string, string>();
  /** Files that are there, and cannot be read. */
  readonly unreadable = new Set<string>();
  readonly read: string[] = [];
  readonly modules: ImportedModules;
  environment: Environment = UNSET;
  parses = 0;
  /** How often it was told that modules had been read or had changed, and how often that concerned it. */
  told = 0;
  affected = 0;
  private readonly document: OpenDocument;
  private mayRead: Promise<void> = Promise.resolve();

  constructor(
    parser: PythonParser,
    file: string,
    private readonly text: string,
  ) {
    const cache = new ModuleCache(
      async (path) => {
        this.read.push(path);
        await this.mayRead;
        if (this.unreadable.has(path)) return { reason: { kind: 'permissionDenied' } };
        const found = this.files.get(path);
        return found === undefined ? undefined : { text: found };
      },
      (found) => Promise.resolve({ tree: parser.parse(found)! }),
      () => undefined,
    );
    this.modules = new ImportedModules(cache, (paths) => {
      this.told++;
      if (this.document.modulesChanged(paths)) this.affected++;
    });
    const document = { version: 1, getText: () => this.text } as TextDocument;
    this.document = new OpenDocument(document, file, false, this.counting(parser));
  }

  /** Asks what it declares until no module is being read: what its first declaration's GPU is. */
  async gpu(): Promise<string | undefined> {
    for (;;) {
      const { affected } = this;
      // However slow the scan, no module is there before its end.
      let allow = (): void => undefined;
      this.mayRead = new Promise((resolve) => (allow = resolve));
      const scan = await this.scan();
      allow();
      await this.modules.reading;
      if (this.affected === affected) return JSON.stringify(scan.declarations[0]?.gpu.value);
    }
  }

  private async scan(): Promise<FileScan> {
    for (;;) {
      const scan = this.document.scan(this.modules, null, this.environment);
      if (!(scan instanceof Promise)) return scan;
      await scan;
    }
  }

  dispose(): void {
    this.document.dispose();
    this.modules.dispose();
  }

  private counting(parser: PythonParser): PythonParser {
    const own = parser.another();
    const parse = own.parseInSteps.bind(own);
    own.parseInSteps = (...given) => {
      this.parses++;
      return parse(...given);
    };
    return { another: () => own } as unknown as PythonParser;
  }
}

describe('an open document', () => {
  let opened: Opened;
  const open = async (file: string, text: string): Promise<Opened> =>
    (opened = new Opened(await loadParser(), file, text));
  afterEach(() => opened.dispose());

  it('is parsed once, and scanned once more, though none of the modules that it imports is there', async () => {
    const { read } = await open(
      'examples/config_driven.py',
      readFileSync('examples/config_driven.py', 'utf8'),
    );
    await opened.gpu();
    assert.ok(read.length >= 8, String(read));
    assert.equal(new Set(read).size, read.length);
    assert.deepEqual([opened.parses, opened.told, opened.affected], [1, 1, 1]);
  });

  it('is read again when a module that it imports comes, changes or goes, and for no other', async () => {
    const text =
      'import modal\nfrom common import GPU\napp = modal.App()\n@app.function(gpu=GPU)\ndef f(): ...\n';
    const { files, modules } = await open('app/serve.py', text);
    const set = async (path: string, found: string | null): Promise<string | undefined> => {
      if (found === null) files.delete(path);
      else files.set(path, found);
      modules.forget(path);
      return opened.gpu();
    };
    assert.equal(await opened.gpu(), 'null');
    assert.match((await set('common.py', 'GPU = "A10"\n'))!, /A10/);
    assert.match((await set('app/common.py', 'GPU = "T4"\n'))!, /T4/);
    assert.match((await set('app/common.py', 'GPU = "L4"\n'))!, /L4/);
    assert.match((await set('app/common.py', null))!, /A10/);
    const { affected, parses } = opened;
    assert.match((await set('other.py', 'GPU = "T4"\n'))!, /A10/);
    assert.deepEqual([opened.affected, opened.parses, parses], [affected, 1, 1]);
  });

  it('takes nothing from a module that one hides which cannot be read', async () => {
    const text =
      'import modal\nfrom common import GPU\napp = modal.App()\n@app.function(gpu=GPU)\ndef f(): ...\n';
    const { files, unreadable, modules } = await open('serve.py', text);
    unreadable.add('common/__init__.py');
    files.set('common.py', 'GPU = "A10"\n');
    assert.equal(await opened.gpu(), 'null');
    unreadable.clear();
    modules.forget('common/__init__.py');
    assert.match((await opened.gpu())!, /A10/);
  });

  it('is scanned again, and not parsed, once something else is said of the environment', async () => {
    const text =
      'import modal\nimport os\napp = modal.App()\n@app.function(gpu=os.getenv("GPU", "T4"))\ndef f(): ...\n';
    await open('serve.py', text);
    assert.match((await opened.gpu())!, /T4/);
    const { environment } = opened;
    const said = new Map([['GPU', { value: 'H100', saidIn: { kind: 'teamFile' as const, line: 3 } }]]);
    opened.environment = { of: () => said };
    assert.match((await opened.gpu())!, /H100/);
    opened.environment = environment;
    assert.match((await opened.gpu())!, /T4/);
    assert.equal(opened.parses, 1);
  });
});
