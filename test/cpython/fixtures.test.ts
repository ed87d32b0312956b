/** Small programs, each of one kind of value or registration, as CPython executes them, against the scan of them. */
import { strict as assert } from 'node:assert';
import { compareWithGolden } from '../golden/golden';
import { differenceText } from './compare';
import { missingPython } from './python';
import { checked, modulesOf } from './scanned';

const FOLDER = 'test/fixtures/cpython';

describe('fixtures for CPython', () => {
  const missing = missingPython();
  if (missing !== undefined) {
    it(`are not executed: ${missing}`, () => undefined);
    return;
  }

  const modules = modulesOf(FOLDER);
  const { differences, executions, unsure } = checked(FOLDER, modules);

  it('all run to their end', () => {
    const raised = executions.filter((each) => each.raised !== null);
    assert.deepEqual(
      raised.map(({ file, raised }) => `${file}: ${raised}`),
      [],
    );
    assert.ok(
      executions.every(({ records }) => records.length > 0),
      'each registers something',
    );
  });

  it('cost what CPython says, or that is not known', () => {
    assert.deepEqual(differences.map(differenceText), []);
  });

  it('are not known where the list says so', () => {
    // It may become less, and not by accident more.
    compareWithGolden('cpython/unsure.txt', `${unsure.join('\n')}\n`);
  });
});
