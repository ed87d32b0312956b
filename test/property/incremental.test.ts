import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { SourceFile } from '../../src/core/modal/sourceFile';
import type { Point, PythonParser, TextEdit } from '../../src/core/python/parser';
import { loadParser } from '../support/python';

const FOLDERS = ['test/fixtures/forms', 'examples'];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/^\uFEFF/, '')),
);

/** What people type into Modal code, and what breaks it. */
const TYPED = [
  'x',
  ' ',
  '\n',
  '"',
  '(',
  ')',
  ',',
  '=',
  '1',
  '#',
  ':',
  '.',
  '@',
  '    ',
  'é',
  'GPU',
  'H100',
  'app',
  'gpu="A10", ',
  'min_containers=2, ',
  'MINUTES = 3\n',
  'if x:\n    ',
  'import os\n',
  'def f():\n',
];

const edit = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(5),
  insert: fc.constantFrom('', ...TYPED),
});

describe('an edited file', () => {
  let parser: PythonParser;
  before(async () => (parser = await loadParser()));

  it('declares after any edits what a fresh reading of its text declares', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FILES),
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        (text, edits) => {
          const source = new SourceFile('a.py', text, parser);
          try {
            source.scan();
            for (const { place, remove, insert } of edits) {
              const at = Math.floor(place * text.length);
              const next = text.slice(0, at) + insert + text.slice(at + remove);
              source.update(
                next,
                next === text
                  ? []
                  : [textEdit(text, next, at, Math.min(remove, text.length - at), insert.length)],
              );
              text = next;
              const edited = source.scan();
              // While a stretch does not parse it keeps what it said before: that is more than a fresh reading knows.
              if (edited.declarations.some(({ stale }) => stale)) continue;
              const fresh = new SourceFile('a.py', text, parser);
              assert.deepEqual(edited.declarations, fresh.scan().declarations);
              fresh.dispose();
            }
          } finally {
            source.dispose();
          }
        },
      ),
      { seed: 20261124, numRuns: 400 },
    );
  });
});

function textEdit(before: string, after: string, at: number, removed: number, inserted: number): TextEdit {
  return {
    startIndex: at,
    oldEndIndex: at + removed,
    newEndIndex: at + inserted,
    start: pointAt(before, at),
    oldEnd: pointAt(before, at + removed),
    newEnd: pointAt(after, at + inserted),
  };
}

function pointAt(text: string, offset: number): Point {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, column: offset - (before.lastIndexOf('\n') + 1) };
}
