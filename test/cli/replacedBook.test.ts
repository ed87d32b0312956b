import { strict as assert } from 'node:assert';
import { folder, modalCost, type Folder } from './run';

const NOTE =
  'the price book modal-list-2026-07 has been replaced by modal-list-2026-10, which is used instead';
const OLD = 'modal-list-2026-07';

describe('the book of an earlier version, on the command line', () => {
  let work: Folder;
  beforeEach(() => {
    work = folder({
      'app.py': 'import modal\napp = modal.App("x")\n@app.function(cpu=1)\ndef f(): ...\n',
    });
  });
  afterEach(() => {
    work.remove();
  });
  const run = (...args: string[]): ReturnType<typeof modalCost> => modalCost(args, { cwd: work.path });

  it('is replaced for --book, with a note on stderr', async () => {
    const { status, stdout, stderr } = await run('estimate', 'app.py', '--book', OLD);
    assert.equal(status, 0);
    assert.equal(stderr, `modal-cost: --book: ${NOTE}\n`);
    assert.match(stdout, /\(modal-list-2026-10, 2026-10-07\)/);
  });

  it('is replaced in a team file, with its line, and the check still passes', async () => {
    work.write('modal-cost.json', `{\n  "version": 1,\n  "priceBook": "${OLD}"\n}\n`);
    for (const args of [
      ['estimate', 'app.py'],
      ['check', '.'],
    ]) {
      const { status, stderr } = await run(...args);
      assert.equal(status, 0);
      assert.equal(stderr, `modal-cost: modal-cost.json:3:16: priceBook: ${NOTE}.\n`);
    }
  });
});

describe('an old price book, on the command line', () => {
  const at = async (day: string): Promise<string> => {
    const work = folder({
      'app.py': 'import modal\napp = modal.App("x")\n@app.function(cpu=1)\ndef f(): ...\n',
    });
    const env = { SOURCE_DATE_EPOCH: String(Date.parse(day) / 1_000) };
    const { stdout } = await modalCost(['estimate', 'app.py'], { cwd: work.path, env });
    work.remove();
    return stdout;
  };

  it('says so in the report, by the clock', async () => {
    assert.match(await at('2027-01-06'), /These prices are more than 90 days old/);
    assert.doesNotMatch(await at('2027-01-05'), /days old/);
  });
});
