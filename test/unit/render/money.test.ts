import { strict as assert } from 'node:assert';
import {
  duration,
  numberInterval,
  percent,
  plainNumber,
  usd,
  usdInterval,
  usdRate,
  usdShort,
} from '../../../src/core/render/money';

function table<T>(
  title: string,
  format: (value: T) => string,
  cases: readonly (readonly [T, string])[],
): void {
  describe(title, () => {
    for (const [value, expected] of cases) {
      it(`${JSON.stringify(value)} is ${expected}`, () => {
        assert.equal(format(value), expected);
      });
    }
  });
}

table('a sum of USD', usd, [
  [0, '$0'],
  [-0, '$0'],
  [1e-9, '$0.000000001'],
  [2.05e-12, '$0'],
  [-9.09e-13, '$0'],
  [0.00042, '$0.00042'],
  [0.004, '$0.004'],
  [0.0049, '$0.0049'],
  [0.005, '$0.005'],
  [0.0149, '$0.0149'],
  [0.01, '$0.01'],
  [0.1, '$0.10'],
  [0.17548, '$0.175'],
  [0.9994, '$0.999'],
  [0.9995, '$1.00'],
  [7.56, '$7.56'],
  [99.995, '$100.00'],
  [999.999, '$1,000.00'],
  [1e6, '$1,000,000.00'],
  [123456789.126, '$123,456,789.13'],
  [-7.5, '−$7.50'],
  [-0.001, '−$0.001'],
]);

table('a sum of USD where there is little room', usdShort, [
  [0, '$0'],
  [99.99, '$99.99'],
  [99.995, '$100'],
  [622.08, '$622'],
  [1e6, '$1,000,000'],
  [-1234.5, '−$1,235'],
]);

table('a rate', usdRate, [
  [0.00012, '$0.00012'],
  [0.00000222, '$0.00000222'],
  [0.0021, '$0.0021'],
  [1.5, '$1.5'],
]);

table(
  'an interval of USD',
  (each: readonly [number, number]) => usdInterval({ low: each[0], high: each[1] }),
  [
    [[3.96, 7.56], '$3.96–7.56'],
    [[3.96, 3.96], '$3.96'],
    [[3.9601, 3.9602], '$3.96'],
    [[0, 580], '$0–580.00'],
  ],
);

table(
  'an interval of numbers',
  (each: readonly [number, number]) => numberInterval({ low: each[0], high: each[1] }),
  [
    [[2, 2], '2'],
    [[0.125, 4], '0.125–4'],
  ],
);

table('a plain number', (each: readonly [number, number]) => plainNumber(each[0], each[1]), [
  [[0, 6], '0'],
  [[2592000, 9], '2,592,000'],
  [[0.125, 6], '0.125'],
  [[1 / 3, 3], '0.333'],
  [[0.98563, 4], '0.9856'],
  [[999999.5, 6], '1,000,000'],
  [[1e-7, 6], '0.0000001'],
  [[-1234.5, 6], '−1,234.5'],
  [[100, 2], '100'],
]);

table('a share', percent, [
  [0, '0%'],
  [0.2447, '24.5%'],
  [1, '100%'],
  [0.00123, '0.12%'],
  [12.6, '1,260%'],
]);

table('a duration', duration, [
  [0.2, '0.2 s'],
  [45, '45 s'],
  [60, '1 min'],
  [90, '1.5 min'],
  [100, '100 s'],
  [3600, '1 h'],
  [5400, '1.5 h'],
  [72000, '20 h'],
  [86400, '1 d'],
  [2592000, '30 d'],
]);
