import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { cellText } from '../../../src/core/python/cellText';
import { loadParser } from '../../support/python';

/** Whether Python's grammar takes a cell. */
async function parses(text: string): Promise<boolean> {
  const tree = (await loadParser()).parse(cellText(text));
  assert.ok(tree);
  const { hasError } = tree.rootNode;
  tree.delete();
  return !hasError;
}

describe('the Python of a notebook’s cell', () => {
  it('is the cell itself, if it has no IPython lines', () => {
    for (const text of [
      '',
      'x = 5 % 3\n',
      'print("100%")\ny = a != b\n',
      'f = "%s" % x\n',
      'a = """\n%pip\n!ls\n"""\n',
    ])
      assert.equal(cellText(text), text);
  });

  it('blanks magics, commands and questions in place', () => {
    assert.equal(cellText('%pip install modal\nimport modal\n'), '_#ip install modal\nimport modal\n');
    assert.equal(cellText('!ls -l "it\'s\nx = 1\n'), '_#s -l "it\'s\nx = 1\n');
    assert.equal(cellText('if True:\n    !ls (\nx = 1\n'), 'if True:\n    _#s (\nx = 1\n');
    assert.equal(cellText('files = !ls\ntook = %timeit -o f()\n'), 'files = _#s\ntook = _#imeit -o f()\n');
    assert.equal(cellText('modal.App?\n?modal\nx??\n'), '_#dal.App?\n_#odal\n_#?\n');
    assert.equal(
      cellText('!pip install \\\r\n  modal\r\nx = 1\r\n'),
      '_#ip install \\\r\n  #odal\r\nx = 1\r\n',
    );
  });

  it('keeps what `%time` and `%prun` run, behind a statement that does nothing', async () => {
    assert.equal(cellText('%time w = make()\n'), '_    ;w = make()\n');
    assert.equal(cellText('if x:\n    %prun make()\n'), 'if x:\n    _    ;make()\n');
    // A loop cannot stand behind another statement, and `-r` is an option of the magic.
    assert.equal(cellText('%time for i in x: f(i)\n'), '_#ime for i in x: f(i)\n');
    assert.equal(cellText('%prun -r f()\n'), '_#run -r f()\n');
    for (const text of ['%time w = make()\n', 'if x:\n  %time make()\n', '%time w = \\\n  make()\n'])
      assert.ok(await parses(text), text);
  });

  it('keeps lines that only look like magics: inside brackets and strings', () => {
    const text = 'x = (a\n     %b)\ny = """\n!ls\n"""\nz = [\n%s,\n]\n';
    assert.equal(cellText(text), text);
  });

  it('is empty in a cell of another language, and the body under a magic that runs Python', () => {
    assert.equal(cellText('%%bash\r\necho "def'), '      \r\n         ');
    assert.equal(cellText('\n%%sql db\nSELECT'), '\n        \n      ');
    assert.equal(cellText('%%time\nx = 1\n'), '_#time\nx = 1\n');
  });

  it('parses', async () => {
    for (const text of [
      '%pip install a\n',
      'if x:\n    %time f()\n',
      'a = !ls\n',
      '%%capture out\nx = 1\n',
      'for f in x:\n\t!echo {f}\n',
    ])
      assert.ok(await parses(text), text);
  });

  it('keeps every line and every character in place, for any text', () => {
    const piece = fc.constantFrom(
      '%',
      '%%',
      '!',
      '?',
      'ls',
      ' ',
      '\n',
      '\r\n',
      '\\',
      '"""',
      '(',
      ')',
      'x',
      '=',
      '\t',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const python = cellText(text);
        assert.equal(python.length, text.length);
        assert.equal(python.replace(/[^\r\n]/g, ''), text.replace(/[^\r\n]/g, ''));
        for (let i = 0; i < text.length; i++) if (/[\r\n]/.test(text[i]!)) assert.equal(python[i], text[i]);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});
