import { strict as assert } from 'node:assert';
import { keepLastGood } from '../../../src/core/modal/lastGood';
import type { FileScan } from '../../../src/core/modal/scan';
import { scanText } from '../../support/python';
import { brief, replaced } from './typing';

const TEXT = `import modal
app = modal.App()
@app.function(gpu="H100")
def a(): ...

@app.function(
    gpu="T4",
)
def b(): ...
`;
const NOTHING: FileScan = { declarations: [], callSites: [] };

describe('what is kept while a text does not parse', () => {
  let before: FileScan;
  beforeEach(async () => {
    before = await scanText(TEXT);
  });

  it('is empty if nothing is broken', () => {
    assert.equal(keepLastGood(before, NOTHING, [], []), NOTHING);
    assert.equal(keepLastGood(before, NOTHING, [], [[1, 1]]), NOTHING);
    assert.equal(keepLastGood(before, NOTHING, [], [[10, 99]]), NOTHING);
  });

  it('are the declarations in the broken part, marked stale', () => {
    assert.deepEqual(brief(keepLastGood(before, NOTHING, [], [[7, 7]])), ['6 b T4 (stale)']);
    assert.deepEqual(brief(keepLastGood(before, NOTHING, [], [[1, 99]])), [
      '3 a H100 (stale)',
      '6 b T4 (stale)',
    ]);
  });

  it('leaves out what is still recognized, and is in the order of the text', () => {
    const [a, b] = before.declarations;
    assert.deepEqual(brief(keepLastGood(before, { ...NOTHING, declarations: [b!] }, [], [[1, 99]])), [
      '3 a H100 (stale)',
      '6 b T4',
    ]);
    assert.equal(
      keepLastGood(before, { ...before, declarations: [a!, b!] }, [], [[1, 99]]).declarations.length,
      2,
    );
  });

  const edits: readonly (readonly [title: string, at: string, length: number, by: string, lines: string])[] =
    [
      ['moves with lines put in above', 'app =', 0, '\n\n', '8 9 10 11'],
      ['moves with lines taken out above', 'import modal\n', 13, '', '5 6 7 8'],
      ['stays with lines put in below', 'def b', 0, '\n', '6 7 8 10'],
      ['stays with typing in its line', 'T4', 2, 'A', '6 7 8 9'],
      ['moves with the line break before it', '\n@app.function(\n', 0, '\n', '7 8 9 10'],
      ['grows with a line put into it', '    gpu="T4"', 0, '    cpu=1,\n', '6 8 9 10'],
    ];
  for (const [title, at, length, by, lines] of edits) {
    it(title, () => {
      const start = TEXT.indexOf(at);
      const { edit } = replaced(TEXT, start, start + length, by);
      const kept = keepLastGood(before, NOTHING, [edit], [[1, 99]]).declarations.find(
        ({ name }) => name === 'b',
      )!;
      const [from, , to, def] = lines.split(' ').map(Number);
      assert.deepEqual([kept.line, kept.endLine, kept.defLine], [from, to, def]);
      assert.equal(kept.range.start.line, kept.line - 1);
    });
  }
});
