import assert from 'node:assert';
import { RecentResults } from '../../../src/core/numbers/recentResults';

describe('the last few results', () => {
  /** Squares, and how often each was worked out. */
  function squares(count: number, isFinal?: (result: number) => boolean) {
    const recent = new RecentResults<number>(count, isFinal);
    const worked: number[] = [];
    const of = (x: number): number =>
      recent.get([x, 'square'], () => {
        worked.push(x);
        return x * x;
      });
    return { of, worked };
  }

  it('are worked out once', () => {
    const { of, worked } = squares(2);
    assert.deepEqual([3, 4, 3, 4].map(of), [9, 16, 9, 16]);
    assert.deepEqual(worked, [3, 4]);
  });

  it('are forgotten, the oldest first', () => {
    const { of, worked } = squares(2);
    assert.deepEqual([1, 2, 3, 2, 1].map(of), [1, 4, 9, 4, 1]);
    assert.deepEqual(worked, [1, 2, 3, 1]);
  });

  it('are told apart by every part of their key, 0 and -0 too', () => {
    const recent = new RecentResults<string>(8);
    const key = (...parts: unknown[]): string => recent.get(parts, () => parts.map(String).join());
    assert.equal(key(1, null), '1,null');
    assert.equal(key(1, undefined), '1,undefined');
    assert.equal(
      recent.get([0], () => 'zero'),
      'zero',
    );
    assert.equal(
      recent.get([-0], () => 'minus zero'),
      'minus zero',
    );
  });

  it('are not kept while another one may come', () => {
    const { of, worked } = squares(2, (result) => result > 4);
    [2, 2, 3, 3].forEach(of);
    assert.deepEqual(worked, [2, 2, 3]);
  });
});
