import { strict as assert } from 'node:assert';
import { SourceFile } from '../../../src/core/modal/sourceFile';
import { NO_MODULES } from '../../../src/core/python/evaluate';
import type { FileScan } from '../../../src/core/modal/scan';
import type { PythonModule } from '../../../src/core/python/module';
import { loadParser } from '../../support/python';
import { brief, replaced } from './typing';

const TEXT = `import modal
N = 1
app = modal.App()

@app.function(gpu=f"H100:{N}", timeout=60)
def a(): ...

@app.function(gpu="T4")
def b(): ...
`;

/** A file open in an editor: `type` replaces a piece of its text by another. */
class Open {
  private constructor(
    readonly file: SourceFile,
    public text: string,
  ) {}

  static async with(text: string): Promise<Open> {
    const open = new Open(new SourceFile('app.py', text, await loadParser()), text);
    open.file.scan();
    return open;
  }

  type(what: string, by: string): this {
    const at = this.text.indexOf(what);
    assert.ok(at >= 0, what);
    const { text, edit } = replaced(this.text, at, at + what.length, by);
    this.text = text;
    this.file.update(text, [edit]);
    return this;
  }

  append(what: string): this {
    const { text, edit } = replaced(this.text, this.text.length, this.text.length, what);
    this.text = text;
    this.file.update(text, [edit]);
    return this;
  }

  get brief(): string[] {
    return brief(this.file.scan());
  }
}

