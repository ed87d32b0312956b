import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { gpuLabel, parseGpuString } from '../../src/core/modal/gpu';

/**
 * The SDK's own reading, written anew from its description: a split at the first colon, the type in capitals, the
 * count by `int()`: white space around, a sign, digits with single underscores between.
 */
function model(text: string): { type: string; count: number } | undefined {
  const [head, ...tail] = text.split(':');
  const type = head!.toUpperCase();
  if (type.replace(/\s/g, '') === '') return undefined;
  if (tail.length === 0) return { type, count: 1 };
  let rest = tail.join(':').replace(/^\s+|\s+$/g, '');
  const negative = rest.startsWith('-');
  if (negative || rest.startsWith('+')) rest = rest.slice(1);
  let count = 0;
  let digit = false;
  for (const char of rest) {
    if (char >= '0' && char <= '9') {
      count = count * 10 + Number(char);
      digit = true;
    } else if (char === '_' && digit) digit = false;
    else return undefined;
  }
  return digit ? { type, count: negative && count > 0 ? -count : count } : undefined;
}

const types = fc.oneof(
  fc.constantFrom('h100', 'A100-80GB', 'H100!', 'any', '', ' ', 'B200+', 'straße'),
  fc.string({ maxLength: 6 }),
);
const counts = fc.oneof(
  fc.integer({ min: -20, max: 99_999 }).map(String),
  fc.string({ unit: fc.constantFrom('0', '1', '9', '_', '+', '-', ' ', '\t', '.', ':', 'x'), maxLength: 6 }),
);
const strings = fc.oneof(
  types,
  fc.tuple(types, counts).map(([type, count]) => `${type}:${count}`),
);

describe('a gpu= string of any kind', () => {
  it('is read as the SDK reads it', () => {
    let valid = 0;
    fc.assert(
      fc.property(strings, (text) => {
        const parsed = parseGpuString(text);
        const expected = model(text);
        if (expected === undefined) assert.ok('refused' in parsed);
        else assert.deepEqual(parsed, { value: expected });
        valid += Number(expected !== undefined);
      }),
      { seed: 2, numRuns: 3_000 },
    );
    assert.ok(valid > 500);
  });

  it('is read the same when written back', () => {
    fc.assert(
      fc.property(strings, (text) => {
        const parsed = parseGpuString(text);
        if ('value' in parsed) assert.deepEqual(parseGpuString(gpuLabel(parsed.value)), parsed);
      }),
      { seed: 3, numRuns: 1_000 },
    );
  });
});
