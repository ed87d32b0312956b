import { strict as assert } from 'node:assert';
import { displayWidth, textTable, type Column } from '../../../src/core/render/textTable';

const COLUMNS: readonly Column[] = [
  { title: 'WHERE', align: 'left', cuts: 'start' },
  { title: 'NAME', align: 'left' },
  { title: 'USD', align: 'right' },
];

describe('a text table', () => {
  it('aligns by printed width, not by code units', () => {
    assert.deepEqual(
      textTable(COLUMNS, [
        ['a.py:1', 'größe', '$1'],
        ['日本.py:10', '😀', '$1,000.00'],
        ['é.py', 'x', ''],
      ]),
      [
        'WHERE       NAME         USD',
        'a.py:1      größe         $1',
        '日本.py:10  😀     $1,000.00',
        'é.py        x',
      ],
    );
  });

  it('fits a terminal by cutting columns that may be cut, at their start or end', () => {
    const rows = [['a/long/path/to/some/file.py:10', 'name', '$1.00']];
    assert.deepEqual(textTable(COLUMNS, rows, 30), [
      'WHERE              NAME    USD',
      '…/some/file.py:10  name  $1.00',
    ]);
    for (const width of [80, 40, 30, 22])
      for (const line of textTable(COLUMNS, rows, width))
        assert.ok(displayWidth(line) <= width, `${width}: ${line}`);
  });

  it('cuts a text at its end where that tells less', () => {
    const columns: readonly Column[] = [{ title: 'NOTE', align: 'left', cuts: 'end' }, COLUMNS[2]!];
    assert.equal(textTable(columns, [['the start tells more', '$1.00']], 20)[1], 'the start te…  $1.00');
  });

  it('cuts nothing without a terminal, and is not made wider than a person reads', () => {
    const long = 'x'.repeat(400);
    const lines = textTable(COLUMNS, [
      [long, 'name', '$1.00'],
      ['a.py:1', 'name', '$1.00'],
    ]);
    assert.ok(lines[1]!.startsWith(`${long}  name`));
    assert.equal(lines[2]!.indexOf('name'), 162);
  });

  it('cuts wide characters whole', () => {
    const lines = textTable(COLUMNS, [['日本日本日本日本日本日本', 'x', '1']], 25);
    for (const line of lines) assert.ok(displayWidth(line) <= 25, line);
    assert.match(lines[1]!, /^…[日本]+ {2,3}x/);
  });

  it('stops at a readable width', () => {
    const [, line] = textTable(COLUMNS, [['a/long/path/file.py', 'a name that may not shrink', '$1']], 10);
    assert.equal(line, '…file.py  a name that may not shrink   $1');
  });

  it('works without rows, and with missing cells', () => {
    assert.deepEqual(textTable(COLUMNS, []), ['WHERE  NAME  USD']);
    assert.deepEqual(textTable(COLUMNS, [['a']])[1], 'a');
  });
});

describe('the width of a text in a terminal', () => {
  const widths: Readonly<Record<string, number>> = {
    '': 0,
    abc: 3,
    größe: 5,
    'e\u0301': 1,
    日本: 4,
    한글: 4,
    ＡＢ: 4,
    '😀': 2,
    'a\u200bb': 2,
    '–…': 2,
  };
  for (const [text, width] of Object.entries(widths)) {
    it(`${JSON.stringify(text)}: ${width}`, () => {
      assert.equal(displayWidth(text), width);
    });
  }
});
