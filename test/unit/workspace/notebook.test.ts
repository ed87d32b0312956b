import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  fileText,
  MAX_CELLS,
  placesInNotebook,
  readNotebook,
  textOfPart,
} from '../../../src/core/workspace/notebook';

const code = (source: unknown, metadata: object = {}): object => ({ cell_type: 'code', metadata, source });
const notebook = (cells: unknown, rest: object = {}): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells, ...rest }, null, 1);

describe('a notebook', () => {
  it('has its cells of Python, numbered among all', () => {
    const text = notebook([
      { cell_type: 'markdown', source: ['# import modal'] },
      code(['import modal\n', 'x = 1']),
      { cell_type: 'raw', source: 'import modal' },
      code('y = 2\nz = 3\n'),
    ]);
    assert.deepEqual(readNotebook(text), {
      cells: [
        { number: 2, source: 'import modal\nx = 1' },
        { number: 4, source: 'y = 2\nz = 3\n' },
      ],
    });
  });

  it('is of the language that its metadata say, and a cell of its own', () => {
    const cells = [
      code('x'),
      code('y', { vscode: { languageId: 'python' } }),
      code('z', { vscode: { languageId: 'sql' } }),
    ];
    const numbers = (metadata: object): unknown => {
      const read = readNotebook(notebook(cells, { metadata }));
      return 'cells' in read && read.cells.map(({ number }) => number);
    };
    assert.deepEqual(numbers({}), [1, 2]);
    assert.deepEqual(numbers({ language_info: { name: 'python' } }), [1, 2]);
    assert.deepEqual(numbers({ kernelspec: { language: 'python3' } }), [1, 2]);
    assert.deepEqual(numbers({ language_info: { name: 'julia' } }), [2]);
    assert.deepEqual(numbers({ kernelspec: { language: 'R' } }), [2]);
  });

  for (const [text, kind] of [
    ['{', 'malformedNotebook'],
    ['', 'malformedNotebook'],
    ['null', 'malformedNotebook'],
    ['[]', 'malformedNotebook'],
    ['{ "nbformat": 4 }', 'malformedNotebook'],
    ['{ "nbformat": 4, "cells": {} }', 'malformedNotebook'],
    ['['.repeat(2_000_000), 'malformedNotebook'],
    ['{ "nbformat": 3, "worksheets": [] }', 'oldNotebook'],
    [notebook(Array.from({ length: MAX_CELLS + 1 }, () => code('x'))), 'tooManyCells'],
    [notebook([code('x'.repeat(3_000_000)), code('x'.repeat(3_000_000))]), 'tooLarge'],
  ] as const)
    it(`is not read where it is ${kind}: ${text.slice(0, 40).replace(/\s+/g, ' ')}`, () => {
      const read = readNotebook(text);
      assert.equal('reason' in read && read.reason.kind, kind);
    });

  it('passes over cells that are none', () => {
    const read = readNotebook(notebook([null, 1, 'x', [], {}, code(null), code([1, 'a\n', null, 'b'])]));
    assert.deepEqual(read, {
      cells: [
        { number: 6, source: '' },
        { number: 7, source: 'a\nb' },
      ],
    });
  });

  it('has every character of a cell somewhere in its file', () => {
    const line = fc.string({ unit: fc.constantFrom('a', '"', '\\', '\t', 'é', '🚀', ' ', '\r') });
    fc.assert(
      fc.property(
        fc.array(fc.array(line, { minLength: 1 }), { minLength: 1 }),
        fc.boolean(),
        (cells, asOne) => {
          const sources = cells.map((lines) => lines.join('\n'));
          const written = sources.map((source) =>
            code(asOne ? source : (source.match(/[^\n]*\n|[^\n]+$/g) ?? [])),
          );
          const text = notebook(written);
          const rows = text.split('\n');
          const places = placesInNotebook(text);
          for (const [i, lines] of cells.entries())
            for (const [row, each] of lines.entries())
              for (let column = 0; column < each.length; column++) {
                const place = places(i + 1, { line: row, column })!;
                const wanted = JSON.stringify(each[column]).slice(1, -1);
                // Half of a pair is written out only where it stands alone.
                if (wanted.startsWith('\\ud')) continue;
                assert.equal(rows[place.line]!.slice(place.column).startsWith(wanted), true);
              }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('has no place for what is not in it', () => {
    const places = placesInNotebook(notebook([code('x\n')]));
    assert.equal(places(2, { line: 0, column: 0 }), undefined);
    assert.equal(places(1, { line: 9, column: 0 }), undefined);
    assert.equal(places(1, { line: 0, column: 9 }), undefined);
    assert.equal(placesInNotebook('{')(1, { line: 0, column: 0 }), undefined);
  });
});

describe('the text of a file', () => {
  it('is that of its cells in a notebook', () => {
    const text = fileText('a/notes.ipynb', notebook([{ cell_type: 'markdown', source: '#' }, code('x = 1')]));
    assert.equal(textOfPart(text, 2), 'x = 1');
    assert.equal(textOfPart(text, 1), undefined);
    assert.equal(textOfPart(text), undefined);
  });

  it('is the whole otherwise', () => {
    assert.equal(textOfPart(fileText('a.py', 'x = 1')), 'x = 1');
    assert.equal(textOfPart(undefined), undefined);
  });

  it('has no part of a notebook that cannot be read', () => {
    assert.equal(textOfPart(fileText('a.ipynb', '{'), 1), undefined);
  });
});
