import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { csvText, type CsvCell } from '../../../src/core/render/csv';

const row = (...cells: CsvCell[]): string => csvText([], [cells]).replace(/^\r\n/, '');

/** A reader by the grammar of RFC 4180. */
function readCsv(text: string): string[][] {
  assert.ok(text.endsWith('\r\n'));
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end !== ',') rows.push([]);
  }
  rows.pop();
  return rows;
}

describe('CSV', () => {
  it('ends each row with CRLF, and quotes only if needed', () => {
    assert.equal(
      csvText(
        ['a', 'b'],
        [
          ['x', 1],
          ['y, "z"', null],
        ],
      ),
      'a,b\r\nx,1\r\n"y, ""z""",\r\n',
    );
  });

  it('writes numbers as numbers, also negative ones, without rounding errors', () => {
    assert.equal(row(-311.04, 0.1 + 0.2, 1e-7, 0, NaN), '-311.04,0.3,1e-7,0,\r\n');
  });

  it('never turns a text into a formula', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '\r=1', '＝1', '\u200b=1', '\u0000=1'])
      assert.match(row(text), /^"?' ?[=+\-@＝]/, JSON.stringify(text));
    assert.equal(row('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"\r\n`);
    assert.equal(row('a=1', 'b-2', '(=1)'), 'a=1,b-2,(=1)\r\n');
  });

  it('reads back as written, for any content', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[=+@,"'\r\n\t -]*$/));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
        const read = readCsv(csvText(['a', 'b'], rows));
        assert.equal(read.length, rows.length + 1);
        for (const each of read) {
          assert.equal(each.length, 2);
          for (const text of each) assert.doesNotMatch(text, /^\s*[=+\-@]|[\p{Cc}\p{Cf}]/u);
        }
      }),
    );
  });
});
