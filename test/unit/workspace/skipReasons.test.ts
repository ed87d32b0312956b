import { strict as assert } from 'node:assert';
import scanSchema from '../../../schemas/scan.schema.json';
import checkSchema from '../../../schemas/check.schema.json';
import diffSchema from '../../../schemas/diff.schema.json';
import { skippedJson, skipReasonText } from '../../../src/core/render/words/skipReasons';
import { systemError, type SkipReason } from '../../../src/core/workspace/skipReason';

const REASONS: readonly SkipReason[] = [
  { kind: 'tooLarge', maxBytes: 5_000_000 },
  { kind: 'notUtf8' },
  { kind: 'symbolicLink' },
  { kind: 'disguisedLetters' },
  { kind: 'searchTooLong', line: 3 },
  { kind: 'syntaxError', line: 3 },
  { kind: 'unknownEncoding', encoding: 'rot13' },
  { kind: 'notInEncoding', encoding: 'euc-jp' },
  { kind: 'nameNotUtf8' },
  { kind: 'permissionDenied' },
  { kind: 'symlinkLoop' },
  { kind: 'parsingTooSlow' },
  { kind: 'tooMuchMemory' },
  { kind: 'parserFailed' },
  { kind: 'tooManyIndents', max: 383 },
  { kind: 'importsTooLarge', maxBytes: 4_000_000 },
  { kind: 'malformedNotebook' },
  { kind: 'oldNotebook' },
  { kind: 'tooManyCells', max: 2_000 },
  { kind: 'timeOver' },
  { kind: 'goneMeanwhile' },
  { kind: 'noSuchFile' },
  { kind: 'noSuchPath' },
  { kind: 'notInClone' },
  { kind: 'notAFile' },
  { kind: 'changedSubmodule' },
  { kind: 'systemError', message: 'EIO: i/o error' },
];

describe('the reasons why a file is not read', () => {
  it('have different words', () => {
    assert.equal(new Set(REASONS.map(skipReasonText)).size, REASONS.length);
    assert.equal(skipReasonText(REASONS[0]!), 'larger than 5 MB');
  });

  it('have all their kinds in the schemas', () => {
    const kinds = REASONS.map(({ kind }) => kind);
    for (const { items } of [
      scanSchema.properties.files.properties.skipped,
      checkSchema.$defs.skipped,
      diffSchema.$defs.skipped,
    ])
      assert.deepEqual(items.properties.reasonKind.enum, kinds);
  });

  it('are beside the file in JSON, in words and as a kind', () => {
    assert.deepEqual(skippedJson([{ file: 'a.py', reason: systemError(new Error('EIO')) }]), [
      { file: 'a.py', reason: 'EIO', reasonKind: 'systemError' },
    ]);
  });
});
