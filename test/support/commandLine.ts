import { assessState, type AssessedState } from '../../src/cli/assessState';
import { DiskTree } from '../../src/cli/fileTree';
import { readOptions } from '../../src/cli/options';
import { loadParser } from './python';

/** A folder as `modal-cost estimate` reads and prices it. */
export async function estimated(folder: string, book?: string): Promise<AssessedState> {
  const options = readOptions(['estimate', folder, ...(book === undefined ? [] : ['--book', book])]);
  if (!('paths' in options)) throw new Error('no command');
  return assessState(new DiskTree([folder]), await loadParser(), options, true);
}
