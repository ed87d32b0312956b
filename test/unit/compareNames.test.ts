import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { compareNames } from '../../src/core/text/compareNames';

describe('the order of names', () => {
  it('has numbers by their value, and cases beside each other', () => {
    const sorted = [
      ...['', '2', '14', 'A.py', 'a.py', 'a1', 'a1b', 'a02c', 'a2', 'a12', 'a123456789012345678901'],
      ...['a223456789012345678901', 'B.py', 'job', 'Job_2', 'job_2', 'job_2.step_9', 'job_2.step_10'],
      ...['job_14', 'job_x', 'v1.9', 'v1.10', 'v2.0'],
    ];
    assert.deepEqual([...sorted].reverse().sort(compareNames), sorted);
  });

  it('is one order: the same text alone is equal, and no three names go round', () => {
    const name = fc.array(fc.constantFrom('a', 'B', 'b', '0', '1', '9', '-', '_'), { maxLength: 6 });
    const text = name.map((chars) => chars.join(''));
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        assert.equal(compareNames(a, b) === 0, a === b);
        assert.equal(Math.sign(compareNames(a, b)) + Math.sign(compareNames(b, a)), 0);
        const [x, y, z] = [a, b, c].sort(compareNames) as [string, string, string];
        assert.ok(compareNames(x, z) <= 0 && compareNames(x, y) <= 0 && compareNames(y, z) <= 0);
      }),
      { numRuns: 5_000 },
    );
  });
});