describe('a file that is being edited', () => {
  let open: Open;
  beforeEach(async () => {
    open = await Open.with(TEXT);
  });
  afterEach(() => {
    open.file.dispose();
  });

  it('is the same object as long as nothing changes', () => {
    assert.equal(open.file.scan(), open.file.scan());
    open.file.update(open.text, []);
    assert.deepEqual(open.brief, ['5 a H100', '8 b T4']);
  });

  it('finds what a call registers once another statement lets it, and no longer once that is gone', async () => {
    const plain = 'return f';
    for (const given of [
      'return app.function(gpu="L4")',
      'return getattr(app, "function")(gpu="L4")',
      'made = [app.function(gpu="L4")]\n    return made[0]',
    ]) {
      const other = await Open.with(
        `import modal\napp = modal.App()\ndef make(f):\n    ${plain}\n\ndef work(): ...\nmake(1)(work)\n`,
      );
      assert.deepEqual(other.brief, []);
      const [found, ...more] = other.type(plain, given).brief;
      assert.match(found!, / work L4$/);
      assert.deepEqual([more, other.type(given, plain).brief], [[], []]);
      other.file.dispose();
    }
  });

  it('says that a call takes too long to follow once another statement names a method, and no longer once that is gone', async () => {
    const steps = Array.from({ length: 16 }, (_, i) => `    v${i + 1} = v${i} if x[${i}] else v${i}\n`);
    const slow = `def slow(x=load()):\n    v0 = load(x)\n${steps.join('')}    return v16\n`;
    for (const naming of ['print(app.function)', 'print(getattr(app, "cls"))', 'print([app.server])']) {
      const other = await Open.with(`import modal\napp = modal.App()\n${slow}pass\nslow(1)(2)\n`);
      assert.equal(other.file.scan().leftOut, undefined);
      assert.deepEqual(other.type('pass', naming).file.scan().leftOut, [23]);
      assert.equal(other.type(naming, 'pass').file.scan().leftOut, undefined);
      other.file.dispose();
    }
  });

  it('has the same result in steps as at once, and continues after it was interrupted', async () => {
    const more = Array.from({ length: 30 }, (_, i) => `\n@app.function(gpu="L4")\ndef f${i}(): ...\n`);
    let text = TEXT + more.join('');
    const parser = (await loadParser()).another();
    const file = new SourceFile('app.py', text, parser);
    /** Steps until there are no more, or so many. */
    const run = (most: number): FileScan | undefined => {
      const steps = file.scanInSteps(NO_MODULES, null, () => true);
      for (let i = 0; i < most; i++) {
        const step = steps.next();
        if (step.done) return step.value;
      }
      steps.return({ declarations: [], callSites: [] });
      return undefined;
    };
    let most = 1;
    for (let scan: FileScan | undefined; !scan; most++) {
      // All that is declared hangs on the app.
      const at = text.indexOf('App(') + 'App('.length;
      const change = text[at] === ')' ? replaced(text, at, at, '"x"') : replaced(text, at, at + 3, '');
      text = change.text;
      file.update(text, [change.edit]);
      scan = run(most);
      const { brief: expected } = await Open.with(text);
      if (scan) assert.deepEqual(brief(scan), expected);
      else if (most % 3 === 0) assert.deepEqual(brief(file.scan()), expected, `given up after ${most}`);
    }
    assert.ok(most > 30, `${most} steps`);
    file.dispose();
    parser.dispose();
  });

  it('follows what is typed into an argument', () => {
    assert.deepEqual(open.type('"T4"', '"L4"').brief, ['5 a H100', '8 b L4']);
    assert.equal(
      open.type('timeout=60', 'timeout=90').file.scan().declarations[0]?.params.timeout?.value,
      90,
    );
  });

  it('reads nothing again for space at the end of a line, unless it is in a string', async () => {
    const text = TEXT.replace('N = 1', 'N = 1\nGPU = """T4\n"""\n').replace('"T4"', 'GPU');
    const file = await Open.with(text);
    const before = file.file.scan();
    assert.equal(file.type('N = 1', 'N = 1 ').file.scan(), before);
    assert.equal(file.type('timeout=60)', 'timeout=60)\t').file.scan(), before);
    assert.notEqual(file.type('T4', 'T4 ').file.scan(), before);
    file.file.dispose();
  });

  it('reads again only what depends on an edit, and keeps the rest as it is', () => {
    const [a, b] = open.file.scan().declarations;
    const typed = open.type('N = 1', 'N = 2').file.scan().declarations;
    assert.notEqual(typed[0], a);
    assert.equal(typed[1], b);
    assert.equal(open.type('def b(): ...', 'def b(): (').file.scan().declarations[0], typed[0]);
    // What is read again and found to be the same stays the same object.
    assert.equal(open.type('def b(): (', 'def b(): ...\nN = 3').file.scan().declarations[0], typed[0]);
  });

  it('moves what stands below a new line, with the lines that it names in its own file only', () => {
    const [before] = open.file.scan().declarations;
    const [after] = open.type('import modal', 'import modal\n').file.scan().declarations;
    assert.ok(before && after);
    assert.deepEqual(after.gpu.origins, [{ kind: 'name', name: 'N', line: 3, file: 'app.py' }]);
    assert.equal(after.gpu.line, before.gpu.line + 1);
    assert.equal(after.gpu.range?.start.line, before.gpu.line);
    assert.equal(after.gpu.value, before.gpu.value);
  });

  it('follows the names that a registration goes on under', async () => {
    const text =
      TEXT.replace('N = 1', 'N = 1\ndef work(): ...\n') + 'made = app.function(gpu="L4")\nmake(work)\n';
    const file = await Open.with(text);
    assert.equal(file.file.scan().declarations.length, 2);
    assert.equal(file.type('made = app', 'make = app').file.scan().declarations.length, 3);
    assert.equal(file.type('make(work)', 'made(work)').file.scan().declarations.length, 2);
    file.file.dispose();
  });

  it('follows the names that a pattern binds', async () => {
    const text = TEXT.replace('N = 1', 'N = 1\nmatch {"n": 3}:\n    case {"n": _}:\n        pass\n');
    const file = await Open.with(text);
    file.type('{"n": _}', '{"n": N}');
    const fresh = await Open.with(file.text);
    assert.deepEqual(file.file.scan(), fresh.file.scan());
    assert.notDeepEqual(file.file.scan().declarations[0]?.gpu.value, [{ type: 'H100', count: 1 }]);
    file.file.dispose();
    fresh.file.dispose();
  });

  it('follows a change of a dict whose key holds a bracket', async () => {
    const text = TEXT.replace('timeout=60', 'timeout=D["("]').replace(
      'N = 1',
      'N = 1\nD = {"(": 60}\nx = 1\n',
    );
    const changed = await Open.with(text);
    changed.type('x = 1', 'D["("] = 90');
    assert.equal(changed.file.scan().declarations[0]?.params.timeout?.value, 90);
    changed.file.dispose();
  });

  it('follows a constant that is changed elsewhere', () => {
    open.type('N = 1', 'N = 4');
    assert.deepEqual(open.file.scan().declarations[0]?.gpu.value, [{ type: 'H100', count: 4 }]);
  });

  it('moves with lines above, and with text of any width', () => {
    assert.deepEqual(open.type('N = 1', '# 😀 größe\nN = 1').brief, ['6 a H100', '9 b T4']);
    assert.deepEqual(open.type('😀', '').type('"T4"', '"A10"').brief, ['6 a H100', '9 b A10']);
  });

  it('keeps its last result while a call is open, and marks it as stale', () => {
    assert.deepEqual(open.type('"T4")', '"T4"').brief, ['5 a H100', '8 b T4 (stale)']);
    assert.deepEqual(open.type('"T4"', '"T4", cpu=').brief, ['5 a H100', '8 b T4 (stale)']);
    assert.deepEqual(open.type('cpu=', 'cpu=2)').brief, ['5 a H100', '8 b T4']);
  });

  it('keeps its last result while an argument is missing', () => {
    assert.deepEqual(open.type('timeout=60)', 'timeout=)').brief, ['5 a H100 (stale)', '8 b T4']);
    assert.deepEqual(open.type('timeout=)', 'timeout=6)').brief, ['5 a H100', '8 b T4']);
  });

  it('has a decorator as soon as it is written, whatever is still missing below it', () => {
    const typed = '@app.cls(gpu="A10")';
    open.append(`\n${typed}`);
    assert.deepEqual(open.brief, ['5 a H100', '8 b T4', '11 cls A10 (stale)']);
    assert.equal(open.file.scan().declarations.at(-1)?.unfinished, true);
    for (const more of ['\n', 'c', 'lass ', 'C', ':']) {
      open.append(more);
      assert.deepEqual(open.brief.slice(0, 2), ['5 a H100', '8 b T4'], more);
      assert.match(open.brief.slice(2).join(), /^11 (?:cls|C) A10(?: \(stale\))?$/, more);
    }
    assert.deepEqual(open.append('\n    x = 1\n').brief.slice(2), ['11 C A10']);
    assert.equal(open.file.scan().declarations.at(-1)?.unfinished, undefined);
  });

  it('has it above other statements too, follows its arguments, and removes it', () => {
    open.append('\n@app.function(gpu="A10")\n\nprint(1)\n');
    assert.deepEqual(open.brief.slice(2), ['11 function A10 (stale)']);
    assert.deepEqual(open.type('"A10"', '"L4"').brief.slice(2), ['11 function L4 (stale)']);
    assert.deepEqual(open.type('"L4"', '"L4').brief.slice(2), ['11 function L4 (stale)']);
    assert.deepEqual(open.type('"L4', '"L4"').brief.slice(2), ['11 function L4 (stale)']);
    assert.deepEqual(open.type('@app.function(gpu="L4")\n\n', '').brief.slice(2), []);
  });

  it('has it once, even if the whole text is replaced', () => {
    open.append('\n@app.cls(gpu="A10")').file.scan();
    assert.deepEqual(open.type(open.text, `${open.text}\nc`).brief.slice(2), ['11 cls A10 (stale)']);
  });

  it('has it once, if the code beside it is broken too', () => {
    open.append('\nx = = 1\n@app.function(gpu="A10")\n').file.scan();
    assert.deepEqual(open.append('def c(): ...\n').brief.slice(2), ['12 c A10']);
  });

  it('keeps the name of a declaration that has lost its definition', () => {
    assert.deepEqual(open.type('def b(): ...\n', 'de').brief, ['5 a H100', '8 b T4 (stale)']);
  });

  it('ignores decorators that are not of an app', () => {
    assert.deepEqual(open.append('\n@other.function(gpu="A10")\n').brief.length, 2);
  });

  it('forgets what is deleted', () => {
    assert.deepEqual(open.type('@app.function(gpu="T4")\n', '').brief, ['5 a H100']);
    assert.deepEqual(open.type(open.text, 'import modal\n').brief, []);
  });

  it('does not bring back what was deleted long before', () => {
    open.type('@app.function(gpu="T4")\ndef b(): ...\n', '').file.scan();
    assert.deepEqual(open.type('timeout=60)', 'timeout=60').brief, ['5 a H100 (stale)']);
  });

  it('finds a new declaration, and a new name for one', () => {
    assert.deepEqual(open.type('def b(): ...\n', 'def b(): ...\n\n@app.cls()\nclass C: ...\n').brief, [
      '5 a H100',
      '8 b T4',
      '11 C absent',
    ]);
    assert.deepEqual(open.type('def a', 'def z').brief, ['5 z H100', '8 b T4', '11 C absent']);
  });

  it('has no module before a scan, nor without Modal', () => {
    const lines = (module: PythonModule | undefined): number | undefined => module?.root.namedChildCount;
    assert.equal(lines(open.file.module()), 5);
    open.type('N = 1', 'N = 2');
    assert.equal(open.file.module(), undefined);
    open.file.scan();
    assert.equal(lines(open.file.module()), 5);
    open.type(open.text, 'print()\n').file.scan();
    assert.equal(open.file.module(), undefined);
  });

  it('is parsed again if the change is unknown', () => {
    open.file.update('import modal\napp = modal.App()\n@app.server(port=1)\nclass S: ...\n', []);
    assert.deepEqual(open.brief, ['3 S absent']);
  });

  it('reads other modules again when told', () => {
    let calls = 0;
    const finder = { find: () => (calls++, 'absent' as const) };
    open.type('N = 1', 'from common import N').file.scan(finder);
    const before = calls;
    open.file.scan(finder);
    assert.equal(calls, before);
    open.file.invalidate();
    open.file.scan(finder);
    assert.ok(calls > before);
  });
});
