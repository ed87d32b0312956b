/** What is wrong with a usage comment, in English. */
import { strict as assert } from 'node:assert';
import { parseUsageValue, usageFieldInfo } from '../../../src/core/modal/usageFields';
import type { UsageCommentFault } from '../../../src/core/modal/usageCommentProblem';
import { usageCommentText } from '../../../src/core/render/words/usageComments';

/** A fault of each kind: the compiler holds it complete. */
const FAULTS: {
  readonly [K in UsageCommentFault['kind']]: readonly [UsageCommentFault & { readonly kind: K }, string];
} = {
  strayComment: [
    { kind: 'strayComment' },
    'This usage comment belongs to no declaration: put it directly above a decorator or call of a Modal app.',
  ],
  missingColon: [{ kind: 'missingColon' }, 'A usage comment starts with “modal-cost:”, with a colon.'],
  misspelledMarker: [
    { kind: 'misspelledMarker' },
    'A usage comment starts with “# modal-cost:”. As it is written, this one is not read.',
  ],
  emptyComment: [
    { kind: 'emptyComment' },
    'This usage comment is empty: write, for example, requests_per_day=1000 seconds_per_request=0.2.',
  ],
  lineTooLong: [
    { kind: 'lineTooLong', max: 2_000 },
    'A usage comment can have at most 2000 characters per line.',
  ],
  unknownField: [
    { kind: 'unknownField', word: 'request_per_day', near: 'requestsPerDay' },
    '“request_per_day” is not a usage field. Did you mean requests_per_day?',
  ],
  valueMissing: [
    { kind: 'valueMissing', field: 'daysPerMonth' },
    'days_per_month needs a value: days_per_month=30.',
  ],
  repeatedField: [
    { kind: 'repeatedField', field: 'concurrency' },
    'concurrency is set twice: the first one is used.',
  ],
  invalidValue: [
    { kind: 'invalidValue', problem: problemOf('200ms') },
    'seconds_per_request must be a number of seconds from 0.000001 to 604,800, not “200ms”.',
  ],
};

function problemOf(given: string): (UsageCommentFault & { readonly kind: 'invalidValue' })['problem'] {
  const parsed = parseUsageValue(usageFieldInfo('secondsPerRequest'), given);
  assert.ok('problem' in parsed);
  return parsed.problem;
}

describe('the words for problems of a usage comment', () => {
  for (const [kind, [fault, words]] of Object.entries(FAULTS)) {
    it(kind, () => {
      assert.equal(usageCommentText(fault), words);
    });
  }

  it('suggest no field if none is similar', () => {
    const text = usageCommentText({ kind: 'unknownField', word: 'colour', near: null });
    assert.equal(text, '“colour” is not a usage field.');
  });
});
