import { strict as assert } from 'node:assert';
import { applyEdits } from '../../../../src/core/edits/textEdits';
import { commentEdits, type CommentFix } from '../../../../src/core/review/findings/commentEdits';

const STRAY = '# modal-cost: requests_per_day=5';

/** A text after a fix. */
function fixed(fix: CommentFix, text: string): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, column }: { line: number; column: number }): number => starts[line]! + column;
  const edits = commentEdits(fix, text).map(({ range, text: newText }) => ({
    start: offset(range.start),
    end: offset(range.end),
    newText,
  }));
  return applyEdits(text, edits);
}

function at(line: number, column: number, length: number): CommentFix['range'] {
  return { start: { line, column }, end: { line, column: column + length } };
}

describe('the edits of a fix of a comment', () => {
  it('take its line along where it goes, and nothing else of a line with code', () => {
    const gone = (line: number, column: number): CommentFix => ({
      kind: 'comment',
      range: at(line, column, STRAY.length),
      old: STRAY,
      text: '',
    });
    assert.equal(fixed(gone(1, 4), `a\n    ${STRAY}\nb\n`), 'a\nb\n');
    assert.equal(fixed(gone(1, 0), `a\r\n${STRAY}\r\nb\r\n`), 'a\r\nb\r\n');
    assert.equal(fixed(gone(1, 0), `a\n${STRAY}`), 'a\n');
    assert.equal(fixed(gone(0, 3), `a  ${STRAY}\nb\n`), 'a  \nb\n');
  });

  it('change a part in its place', () => {
    const fix: CommentFix = { kind: 'comment', range: at(0, 2, 3), old: 'abc', text: 'defg' };
    assert.equal(fixed(fix, '# abc=1\n'), '# defg=1\n');
  });

  it('move a comment with its line, as far in as its new neighbor, with the line breaks of the text', () => {
    const move: CommentFix = {
      kind: 'moveComment',
      range: at(0, 0, STRAY.length),
      text: STRAY,
      to: { line: 2, column: 4 },
      name: 'f',
    };
    assert.equal(fixed(move, `${STRAY}\nif a:\n    @b\n`), `if a:\n    ${STRAY}\n    @b\n`);
    assert.equal(fixed(move, `${STRAY}\r\nif a:\r\n    @b\r\n`), `if a:\r\n    ${STRAY}\r\n    @b\r\n`);
  });
});
