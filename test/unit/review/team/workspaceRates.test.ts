import { strict as assert } from 'node:assert';
import { utimesSync } from 'node:fs';
import { estimated } from '../../../support/commandLine';
import { folder, type Folder } from '../../../cli/run';

describe('a team file that names the rates of its workspace', () => {
  let work: Folder;
  beforeEach(() => {
    work = folder({
      'app.py':
        'import modal\n\napp = modal.App()\n\n\n@app.function(gpu="H100", cpu=1)\ndef f():\n    pass\n',
      'modal-cost.json': '{ "version": 1, "priceBook": "prices/rates.json" }',
    });
  });
  afterEach(() => {
    work.remove();
  });

  it('is priced by them, as of their file’s day, with notes on them', async () => {
    const rates = work.write('prices/rates.json', '{ "gpu_hour_cost_h100": "2.00000", "new_cost": "1" }');
    utimesSync(rates, 0, Date.UTC(2026, 9, 8, 12) / 1_000);
    const { context, assessments, bookNotes } = await estimated(work.path);
    assert.deepEqual([context.book.id, context.book.date], ['workspace-rates', '2026-10-08']);
    assert.equal(assessments.length, 1);
    assert.equal(context.book.gpus.H100!.active.value * 3_600, 2);
    assert.deepEqual(context.chosenIn?.book, { kind: 'teamFile', line: 1 });
    assert.equal(bookNotes.length, 2);
    assert.match(
      bookNotes[0]!,
      /^prices\/rates\.json: H100 is \d+(\.\d)?% below Modal’s list: a contract\?$/,
    );
    assert.equal(bookNotes[1], 'prices/rates.json: “new_cost” is not a known rate and is not used');
  });

  it('is refused where they cannot be, with file and line', async () => {
    work.write('prices/rates.json', '{\n  "gpu_hour_cost_h100": "0.00000"\n}');
    await assert.rejects(estimated(work.path), /prices\/rates\.json:2: \$\.gpu_hour_cost_h100: must be more/);
  });
});
