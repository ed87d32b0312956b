import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { FileScan } from '../../src/core/modal/scan';
import { SourceFile } from '../../src/core/modal/sourceFile';
import type { PythonParser } from '../../src/core/python/parser';
import { loadParser } from '../support/python';
import { replaced } from '../unit/modal/typing';

const FORMS = 'test/fixtures/forms';
const texts = readdirSync(FORMS)
  .filter((name) => name.endsWith('.py'))
  .sort()
  .map((name) => readFileSync(join(FORMS, name), 'utf8'));

/** What people type, whole and in pieces, and what makes trouble. */
const PIECES = [
  ...[
    'a',
    '1',
    ' ',
    '\n',
    '\n    ',
    '(',
    ')',
    '"',
    "'",
    '"""',
    ',',
    '=',
    ':',
    '@',
    '#',
    '\\',
    '\t',
    '\r\n',
    '\0',
  ],
  ...[
    '😀',
    'ö',
    'modal',
    '.function(',
    'gpu="L4"',
    ', cpu=2',
    'N = 2\n',
    'if q():\n',
    'def z(): ...\n',
    'class Z:\n',
  ],
  ...[
    '@app.function(gpu="L4")\ndef z(): ...\n',
    '\n@app.cls(gpu="T4")\n',
    'app = modal.App()\n',
    'import modal\n',
    'GPU = "T4"\n',
    'del GPU\n',
  ],
  ...['f(M := 3)\n', 'global N\n', '    N += 1\n', 'for N in [1, 2]:\n', 'X.with_options(gpu="H100")\n', ''],
];

/** What is typed before a value, most of it such that the text still parses. */
const VALUES = ['2', '1 + ', '-', 'not ', 'x or ', '"L4" or ', '(', 'N', ' ', 'M := 2', '[', '#', '\n'];

/** One edit: where (a share of the text), how much goes, what comes. */
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    /** There, at the beginning or the end of the line, or just after an `=`. */
    spot: fc.constantFrom('there', 'line', 'end', 'value', 'value'),
    away: fc.constantFrom(0, 0, 0, 1, 2, 20),
    piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })),
    value: fc.constantFrom(...VALUES),
    /** Whether it is undone again after a look. */
    undone: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);

describe('typing', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await loadParser();
  });

  it('edit by edit reads a file as a fresh look does', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.constantFrom(...texts), edits, (start, typed) => {
        const file = new SourceFile('app.py', start, parser);
        file.scan();
        let text = start;
        const replace = (from: number, to: number, by: string): void => {
          const { text: after, edit } = replaced(text, from, to, by);
          text = after;
          file.update(text, [edit]);
          compared += compare(file, text, parser);
        };
        for (const { at, spot, away, piece, value, undone } of typed) {
          const from = placeOf(text, at, spot);
          const by = spot === 'value' ? value : spot === 'end' && away < 2 ? ' ' : piece;
          const gone = text.slice(from, from + away);
          replace(from, from + gone.length, by);
          if (undone) replace(from, from + by.length, gone);
        }
        file.dispose();
      }),
      { seed: 7, numRuns: 200 },
    );
    // A property that compares nothing holds always.
    assert.ok(compared > 250, `${compared} comparisons`);
  });
});

function placeOf(text: string, at: number, spot: string): number {
  const place = Math.floor(at * text.length);
  if (spot === 'there') return place;
  if (spot === 'end') return (text + '\n').indexOf('\n', place);
  if (spot === 'line') return text.lastIndexOf('\n', place) + 1;
  const after = [...text.matchAll(/(?<![=!<>:])=(?!=) ?/g)].map(({ index, 0: sign }) => index + sign.length);
  return after[Math.floor(at * after.length)] ?? place;
}

/** Compares with a fresh look, where the text parses; 1 where it does. */
function compare(file: SourceFile, text: string, parser: PythonParser): number {
  const scan = file.scan();
  const fresh = new SourceFile('app.py', text, parser);
  try {
    const expected = fresh.scan();
    const root = fresh.module()?.root;
    if (root?.hasError !== false) return 0;
    assert.deepEqual(plain(scan), plain(expected), JSON.stringify(text));
    return 1;
  } finally {
    fresh.dispose();
  }
}

const plain = (scan: FileScan): unknown => JSON.parse(JSON.stringify(scan));
