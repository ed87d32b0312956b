import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { dominantQuote, pythonSource, pythonString } from '../../../src/core/edits/pythonSource';
import { PythonModule } from '../../../src/core/python/module';
import { scanText, loadParser } from '../../support/python';

async function inFile<T>(code: string, use: (module: PythonModule) => T): Promise<T> {
  const tree = (await loadParser()).parse(code);
  assert.ok(tree);
  try {
    return use(new PythonModule('app.py', code, tree.rootNode));
  } finally {
    tree.delete();
  }
}

describe('Python source for values', () => {
  it('takes the quotes that the file uses most, not those of docstrings', async () => {
    assert.equal(await inFile('x = 1', dominantQuote), '"');
    assert.equal(await inFile('"""Docs."""\nx = \'a\'', dominantQuote), "'");
    assert.equal(await inFile('x = ["a", \'b\', f"c"]', dominantQuote), '"');
    assert.equal(await inFile("x = [r'a', 'b', \"c\"]", dominantQuote), "'");
  });

  it('prints numbers, None, booleans and lists', async () => {
    const print = (value: Parameters<typeof pythonSource>[1]): Promise<string> =>
      inFile("x = 'a'", (module) => pythonSource(module, value));
    assert.equal(await print(null), 'None');
    assert.equal(await print(true), 'True');
    assert.equal(await print(0.125), '0.125');
    assert.equal(await print(-3), '-3');
    assert.equal(await print(['H100', 'A100:2']), "['H100', 'A100:2']");
    await assert.rejects(print(NaN), RangeError);
  });

  it('escapes so that Python reads the same string', async () => {
    const texts = ['"', "'", '\\', '\n\r\t\u0000\u2028', '🎉', '\ud800', '{x}'];
    for (const text of texts) {
      for (const quote of ['"', "'"] as const) await readsBack(text, quote);
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), (text) => readsBack(text, '"')),
      { numRuns: 100 },
    );
  });
});

async function readsBack(text: string, quote: '"' | "'"): Promise<void> {
  const source = pythonString(text, quote);
  const code = `import modal\napp = modal.App("a")\n@app.function(region=${source})\ndef f(): ...\n`;
  const [declaration] = (await scanText(code)).declarations;
  assert.equal(declaration?.params.region?.value, text, source);
}
