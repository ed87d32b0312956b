/** Programs written at random, as CPython executes them, against what the scanner says of them. */
import { strict as assert } from 'node:assert';
import { folder } from '../cli/run';
import { differenceText, type Difference } from './compare';
import { program } from './generate/module';
import { missingPython } from './python';
import { checked } from './scanned';

/** How many programs, and the seed of the first: for a long run, or for one program again. */
const COUNT = Number(process.env.MODAL_COST_CPYTHON_COUNT ?? 300);
const SEED = Number(process.env.MODAL_COST_CPYTHON_SEED ?? 1);
/** As many at once as leave the output of a scan small. */
const BATCH = 500;
const MAX_SHOWN = 20;

/** The differences, and the whole program of the first. */
function report(differences: readonly Difference[]): string {
  const seed = Number(/\d+/.exec(differences[0]!.file)![0]);
  const files = Object.entries(program(seed)).map(([file, text]) => `--- ${file}\n${text}`);
  return [...differences.slice(0, MAX_SHOWN).map(differenceText), ...files].join('\n');
}

describe('generated programs', () => {
  const missing = missingPython();
  if (missing !== undefined) {
    it(`are not executed: ${missing}`, () => undefined);
    return;
  }

  it('cost what CPython says, or that is not known', () => {
    let known = 0;
    for (let first = SEED; first < SEED + COUNT; first += BATCH) {
      const seeds = Array.from({ length: Math.min(BATCH, SEED + COUNT - first) }, (_, i) => first + i);
      const batch = folder();
      try {
        for (const seed of seeds)
          for (const [file, text] of Object.entries(program(seed))) batch.write(`seed_${seed}/${file}`, text);
        const {
          differences,
          executions,
          known: inBatch,
        } = checked(
          batch.path,
          seeds.map((seed) => `seed_${seed}/app.py`),
        );
        const raised = executions.filter(({ raised }) => raised !== null);
        assert.deepEqual(
          raised.map(({ file, raised }) => `${file}: ${raised}`),
          [],
          'the generator writes valid programs',
        );
        if (differences.length > 0) assert.fail(report(differences));
        known += inBatch;
      } finally {
        batch.remove();
      }
    }
    // Were nothing known, nothing could be wrong: a sixth of what is written is so simple that it must be.
    assert.ok(known > COUNT / 6, `only ${known} values are known in ${COUNT} programs`);
  });

  it('are the same for the same seed', () => {
    const once = program(SEED);
    assert.deepEqual(program(SEED), once);
    assert.notDeepEqual(program(SEED + 1), once);
  });
});
