import { strict as assert } from 'node:assert';
import { typedNumber } from '../../src/core/text/typedNumber';

describe('typed numbers', () => {
  it('are counts, with a word for thousands or without', () => {
    for (const [text, value] of [
      ['10', 10],
      ['0', 0],
      ['10k', 10_000],
      ['10 K', 10_000],
      ['1.1k', 1_100],
      ['2m', 2_000_000],
      ['1.5 bn', 1_500_000_000],
      ['5,000', 5_000],
      ['1,234,567', 1_234_567],
      ['50_000', 50_000],
      ['50 000', 50_000],
      ['5e4', 50_000],
      ['.5', 0.5],
      [' 12. ', 12],
      ['300 requests', 300],
      ['5k/day', 5_000],
      ['5k requests per day', 5_000],
      ['3 containers', 3],
    ] as const)
      assert.equal(typedNumber(text, 'count'), value, text);
  });

  it('are times, in seconds or with a unit', () => {
    for (const [text, value] of [
      ['90', 90],
      ['90s', 90],
      ['1.5 s', 1.5],
      ['200ms', 0.2],
      ['300 µs', 0.0003],
      ['5 min', 300],
      ['5 minutes', 300],
      ['5m', 300],
      ['0.1 min', 6],
      ['2 h', 7_200],
      ['1 h 30 min', 5_400],
      ['1d', 86_400],
      ['1,500ms', 1.5],
    ] as const)
      assert.equal(typedNumber(text, 'seconds'), value, text);
  });

  it('are not what could be read in two ways, or in none', () => {
    for (const text of [
      '',
      ' ',
      '-1',
      '0,2',
      '1,5',
      '0,200',
      '1.000,5',
      '1,23,456',
      '5 x',
      '10 10',
      'fast',
      '5/s',
      'NaN',
      '1e999',
      '٣',
    ])
      for (const unit of ['count', 'seconds'] as const)
        if (text === '1e999') assert.notEqual(typedNumber(text, unit), 1, text);
        else assert.equal(typedNumber(text, unit), undefined, `${text} as ${unit}`);
    for (const text of ['5k', '30 min 1 h', '1 h 1 h', '5 min 3', '5 3 min'])
      assert.equal(typedNumber(text, 'seconds'), undefined, text);
    for (const text of ['5 ms', '5s', '5 min']) assert.equal(typedNumber(text, 'count'), undefined, text);
  });
});
