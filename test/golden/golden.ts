import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Compares a text with the one kept under test/golden; with `UPDATE_GOLDEN=1` keeps it instead. */
export function compareWithGolden(name: string, actual: string): void {
  const file = join('test/golden', name);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  } else assert.equal(actual, readFileSync(file, 'utf8'), `${file} (UPDATE_GOLDEN=1 writes it anew)`);
}
