import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { changedLines } from '../../../src/core/render/changedLines';

const shown = (before: string, after: string): string[] =>
  changedLines(before, after).map(({ line, kind, text }) => `${line}${kind === 'added' ? '+' : '-'} ${text}`);

describe('the lines that a change touches', () => {
  it('are none if nothing changes, with any line ends', () => {
    assert.deepEqual(shown('a\nb', 'a\r\nb'), []);
  });

  it('are numbered in their own text', () => {
    assert.deepEqual(shown('a\nb\nc', 'a\nB\nc'), ['2- b', '2+ B']);
    assert.deepEqual(shown('a\nc', 'a\nb\nc'), ['2+ b']);
    assert.deepEqual(shown('a\nb\nc', 'a\nc'), ['2- b']);
  });

  it('leave out equal lines between two changes', () => {
    assert.deepEqual(shown('1\nsame\n2', 'one\nsame\ntwo'), ['1- 1', '1+ one', '3- 2', '3+ two']);
  });

  it('are lines of the two texts, and all added lines if none is removed', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 8 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        for (const { line, kind, text } of changedLines(before.join('\n'), after.join('\n')))
          assert.equal((kind === 'added' ? after : before)[line - 1] ?? '', text);
        const grown = changedLines(before.join('\n'), [...before, 'z'].join('\n'));
        if (before.length > 0)
          assert.deepEqual(grown, [{ line: before.length + 1, kind: 'added', text: 'z' }]);
      }),
    );
  });
});
