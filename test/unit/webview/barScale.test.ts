import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { stepOf, stepped, topOf, weightsIn, withWeight } from '../../../src/webview/inputs/barScale';

describe('the bars of weights', () => {
  it('are those of a text, and all alike for a text that is none', () => {
    assert.deepEqual(weightsIn('5,5,5,5,5,2,1', 7), [5, 5, 5, 5, 5, 2, 1]);
    assert.deepEqual(weightsIn('[1, 2]', 2), [1, 2]);
    for (const text of ['', '1', '1,,1', '1,-2', 'a,b', '1,2,3'])
      assert.deepEqual(weightsIn(text, 2), [1, 1]);
  });

  it('stand half as high where all are alike, and leave room above the highest', () => {
    assert.equal(topOf([1, 1, 1]), 2);
    assert.equal(topOf([10, 0, 0]), 15);
    assert.equal(topOf([1, 1, 1, 0]), 1.5);
    assert.equal(topOf([0, 0]), 2);
  });

  it('move in steps that a text can hold: each weight is one that the host takes', () => {
    assert.equal(stepped(1.04, stepOf(2)), 1);
    assert.equal(stepped(7.349, stepOf(12.5)), 7.3);
    assert.equal(withWeight([1, 2, 3], 1, 2.5), '1,2.5,3');
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.double({ min: -1, max: 2, noNaN: true }),
        (most, at) => {
          const top = topOf([most, 0]);
          const weight = stepped(at * top, stepOf(top));
          assert.ok(weight >= 0 && weight <= 1e6);
          assert.ok(String(weight).length <= 14, String(weight));
          assert.match(String(weight), /^[\d.]+(e-\d+)?$/);
        },
      ),
    );
  });
});
