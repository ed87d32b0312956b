import { strict as assert } from 'node:assert';
import { applyEdits, combineEdits } from '../../../src/core/edits/textEdits';

describe('applyEdits', () => {
  const edit = (start: number, end: number, newText: string): Parameters<typeof applyEdits>[1][number] => ({
    start,
    end,
    newText,
  });

  it('applies edits in any order, by UTF-16 offsets', () => {
    assert.equal(applyEdits('a🎉b🎉c', [edit(6, 7, 'C'), edit(3, 4, 'B'), edit(0, 0, '>')]), '>a🎉B🎉C');
  });

  it('merges adjacent edits, and applies equal ones once', () => {
    assert.deepEqual(combineEdits([edit(2, 4, 'x'), edit(0, 2, ''), edit(2, 4, 'x'), edit(4, 4, 'y')]), [
      edit(0, 4, 'xy'),
    ]);
  });

  it('leaves out those that change nothing', () => {
    assert.deepEqual(combineEdits([edit(2, 2, '')]), []);
  });

  it('refuses edits that overlap', () => {
    assert.throws(() => applyEdits('abcdef', [edit(0, 3, 'x'), edit(2, 5, 'y')]), /overlap: 0–3 and 2–5/);
    assert.throws(() => combineEdits([edit(0, 3, 'x'), edit(1, 1, 'y')]), RangeError);
  });
});
